import type { MutedRow, Notice } from "../../cases/notice.ts";
import type { Case } from "../../ledger/port.ts";
import { describeRefusal } from "../../texts/refusals.ts";
import { formatSpan } from "../../texts/span.ts";
import { code, escape, mention, moment } from "../markup.ts";
import { cardOf, type Card } from "./card.ts";
import { headline } from "./case-card.ts";
import { markup } from "./said.ts";

/** Who is muted in a group, those whose mute ends first on top. */
export function mutedCard(group: string, rows: readonly MutedRow[], now: number): Card {
  if (rows.length === 0) return cardOf([`Nobody is muted in *${escape(group)}*.`]);
  const sorted = rows.toSorted((one, other) => rank(one) - rank(other));
  const lines = sorted.map((row) => {
    const end =
      row.until === "permanent"
        ? "permanently"
        : `until ${moment(row.until)}, ${formatSpan(row.until - now)} left`;
    return `${code(row.account)} ${end}, ${row.case === null ? "not by Bailiff" : `by #${row.case}`}`;
  });
  return cardOf([`*${rows.length}* muted in *${escape(group)}*:`, ...lines]);
}

function rank(row: MutedRow): number {
  return row.until === "permanent" ? Number.POSITIVE_INFINITY : row.until;
}

/** What is known about an account in a group, with the cases about it, newest first. */
export function whoisCard(notice: Notice & { kind: "whois" }, cases: readonly Case[], now: number): Card {
  const standing =
    notice.exists === false ? "The chat service has no account of this name." : STANDING[notice.standing];
  const muted =
    notice.mutedUntil === null
      ? "Not muted."
      : notice.mutedUntil === "permanent"
        ? "Muted permanently."
        : `Muted until ${moment(notice.mutedUntil)}, ${formatSpan(notice.mutedUntil - now)} left.`;
  const told = cases.map((kase) => `${headline(kase, false)} · ${moment(kase.askedAt)}`);
  return cardOf([
    `${code(notice.account)} in *${escape(notice.group)}*: ${standing} ${muted}`,
    ...(told.length > 0 ? ["Recent cases:", ...told] : ["No case is about this account here."]),
  ]);
}

const STANDING = {
  owner: "Owns the group.",
  admin: "Admin of the group.",
  member: "Member.",
  absent: "Not in the group.",
  unlisted: "This kind of group keeps no list of members.",
} as const;

/** Who somebody is to Bailiff. */
export function whoamiCard(notice: Notice & { kind: "whoami" }): Card {
  const roles = notice.grants.map(({ role, from }) => `${role} (${escape(from)})`);
  if (notice.denial)
    return cardOf([
      `${mention(notice.person)}: ${roles.join(", ") || "no role"}`,
      markup(describeRefusal({ kind: "denied", denial: notice.denial })),
    ]);
  return cardOf([
    `${mention(notice.person)}: ${roles.join(", ")}`,
    `You may: ${notice.rights.join(", ")}. Rules can limit this further, by group, length and number of accounts.`,
  ]);
}
