import type { PageGroup } from "../../../told.ts";
import type { Recent } from "./recent.ts";

type End = PageGroup["banned"][number]["until"];

/** One account as a group's list shows it. */
export interface Row {
  readonly account: string;
  /** null: not in the group. */
  readonly role: "owner" | "admin" | "member" | null;
  readonly mutedUntil: End | null;
  readonly bannedUntil: End | null;
  readonly recent: Recent | null;
}

/** A list of fewer than this many is not folded. */
const FEWEST = 6;

/**
 * Everybody in a group, and those outside of it who are muted, banned or just went: those who run it first, then
 * those about whom something is to be told, then the others as the service lists them.
 */
export function rowsOf(
  group: PageGroup,
  recent: readonly Recent[],
): { readonly shown: readonly Row[]; readonly folded: readonly Row[] } {
  const about = recent.filter((one) => one.group === group.id && one.account !== null);
  const accounts = new Set([
    ...group.members.map(({ account }) => account),
    ...group.muted.map(({ account }) => account),
    ...group.banned.map(({ account }) => account),
    ...about.flatMap(({ account }) => (account === null ? [] : [account])),
  ]);
  const rows = [...accounts].map((account) => rowOf(account, group, about));
  const inOrder = rows.toSorted((one, other) => rankOf(one) - rankOf(other));
  const important = inOrder.filter((row) => rankOf(row) < RANK.rest).length;
  const shown = Math.max(important, FEWEST);
  // Nothing is gained by folding one row away.
  return inOrder.length <= shown + 1
    ? { shown: inOrder, folded: [] }
    : { shown: inOrder.slice(0, shown), folded: inOrder.slice(shown) };
}

function rowOf(account: string, group: PageGroup, about: readonly Recent[]): Row {
  return {
    account,
    role: group.members.find((member) => member.account === account)?.role ?? null,
    mutedUntil: group.muted.find((mute) => mute.account === account)?.until ?? null,
    bannedUntil: group.banned.find((ban) => ban.account === account)?.until ?? null,
    recent: about.find((one) => one.account === account) ?? null,
  };
}

const RANK = { owner: 0, admin: 1, punished: 2, changed: 3, rest: 4 } as const;

function rankOf({ role, mutedUntil, bannedUntil, recent }: Row): number {
  if (role === "owner" || role === "admin") return RANK[role];
  if (mutedUntil !== null || bannedUntil !== null) return RANK.punished;
  return recent === null ? RANK.rest : RANK.changed;
}
