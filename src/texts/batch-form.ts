import { amount, amountOf } from "./amount.ts";

/** What a person reads at a field of the form for many accounts. Slack shows it as plain text. */
export const formText = {
  noVerb: "Choose what to do.",
  noGroup: "Choose one of the groups.",
  timeless: (verb: string) => `${verb} takes no time. Leave this field empty.`,
  surplus: (token: string) => `"${token}" has no place after the time. Write the reason into its own field.`,
  longReason: (length: number, most: number) =>
    `The reason has ${amount(length)} characters, and ${amount(most)} are the most.`,
} as const;

export const FORM_FAILED =
  "Nothing was done: Slack did not open the form. Type the command again; it has to be opened within three seconds.";

/** What was found in a list, for the words of the command that it belongs to. */
export interface ListRead {
  readonly accounts: number;
  /** Entries that named an account which stood there before. */
  readonly repeated: number;
  /** Column of a table; null for a plain list. */
  readonly column: string | null;
}

/** `2,005 accounts of list.csv, column "id", 1 entry repeated`; `file` is null for what was pasted. */
export function listInWords(file: string | null, { accounts, repeated, column }: ListRead): string {
  const from =
    file === null ? `${amountOf(accounts, "account")} pasted` : `${amountOf(accounts, "account")} of ${file}`;
  const parts = [from];
  if (column !== null) parts.push(`column "${column}"`);
  if (repeated > 0) parts.push(`${amountOf(repeated, "entry", "entries")} repeated`);
  return parts.join(", ");
}
