import { booksOf, type Period, type Tally } from "../ledger/port.ts";
import { isGroupVerb, OUTCOMES, type Books } from "../words.ts";
import type { Group } from "../vendors/port.ts";

/**
 * What was done in a span of time, beside the span before it: numbers, groups, verbs and people. No accounts and no
 * reasons, so that it can be read by more people than a case.
 */
export interface Summary {
  /** True: the one of every week, for a channel; false: somebody asked for it. */
  readonly isWeekly: boolean;
  /** IANA name of the zone in which its days are meant. */
  readonly zone: string;
  readonly period: Period;
  readonly now: Counts;
  readonly before: Counts;
  readonly groups: readonly SummaryRow[];
  readonly verbs: readonly SummaryRow[];
  readonly people: readonly SummaryRow[];
  /** Names of the groups it is about; null: all. */
  readonly among: readonly string[] | null;
}

export interface Counts {
  readonly cases: number;
  /** Locks and unlocks are about a group, and count no account. */
  readonly accounts: number;
  /** Of groups too. */
  readonly books: Books;
  /** What has no outcome yet. */
  readonly open: number;
}

/** Cases that have something in common. */
export interface SummaryRow {
  /** Of people: their name in Slack; null for what Bailiff did at the end of bans. */
  readonly name: string | null;
  readonly cases: number;
  readonly accounts: number;
  /** Cases in the span before. */
  readonly before: number;
}

/** What the two spans hold, as far as it may be seen. */
export interface Tallied {
  readonly now: readonly Tally[];
  readonly before: readonly Tally[];
}

/** Names to show: of groups as the configuration names them now, of people as Slack does. */
export interface Naming {
  readonly group: (group: Group) => string;
  readonly person: (id: string) => string;
}

export function summarise(
  tallied: Tallied,
  naming: Naming,
): Pick<Summary, "now" | "before" | "groups" | "verbs" | "people"> {
  return {
    now: countsOf(tallied.now),
    before: countsOf(tallied.before),
    groups: rowsBy(tallied, ({ group }) => naming.group(group)),
    verbs: rowsBy(tallied, ({ verb }) => verb),
    people: rowsBy(tallied, ({ person }) => (person === null ? null : naming.person(person))),
  };
}

function countsOf(tallies: readonly Tally[]): Counts {
  const books = { ...booksOf([]) };
  for (const tally of tallies) for (const outcome of OUTCOMES) books[outcome] += tally.books[outcome];
  const open = tallies.reduce((sum, tally) => sum + tally.open, 0);
  return { cases: casesIn(tallies), accounts: accountsIn(tallies), books, open };
}

/** Most cases first; those of the span before alone come last. */
function rowsBy({ now, before }: Tallied, nameOf: (tally: Tally) => string | null): readonly SummaryRow[] {
  const mine = Map.groupBy(now, nameOf);
  const earlier = Map.groupBy(before, nameOf);
  const names = [...new Set([...mine.keys(), ...earlier.keys()])];
  return names
    .map((name) => ({
      name,
      cases: casesIn(mine.get(name) ?? []),
      accounts: accountsIn(mine.get(name) ?? []),
      before: casesIn(earlier.get(name) ?? []),
    }))
    .toSorted(
      (one, other) =>
        other.cases - one.cases ||
        other.before - one.before ||
        (one.name ?? "").localeCompare(other.name ?? "", "en"),
    );
}

function casesIn(tallies: readonly Tally[]): number {
  return tallies.reduce((sum, { cases }) => sum + cases, 0);
}

function accountsIn(tallies: readonly Tally[]): number {
  return tallies
    .filter(({ verb }) => !isGroupVerb(verb))
    .reduce(
      (sum, { books, open }) => sum + open + OUTCOMES.reduce((all, outcome) => all + books[outcome], 0),
      0,
    );
}
