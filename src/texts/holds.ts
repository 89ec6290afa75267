import { GLASS_WORD, type Hold, type HoldRefusal, type HoldState } from "../policy/approval.ts";
import type { ApprovalCause } from "../policy/decide.ts";
import type { Approvals } from "../policy/rules.ts";
import { amount, amountOf } from "./amount.ts";
import type { Said } from "./refusals.ts";
import { formatSpan } from "./span.ts";

/** What people read of acts that wait: for their asker, who has seen the plan, or for others, who approve. */

/** One word for what became of it, at the head of its card. */
export function stateWord({ kind, state, decided }: Hold): string {
  if ((state === "cleared" || state === "used") && decided?.brokeGlass) return "Glass was broken";
  return { ...STATES, ...(kind === "approval" ? APPROVED : {}) }[state];
}

const STATES: Readonly<Record<HoldState, string>> = {
  waiting: "Waiting",
  cleared: "Confirmed",
  used: "Confirmed",
  dropped: "Not begun",
  denied: "Denied",
  cancelled: "Cancelled",
  expired: "Expired",
  lapsed: "Lapsed",
};
const APPROVED = { cleared: "Approved", used: "Approved", waiting: "Waits for approval" } as const;

/** Who said what and when, and what came of it; nothing while it waits. `number`: the case it has become. */
export function describeEnd(hold: Hold, number: number | null): Said {
  switch (hold.state) {
    case "waiting":
      return [];
    case "cleared":
      return [...clearedBy(hold), " It is being carried out."];
    case "used":
      return [
        ...clearedBy(hold),
        number === null ? "" : ` It became #${number}; \`/mod case ${number}\` shows what was done.`,
      ];
    case "dropped":
      return [...clearedBy(hold), ` But it could not begin; the asker was told why. ${NOTHING}`];
    case "denied":
      return ["Denied", ...byWhom(hold), ` ${NOTHING}`];
    case "cancelled":
      return ["Cancelled", ...byWhom(hold), ` ${NOTHING}`];
    case "expired":
      return [
        `Nobody ${hold.kind === "approval" ? "decided" : "confirmed"} it until `,
        { at: hold.expiresAt },
        `. ${NOTHING} Type the command again if it is still wanted.`,
      ];
    case "lapsed":
      return [
        ...clearedBy(hold),
        " But it had not begun",
        ...(hold.lapsesAt === null ? [] : [" until ", { at: hold.lapsesAt }]),
        `, so it lapsed. ${NOTHING} Type the command again if it is still wanted.`,
      ];
    default:
      return hold.state satisfies never;
  }
}

const NOTHING = "Nothing was done.";

/** `Approved by @adam (today at 12:03): seen it.` Only of one that people have cleared. */
export function clearedBy(hold: Hold): Said {
  if (hold.kind === "preview") return ["Confirmed", ...byWhom(hold)];
  if (hold.decided?.brokeGlass) return ["Glass was broken", ...byWhom(hold)];
  return ["Approved by ", ...votesOf(hold), "."];
}

/** ` by @adam (today at 12:03): reason.` */
function byWhom({ decided }: Hold): Said {
  if (!decided) return ["."];
  const { person, at, reason } = decided;
  return [
    " by ",
    { person },
    " (",
    { at },
    ")",
    ...(reason === null ? [] : [": ", { foreign: reason }]),
    ".",
  ];
}

/** Everybody who approved it so far, with when and why. */
export function votesOf({ votes }: Hold): Said {
  return votes.flatMap(({ person, at, reason }, index) => [
    index > 0 ? ", " : "",
    { person },
    " (",
    { at },
    ")",
    ...(reason === null ? [] : [": ", { foreign: reason }]),
  ]);
}

/** `1 of 2 approvals so far, by @adam (today at 12:03)` */
export function soFar(hold: Hold): Said {
  const count = `${hold.votes.length} of ${amountOf(hold.needed, "approval")} so far`;
  return hold.votes.length === 0 ? [`${count}.`] : [`${count}, by `, ...votesOf(hold), "."];
}

/** Why other people have to approve it. */
export function describeCause(cause: ApprovalCause): Said {
  if (cause.kind === "threshold")
    return ["Rule ", { foreign: cause.rule }, " wants a second person for an act like this."];
  const { limit } = cause;
  const rule = { foreign: limit.rule };
  switch (limit.kind) {
    case "too_long":
      return [`It lasts longer than the ${formatSpan(limit.longest)} that rule `, rule, " allows the asker."];
    case "too_many":
      return [
        `It names more than the ${amountOf(limit.batch, "account")} that rule `,
        rule,
        " allows the asker in one command.",
      ];
    case "too_often":
      return [
        `With ${amountOf(limit.recent, "account")} in the last hour, it makes more than the ${amount(limit.perHour)} that rule `,
        rule,
        " allows the asker in an hour.",
      ];
    default:
      return limit satisfies never;
  }
}

