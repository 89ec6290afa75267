import type { PageGroup } from "../../../told.ts";
import { changesBetween } from "./changes.ts";

/** A change that was seen lately. */
export interface Recent {
  readonly group: string;
  readonly account: string | null;
  /** Several at once are joined: `banned and gone`. */
  readonly words: string;
  /** By the sandbox's clock, in milliseconds since 1970. */
  readonly at: number;
}

/** How long a change is told as one, in milliseconds. */
const TOLD_MS = 5 * 60_000;

/** Adds what changed between two states of a service's groups; what is said of an account replaces what was said. */
export function withChanges(
  recent: readonly Recent[],
  before: readonly PageGroup[],
  after: readonly PageGroup[],
  now: number,
): readonly Recent[] {
  const fresh = after.flatMap((group) => {
    const was = before.find(({ id }) => id === group.id);
    return was === undefined ? [] : joined(group.id, changesBetween(was, group, now), now);
  });
  if (fresh.length === 0) return recent;
  const isTold = ({ group, account }: Recent): boolean =>
    fresh.some((one) => one.group === group && one.account === account);
  return [...recent.filter((one) => !isTold(one)), ...fresh];
}

/** Without those that are no news any more, and those of a clock that began anew. The same list when all are. */
export function stillRecent(recent: readonly Recent[], now: number): readonly Recent[] {
  const left = recent.filter(({ at }) => Math.abs(now - at) < TOLD_MS);
  return left.length === recent.length ? recent : left;
}

function joined(group: string, changes: ReturnType<typeof changesBetween>, now: number): readonly Recent[] {
  const words = new Map<string | null, string>();
  for (const { account, words: one } of changes) {
    const before = words.get(account);
    words.set(account, before === undefined ? one : `${one} and ${before}`);
  }
  return [...words].map(([account, all]) => ({ group, account, words: all, at: now }));
}
