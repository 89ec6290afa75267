import type { RegisterRow } from "../cases/notice.ts";
import type { RegisterFault, RegisterSubject } from "../cases/register-change.ts";
import type { Said } from "./said.ts";

/** What people read about changes of the register. */

export const DRY_RUN = "Preview: nothing was changed. Without `--dry-run` the answer would be:";

/** Why the register stays as it is, and what to do next. */
export function describeFault(why: RegisterFault): Said {
  switch (why.kind) {
    case "own_link":
      return [
        "Nobody changes their own link, because it decides who may act on whom. Ask somebody with a higher role.",
      ];
    case "outranked":
      return [
        { person: why.person },
        " has an equal or higher role than you. Only a higher role may change who they are in the chat service.",
      ];
    case "protected_person":
      return [
        { person: why.person },
        " is protected by the configuration, so only bailiff.yml can say which account they are.",
      ];
    case "no_such_person":
      return ["Slack does not know ", { person: why.person }, "."];
    case "linked_elsewhere":
      return [
        { foreign: why.account },
        " is linked to ",
        { person: why.person },
        ". One account is one person: end that link first (`/mod unlink`), if it is wrong.",
      ];
    case "no_such_account":
      return [
        "The chat service has no account ",
        { foreign: why.account },
        " at ",
        { foreign: why.connection },
        ". Check how it is written.",
      ];
    case "unproven":
      return [
        "The Slack profile of ",
        { person: why.person },
        why.by === "email"
          ? " does not say so: neither their confirmed e-mail address nor what stands before its @ is "
          : " does not say so: the field that the configuration names is not ",
        { foreign: why.account },
        ". The configuration wants that as a proof (`linking`).",
      ];
    case "unreadable_profile":
      return [
        "The Slack profile of ",
        { person: why.person },
        ", which is to prove the link, could not be read: ",
        { foreign: why.detail },
        ". It takes the scope `users:read.email`, or `users.profile:read` for a field of the profile.",
      ];
    case "not_linked":
      return [{ person: why.person }, " is not linked to an account at ", { foreign: why.connection }, "."];
    case "hidden_channel":
      return [
        "Slack does not show ",
        { channel: why.channel },
        " to Bailiff, so nothing could be posted there. Invite it to the channel first (`/invite @Bailiff`).",
      ];
    case "shared_channel":
      return [
        { channel: why.channel },
        " is shared with another organisation, who would read the results. Bailiff works there only if bailiff.yml says `shared: true` for the channel.",
      ];
    case "not_bound":
      return [{ channel: why.channel }, " has no group of its own."];
    case "name_in_use":
      return [{ foreign: why.name }, " is already a name of the group ", { foreign: why.group }, "."];
    case "name_too_near":
      return [
        { foreign: why.name },
        " is nearly ",
        { foreign: why.near },
        ", a name of the group ",
        { foreign: why.group },
        ": a slip of the finger would act there. Choose another name.",
      ];
    case "own_name":
      return [
        { foreign: why.name },
        " is what bailiff.yml calls the group. Only names given with `/mod alias` can be taken back here.",
      ];
    case "no_such_name":
      return [
        "No group was given the name ",
        { foreign: why.name },
        why.known.length === 0 ? ". No names were given at all." : ". Names that were given: ",
        ...(why.known.length === 0 ? [] : [{ foreign: why.known.join(", ") }, "."]),
      ];
    default:
      return why satisfies never;
  }
}

/** `@mel is user7 at game now. Before: nobody.` */
export function describeChange(subject: RegisterSubject, before: string | null, after: string | null): Said {
  if (before === after) return [...describeValue(subject, after), " already. Nothing was changed."];
  return [...describeValue(subject, after), " now. Before: ", valueOf(subject, before), "."];
}

/** One line of the list: what it is, and where it comes from. */
export function describeRow({ subject, value, counts, set }: RegisterRow): Said {
  const source: Said =
    set === null
      ? [" (bailiff.yml)"]
      : [
          " (set by ",
          { person: set.person },
          ", ",
          { at: set.at },
          ...(set.inFile === null ? [] : ["; bailiff.yml says ", { foreign: set.inFile }]),
          ")",
        ];
  const gone = counts ? [] : [" – it does not count: the group is gone, or bailiff.yml uses the name itself"];
  return [...describeValue(subject, value), ...source, ...gone];
}

function describeValue(subject: RegisterSubject, value: string | null): Said {
  switch (subject.what) {
    case "link":
      return [
        { person: subject.person },
        value === null ? " is linked to no account" : " is ",
        ...(value === null ? [] : [{ foreign: value }]),
        " at ",
        { foreign: subject.connection },
      ];
    case "bind":
      return [
        { channel: subject.channel },
        value === null ? " has no group of its own" : " belongs to ",
        ...(value === null ? [] : [{ foreign: value }]),
      ];
    case "alias":
      return [
        { foreign: subject.name },
        value === null ? " is no name of a group" : " is a name of ",
        ...(value === null ? [] : [{ foreign: value }]),
      ];
    default:
      return subject satisfies never;
  }
}

function valueOf(subject: RegisterSubject, value: string | null): Said[number] {
  if (value !== null) return { foreign: value };
  return subject.what === "link" ? "nobody's account" : "nothing";
}

export const NO_LINKS = "Nobody is linked to an account, and nothing was set at run time.";

/** `person` is markup already. */
export function notLinkedAnywhere(person: string): string {
  return `${person} is not linked to any account.`;
}