/** `one person with the role admin or owner`. The roles are words of our own. */
export function whoApproves(needed: number, approvals: Approvals | null): string {
  const roles = approvals?.by.join(" or ") ?? "(nobody is named any more)";
  return `${needed === 1 ? "one other person" : `${needed} other people`} with the role ${roles}`;
}

/** Why what somebody said to it does not count, and what to do next. `hold`: as it stands now. */
export function describeHoldRefusal(
  refusal: HoldRefusal,
  {
    hold,
    number,
    approvals,
  }: { readonly hold: Hold; readonly number: number | null; readonly approvals: Approvals | null },
): Said {
  switch (refusal.kind) {
    case "decided":
      return hold.state === "waiting"
        ? ["It was answered before, and waits again since: please look at the newest message about it."]
        : [...(hold.decided === null ? [] : ["It was decided before. "]), ...describeEnd(hold, number)];
    case "expired":
      return ["Its time was over ", { at: hold.expiresAt }, `. ${NOTHING} It has to be asked for again.`];
    case "not_yours":
      return ["Only ", { person: hold.asker.person }, ", who asked for it, can answer this."];
    case "own_act":
      return ["You asked for it, or another account of yours did. Somebody else has to decide."];
    case "about_you":
      return ["It is about an account of yours. Somebody else has to decide."];
    case "no_right":
      return [noRight(approvals)];
    case "counted_before":
      return [
        `You have approved it before, and each person counts once. It takes ${amountOf(hold.needed, "approval")}: ask somebody else.`,
      ];
    case "other_plan":
      return ["What you were shown is not what waits now. Please look at the newest message about it."];
    case "wrong_word":
      return [`To go ahead alone, exactly ${GLASS_WORD} has to be typed. Press the button again.`];
    case "no_reason":
      return ["This takes a reason. Press the button again, and give one."];
    default:
      return refusal satisfies never;
  }
}

function noRight(approvals: Approvals | null): string {
  if (!approvals) return "The configuration names nobody who may decide this. Tell whoever runs Bailiff.";
  const alone =
    approvals.breakGlass.length > 0
      ? ` To break glass takes the role ${approvals.breakGlass.join(" or ")}.`
      : "";
  return `Your roles do not let you. To approve or deny takes the role ${approvals.by.join(" or ")}, and the right to do the act oneself.${alone} \`/mod whoami\` shows your roles.`;
}

/** What is different since a plan was shown. */
export const MOVED =
  "*Something has changed since you saw the plan, so nothing was done yet.* Different now:";
export const MOVED_ELSEWHERE =
  "No account stands differently, but the plan is another one: please look at it once more.";

/** An ephemeral message is changed by the response URL of a press on it alone (docs.slack.dev, "Modifying messages"). */
export const STAYS =
  "Slack lets nothing change this message but a press on it: what becomes of it comes as a new message.";

export const CHANGED_NOTHING = "Your answer changed nothing.";
export const NO_HOLD = "What this message was about is not in the journal. Type the command again.";
export const TO_BE_REVIEWED =
  "The asker went ahead without an approval. Please review it within a day: was it an emergency, and was it right?";

/** Behind what would happen to somebody whose mute would end later without it. */
export const MUTED_FOR_LESS = ", which ends *sooner* than the mute that stands";

/** Of a dry run: who would be asked before it is done. */
export const WOULD_ASK = {
  nobody: null,
  asker: "Without `--dry-run` you are shown this first, and it is done when you confirm it.",
  approvers: "Without `--dry-run` it waits until it is approved by other people.",
} as const;

/** Words on buttons; the labels are read aloud, and have 75 characters at most. */
export const HOLD_BUTTONS = {
  confirm: { text: "Confirm", label: "Confirm: go ahead with this plan" },
  cancel: { text: "Cancel", label: "Cancel: nothing is done" },
  approve: { text: "Approve", label: "Approve: opens a window with room for a reason" },
  deny: { text: "Deny", label: "Deny: opens a window that asks for a reason" },
  glass: { text: "Break glass", label: "Break glass: go ahead alone, in an emergency, and be reviewed" },
} as const;

/** Windows. Slack allows 24 characters for titles and buttons, and shows labels and hints as plain text. */
export const HOLD_WINDOWS = {
  approve: { title: "Approve", submit: "Approve" },
  deny: { title: "Deny", submit: "Deny" },
  glass: { title: "Break glass", submit: "Go ahead alone" },
} as const;

export const HOLD_FIELD_TEXTS = {
  close: "Back",
  reason: "Reason",
  reasonHint: "Shown with the decision and kept in the record.",
  typed: `Type ${GLASS_WORD}`,
  typedHint: "In capitals, as it stands here.",
  glass:
    "For emergencies only: it is done at once, without an approval. The auditors are told at once, with your reason, and review it.",
  noReason: "Give a reason.",
} as const;

export const OLD_WINDOW = "Nothing was done: this window belongs to something that is not in the journal.";
export const WINDOW_FAILED =
  "Nothing was done: Slack did not open the window. Press again; it has to be opened within three seconds.";
export const NOT_READ = "Nothing was done: Bailiff could not read its journal. Press again in a moment.";
