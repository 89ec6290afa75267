import type { Refusal } from "../cases/notice.ts";
import type { Denial } from "../policy/decide.ts";
import { EVERYBODY, type Right } from "../words.ts";
import type { VendorFailure } from "../vendors/port.ts";
import { describeWhy } from "./outcomes.ts";
import { tooManyEntries } from "./exporting.ts";
import { describeKept } from "./redacting.ts";
import { describeFault } from "./register.ts";
import type { Said } from "./said.ts";
import { formatSpan } from "./span.ts";

export type { Said } from "./said.ts";

/** Why nothing was done, and what to do next. Said only to the person who asked. */
export function describeRefusal(refusal: Refusal): Said {
  switch (refusal.kind) {
    case "denied":
      return describeDenial(refusal.denial);
    case "no_hold":
      return ["What this button belongs to is not in the journal. Type the command again."];
    case "not_backed":
      return [
        "It was approved, but whoever approved it may not approve any more, or it is not what they approved. Ask again.",
      ];
    case "lapsed":
      return [
        "It was allowed to go ahead, but could not begin in time. Type the command again if it is still wanted.",
      ];
    case "about_you":
      return [
        `#${refusal.number} is about an account of yours. Somebody else has to stop it: whoever asked for it, or who may do the like.`,
      ];
    case "out_of_reach":
      return [
        "Nobody named can be acted on: ",
        ...refusal.rows.flatMap(({ account, judgement }, index) => [
          index > 0 ? "; " : "",
          { foreign: account },
          judgement.step === "settled" && judgement.why !== null ? ` (${describeWhy(judgement.why)})` : "",
        ]),
        ".",
      ];
    case "register":
      return describeFault(refusal.why);
    case "no_group":
      return [
        "This channel has no group of its own. Name one in the command (right after the accounts, where it takes accounts), or ask an admin to give it one (`/mod bind`).",
      ];
    case "unknown_group":
      return [
        "There is no group ",
        { foreign: refusal.typed },
        ". Known groups: ",
        { foreign: refusal.known.join(", ") || "none" },
        ".",
      ];
    case "no_link":
      return [
        { person: refusal.person },
        " is not linked to an account of ",
        { foreign: refusal.connection },
        ". Name the account itself, or ask an admin to link them (`/mod link`).",
      ];
    case "doubtful_word":
      if (refusal.accounts.includes(EVERYBODY))
        return [
          { foreign: refusal.word },
          " is an account, and this command is about everybody in the group. To act on one account, use `/mod mute`, `/mod kick` or `/mod ban`. If it is the reason, put it in quotes.",
        ];
      return [
        { foreign: refusal.word },
        " is an account too. Did you mean it as one? Write all accounts with commas between them, as in ",
        { foreign: [...refusal.accounts.slice(-1), refusal.word].join(",") },
        ", or put the reason in quotes.",
      ];
    case "time":
      return [{ sentence: refusal.detail }];
    case "no_case":
      return [`There is no case #${refusal.number}.`];
    case "no_entry":
      return [`There is no entry ${refusal.entry}.`];
    case "no_entries":
      return ["There is no entry from then on."];
    case "too_many_entries":
      return [tooManyEntries(refusal, refusal)];
    case "not_redactable":
      return [describeKept(refusal.entry, refusal.why)];
    case "no_stop":
      return [
        `#${refusal.number} lifts the ban of #${refusal.lifts} at its end and cannot be stopped. To keep somebody out, ban them again.`,
      ];
    case "list":
      return [{ sentence: refusal.detail }];
    case "shared_channel":
      return [
        "This channel is shared with another organisation, who would read the result. Use an internal channel.",
      ];
    case "slack_unreachable":
      return [
        "Your roles could not be read from Slack (",
        { foreign: refusal.detail },
        "), so the answer is no. Try again in a moment.",
      ];
    case "unsupported":
      return [
        { foreign: refusal.group },
        " is a group of the kind ",
        { foreign: refusal.groupKind },
        ": ",
        { sentence: refusal.why },
        refusal.instead.length > 0
          ? ` What works here: ${refusal.instead.map((verb) => `/mod ${verb}`).join(", ")}.`
          : "",
      ];
    case "vendor":
      return [{ sentence: refusal.failure.detail }, whatNext(refusal.failure)];
    case "too_late":
      return [
        "It was asked ",
        { at: refusal.askedAt },
        " and could not be worked on in time. Ask again if it is still wanted.",
      ];
    case "own_failure":
      return [
        "Bailiff itself failed at this request. Whoever runs it finds it among the dead letters. Ask again, or act in the chat service's own console.",
      ];
    default:
      return refusal satisfies never;
  }
}

