import type { Notice } from "../../cases/notice.ts";
import type { Case } from "../../ledger/port.ts";
import { describeRefusal } from "../../texts/refusals.ts";
import { formatSpan } from "../../texts/span.ts";
import { code, escape, mention, moment } from "../markup.ts";
import { cardOf, type Card } from "./card.ts";
import { headline } from "./case-card.ts";
import { markup } from "./said.ts";

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
  const banned = bannedOf(notice, now);
  const told = cases.map((kase) => `${headline(kase, false)} · ${moment(kase.askedAt)}`);
  return cardOf([
    `${code(notice.account)} in *${escape(notice.group)}*: ${standing} ${muted}${banned === null ? "" : ` ${banned}`}`,
    ...(told.length > 0 ? ["Recent cases:", ...told] : ["No case is about this account here."]),
  ]);
}

function bannedOf({ bannedUntil, liftedBy }: Notice & { kind: "whois" }, now: number): string | null {
  if (bannedUntil === null) return null;
  if (liftedBy !== null && liftedBy.until <= now)
    return `Banned until ${moment(liftedBy.until)}; Bailiff is lifting it (#${liftedBy.number}).`;
  if (liftedBy !== null)
    return `Banned until ${moment(liftedBy.until)}, when Bailiff lifts it (#${liftedBy.number}), ${formatSpan(liftedBy.until - now)} left.`;
  if (bannedUntil === "permanent") return "Banned until somebody lifts it.";
  return `Banned until ${moment(bannedUntil)}, ${formatSpan(bannedUntil - now)} left.`;
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
