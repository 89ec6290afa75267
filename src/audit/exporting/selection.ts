import type { EntryFacts } from "./facts.ts";

/** Which entries between two numbers are wanted; null: it does not matter. */
export interface Filter {
  /** Alias of a group, or its id at the vendor. */
  readonly group: string | null;
  /** Id of the Slack person who asked or said something. */
  readonly person: string | null;
  readonly account: string | null;
  readonly verb: string | null;
  readonly case: number | null;
  readonly kind: string | null;
}

export const NO_FILTER: Filter = {
  group: null,
  person: null,
  account: null,
  verb: null,
  case: null,
  kind: null,
};

/** So many of those that are wanted, drawn by a text that lets everybody draw the same again. */
export interface Sampling {
  readonly size: number;
  readonly seed: string;
}

export interface Selection {
  /** Numbers, both included. */
  readonly first: number;
  readonly last: number;
  readonly filter: Filter;
  readonly sample: Sampling | null;
}

export function isWanted(filter: Filter, facts: EntryFacts): boolean {
  const { group, person, account, verb, kind } = filter;
  const holds = (wanted: string | null, ...had: readonly (string | null)[]): boolean =>
    wanted === null || had.includes(wanted);
  return (
    holds(kind, facts.kind) &&
    (filter.case === null || filter.case === facts.case) &&
    holds(group, facts.group, facts.groupId) &&
    holds(person, facts.person) &&
    holds(verb, facts.verb) &&
    holds(account, ...facts.accounts)
  );
}

/** In words, as the options that lead to it; null: everything between the two numbers. */
export function inWords({ filter, sample }: Pick<Selection, "filter" | "sample">): string | null {
  const names = ["group", "person", "account", "verb", "case", "kind"] as const;
  const wanted = names.flatMap((name) => (filter[name] === null ? [] : [`${name} ${filter[name]}`]));
  if (sample) wanted.push(`a sample of ${sample.size} with the seed ${sample.seed}`);
  return wanted.length === 0 ? null : wanted.join(", ");
}