/** Only what may pass by itself is worth typing again. */
function whatNext(failure: VendorFailure): string {
  switch (failure.kind) {
    case "throttled":
    case "unavailable":
    case "uncertain":
    case "too_many":
    case "lapsed":
      return " Type it again later; if it goes on, tell whoever runs Bailiff.";
    case "unsupported":
      return failure.instead.length === 0
        ? ""
        : ` What works here: ${failure.instead.map((verb) => `/mod ${verb}`).join(", ")}.`;
    case "no_group":
    case "misconfigured":
    case "rejected":
      return " It will not pass by itself: tell whoever runs Bailiff.";
    case "no_account":
    case "group_full":
    case "not_permitted":
      return "";
    default:
      return failure satisfies never;
  }
}

function describeDenial(denial: Denial): Said {
  switch (denial.kind) {
    case "barred":
      return [BARRED[denial.bar]];
    case "no_role":
      return [
        "You have no role in Bailiff. An admin of the workspace can give you one, in bailiff.yml or by a user group. `/mod whoami` shows your roles.",
      ];
    case "no_rule": {
      const where = denial.group === null ? "" : " in ";
      const who =
        denial.others.length > 0 ? ` Roles that may: ${denial.others.join(", ")}.` : " No role may.";
      if (denial.elsewhere)
        return [
          `Your roles may ${rightWords(denial.right)}, but not from here: the rule counts in other channels. \`/mod rules\` names them.`,
        ];
      return [
        `No rule lets your roles ${rightWords(denial.right)}${where}`,
        ...(denial.group === null ? [] : [{ foreign: denial.group }]),
        `.${who}`,
      ];
    }
    case "denied":
      return [
        `Rule ${denial.rule} forbids your role ${denial.right === "oncall" ? "to answer alerts" : `\`${denial.right}\``}`,
        ...(denial.group === null ? [] : [" in ", { foreign: denial.group }]),
        ".",
      ];
    case "too_long":
      return [
        `Rule ${denial.rule} lets you do this for at most ${formatSpan(denial.longest)}. Ask for less, or ask somebody with a wider rule.`,
      ];
    case "too_many":
      return [
        `Rule ${denial.rule} lets you name at most ${denial.batch} accounts in one command. Split the list, or ask somebody with a wider rule.`,
      ];
    case "too_often":
      return [
        `Rule ${denial.rule} lets you act on at most ${denial.perHour} accounts in an hour, and you acted on ${denial.recent} in the last one. Wait, name fewer, or ask somebody with a wider rule.`,
      ];
    case "no_approvers":
      return [
        `Rule ${denial.rule} wants a second person for this, but the configuration names nobody who may approve (\`approvals\` in bailiff.yml). Tell whoever runs Bailiff.`,
      ];
    default:
      return denial satisfies never;
  }
}

/** What a right lets somebody do. That of alerts is no word that anybody types. */
function rightWords(right: Right): string {
  return right === "oncall" ? "answer alerts" : `use \`${right}\``;
}

const BARRED = {
  guest: "Guests of the workspace cannot moderate.",
  bot: "Bots cannot moderate.",
  deactivated: "This Slack account is deactivated.",
  stranger: "People of another organisation cannot moderate here.",
  invited: "Whoever has not joined the workspace yet cannot moderate.",
} as const;
