import type { Json } from "../ledger/port.ts";
import type { Rejoined, SeenLine, SeenWhat } from "../cases/seen/row.ts";
import type { OverLimit } from "../vendors/port.ts";
import { amount, amountOf } from "./amount.ts";
import { listOf, memberOf, numberOf, textOf } from "./facts.ts";
import type { Said } from "./said.ts";

/** What is said of what chat services tell of their own accord. */

/** What was done to whom; of the whole group a sentence of its own. */
const DONE: Readonly<Record<SeenWhat, string>> = {
  joined: "added",
  removed: "removed",
  muted: "muted",
  unmuted: "unmuted",
  banned: "banned",
  unbanned: "unbanned",
  locked: "locked: nobody but its owner and admins may write",
  unlocked: "unlocked: everybody may write again",
  group_full: "full: nobody can join until somebody leaves, or its owner allows more members",
  destroyed: "dissolved: it is gone at the chat service",
};

/** `names`: markup. */
export function seenLine({ what, accounts, by, until }: SeenLine, names: string): Said {
  const whom = accounts.length > 0 ? `${names} ${DONE[what]}` : `The group is ${DONE[what]}`;
  const end: Said =
    until === null ? [] : until === "permanent" ? [", permanently"] : [", until ", { at: until }];
  return what === "group_full" ? [`${whom}.`] : [whom, ...end, ...doneBy(by), "."];
}

function doneBy({ account, through }: SeenLine["by"]): Said {
  const who: Said = account === null ? [] : [" by ", { foreign: account }];
  switch (through) {
    case "app":
      return [...who, ", in the app"];
    case "server":
      return [...who, ", in the chat service's console or over its API"];
    case "unsaid":
      return account === null ? [", it does not say by whom"] : who;
    default:
      return through satisfies never;
  }
}

/** `group`: markup. */
export const ELSEWHERE = (group: string): string => `In *${group}*, not by Bailiff:`;

/** `group`: markup. */
export function rejoinedLine({ account, watch, found }: Rejoined, group: string): Said {
  const { verb, number, until } = watch;
  const end: Said = until === "permanent" ? [" for good"] : [" until ", { at: until }];
  return [
    { foreign: account },
    ` has joined *${group}*, and *#${number}* ${verb === "ban" ? "bans" : "mutes"} them`,
    ...end,
    ". ",
    verb === "ban" ? howBanStands(found) : howMuteStands(found),
  ];
}

function howBanStands(found: Rejoined["found"]): string {
  if (found === null) return "How it stands at the chat service could not be read.";
  if (found.stands)
    return found.isInside === false
      ? "The chat service still lists the ban, and they are out again."
      : "The chat service still lists the ban, and let them in all the same.";
  const gone = "The chat service has no such ban any more: somebody else lifted it";
  return found.isInside === false
    ? `${gone}. They are out again; nothing keeps them out unless they are banned again.`
    : `${gone}. Nothing keeps them out unless they are banned again.`;
}

function howMuteStands(found: Rejoined["found"]): string {
  if (found === null) return "How it stands at the chat service could not be read.";
  return found.stands
    ? "The mute still stands: they cannot write."
    : "The chat service has no such mute any more: they can write.";
}

export const MORE_REJOINED = (count: number): string =>
  `${amountOf(count, "more person", "more people")} under a ban or a mute joined; the entry in the log names everybody.`;

/** Slack shows about 30 characters of a button. */
export const KICK = "Kick";
export const BAN = "Ban…";

/** For the question before a kick. */
export const KICK_EFFECT = "Removed from the group. They can join again unless a ban keeps them out.";

/** The reason of what is asked for by a button. */
export const REJOINED_REASON = (verb: "ban" | "mute", number: number): string =>
  `joined while ${verb === "ban" ? "banned" : "muted"} by #${number}`;

/** `account`: markup. */
export const BAN_ABOUT = (account: string, verb: "ban" | "mute", number: number): string =>
  `${account} joined while ${verb === "ban" ? "banned" : "muted"} by #${number}.`;

/** For those on call. */
export const OVER_LIMIT = {
  title: (connection: string) => `Requests to ${connection} come close to the chat service's limit`,
  detail: ({ command, requests, limit }: Omit<OverLimit, "what" | "at">) =>
    `${command}: ${requests === null ? "many" : amount(requests)} requests a second${
      limit === null ? "" : `, ${amount(limit)} are allowed`
    }. Over the limit it refuses them; Bailiff keeps to it, so look for what else uses this app.`,
} as const;

/** One line of the log for an entry. */
export function describeSeen(body: { readonly [name: string]: Json }): Said {
  const rows = listOf(body["rows"]);
  const [first, ...more] = rows;
  if (memberOf(first, "what") === "over_limit")
    return [
      "close to the limit of requests of ",
      { foreign: textOf(body["connection"]) },
      ": ",
      { foreign: textOf(memberOf(first, "command")) },
      `, ${amount(numberOf(memberOf(first, "requests")))} of ${amount(numberOf(memberOf(first, "limit")))} a second`,
    ];
  const what = (row: Json | undefined): string => textOf(memberOf(row, "what")).replaceAll("_", " ");
  const accounts = listOf(memberOf(first, "accounts")).map(textOf);
  const whom: Said =
    accounts.length === 0
      ? []
      : accounts.length > NAMED
        ? [` ${amount(accounts.length)} accounts`]
        : [" ", { foreign: accounts.join(", ") }];
  return [
    "in ",
    { foreign: textOf(body["group"]) },
    `, ${what(first)}`,
    ...whom,
    ...byWhom(memberOf(memberOf(first, "by"), "account")),
    ...(more.length > 0 ? [`, and ${amount(more.length)} more`] : []),
  ];
}

function byWhom(account: Json | undefined): Said {
  return typeof account === "string" ? [" by ", { foreign: account }] : [];
}

/** As many accounts as a line that is read at a glance can name. */
const NAMED = 5;
