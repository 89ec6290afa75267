import type { AccountFault } from "./problem.ts";

/** Why a list of accounts is refused, all of it. What a person reads about each stands in src/texts/batch.ts. */
export type ListProblem =
  /** No account in it. */
  | { readonly kind: "empty" }
  | { readonly kind: "too_large"; readonly bytes: number; readonly most: number }
  /** `accounts`: how many different ones there are. */
  | { readonly kind: "too_many"; readonly accounts: number; readonly most: number }
  /** A character that no text has: `U+0000` of a binary or UTF-16 file, `U+FFFD` where the bytes were no UTF-8. */
  | { readonly kind: "bad_character"; readonly line: number; readonly character: string }
  /** A table of several columns, none of which is named as accounts are. `columns`: the first line's, some of them. */
  | { readonly kind: "no_column"; readonly columns: readonly string[] }
  | { readonly kind: "two_columns"; readonly column: string }
  /** A line has more or fewer fields than the first. */
  | { readonly kind: "uneven"; readonly line: number }
  /** A quote in a table that does not begin or end a field. */
  | { readonly kind: "table_quote"; readonly line: number }
  | {
      readonly kind: "bad_entries";
      readonly count: number;
      /** The first few, in the order of the list. */
      readonly first: readonly BadEntry[];
    };

export interface BadEntry {
  /** Counted from 1. */
  readonly line: number;
  /** What stands there; empty for a field with nothing in it. */
  readonly token: string;
  readonly why: EntryFault;
}

export type EntryFault =
  | AccountFault
  | { readonly kind: "unclosed_quote" }
  /** A field of the accounts' column is empty, but its line is not. */
  | { readonly kind: "empty_field" }
  /** A field of a table holds more than one account could be. */
  | { readonly kind: "several_in_field" };
