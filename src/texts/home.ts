import type { Denial } from "../policy/decide.ts";
import type { Health } from "../cases/home.ts";
import { amount, amountOf } from "./amount.ts";
import { describeRefusal, type Said } from "./refusals.ts";

/** What people read in Bailiff's own tab. */

export const TITLE = "Bailiff";

/** What it is, for somebody who may never have heard of it. */
export const WHAT_IT_IS =
  "Bailiff moderates in-app chat from Slack. People who have a role type commands such as `/mod mute`; Bailiff checks what they may do, does it at the chat service, and says what really happened.";

export const ASK_AN_ADMIN =
  "If you think that you should, ask an admin of this workspace: roles are given in Bailiff's configuration, to user groups or to people by name. `/mod whoami` tells what you may do.";

/** Why somebody may do nothing at all. */
export function mayNothing(denial: Denial): Said {
  const because: Said =
    denial.kind === "barred" || denial.kind === "no_role"
      ? describeRefusal({ kind: "denied", denial })
      : ["No rule allows your roles anything."];
  return ["*You may do nothing with it.* ", ...because];
}

export const notKnown = (detail: string): Said => [
  "Who you are could not be read from Slack (",
  { foreign: detail },
  "), so nothing is shown. Press Refresh in a moment.",
];

export const NOT_READ =
  "Bailiff could not read its books just now, so nothing is shown. Press Refresh in a moment; if this goes on, tell whoever runs Bailiff.";

export const TITLES = {
  approvals: "Waiting for your decision",
  mine: "Your acts that wait",
  open: "Your open cases",
  standing: "Muted and banned now",
  recent: "Recent cases",
  health: "How Bailiff is",
  audit: "The record",
} as const;

export const NOTHING_WAITS = "Nothing waits for you, and none of your cases is open.";
export const NOBODY_STANDS =
  "Nobody, by Bailiff's books. `/mod muted` and `/mod banned` look at the chat services.";
export const NO_CASES = "There is none yet.";

/** The lists below name what Bailiff did, not what the chat services would say. */
export const BY_THE_BOOKS =
  "By Bailiff's books: what somebody changed elsewhere does not show. `/mod muted` and `/mod banned` look at the chat services.";

export const moreMine = (count: number): string =>
  `${amountOf(count, "more act", "more acts")} of yours ${count === 1 ? "waits" : "wait"}; the messages with ${count === 1 ? "its buttons stand" : "their buttons stand"} where you asked.`;

/** `place` is markup: the channel of the approvers. */
export const moreApprovals = (count: number, place: string): string =>
  `${amountOf(count, "more act waits", "more acts wait")} for your decision in ${place}.`;

export const moreOpen = (count: number): string => `… and ${amount(count)} more of yours.`;

export const STANDING_CUT = "There are more than these numbers say: too many to be counted here.";

export const REFRESH = { text: "Refresh", label: "Refresh: show how things stand now" } as const;

/** How Bailiff is, in sentences; foreign words in them are handed over as such. */
export function describeHealth({ resting, dead, backlog }: Health): readonly Said[] {
  const waiting = [
    ...(backlog.requests > 0 ? [amountOf(backlog.requests, "request")] : []),
    ...(backlog.cases > 0 ? [amountOf(backlog.cases, "case")] : []),
    ...(backlog.messages > 0 ? [amountOf(backlog.messages, "message")] : []),
  ];
  return [
    ...(resting.length === 0
      ? [["The chat services answer, as far as Bailiff had to ask them."]]
      : resting.map(({ connection, why }): Said => [
          "Requests to ",
          { foreign: connection },
          " are held back. ",
          { sentence: why },
        ])),
    ...(dead === 0
      ? []
      : [
          [
            `${amountOf(dead, "piece of work was", "pieces of work were")} given up. \`/mod doctor\` tells which, and what to do.`,
          ],
        ]),
    [waiting.length === 0 ? "Nothing waits to be done." : `Under way or waiting: ${waiting.join(", ")}.`],
  ];
}

/** How the log channel stands. */
export function describeLog(log: Health["log"]): Said {
  switch (log.kind) {
    case "none":
      return ["No log channel is configured."];
    case "up_to_date":
      return ["The log channel is up to date."];
    case "behind":
      return [
        `The log channel lags behind: ${amountOf(log.entries, "entry", "entries")}, the oldest written `,
        { at: log.since },
        `, ${log.entries === 1 ? "is" : "are"} not posted yet`,
        ...(log.why === null ? ["."] : [", because ", { foreign: log.why }, "."]),
        " Nothing is lost; it is posted as soon as Slack takes it.",
      ];
    default:
      return log satisfies never;
  }
}

export const REDACTED = "what was found has been redacted";

export const record = {
  none: "No checkpoint has been signed yet.",
  latest: (number: number, size: number, at: number): Said => [
    `Checkpoint ${amount(number)} covers ${amountOf(size, "entry", "entries")}, signed `,
    { at },
    ".",
  ],
  verified: (at: number, says: string): Said => ["Last verified ", { at }, ": ", { sentence: says }],
  neverVerified:
    "Once a day Bailiff itself compares the log channel with its journal; the first comparison is still to come. `bailiff audit verify` is run elsewhere and leaves no trace here.",
} as const;
