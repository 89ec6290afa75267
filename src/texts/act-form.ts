import { amount, amountOf } from "./amount.ts";

/** The form for every act. Slack allows 24 characters for title and buttons. */
export const FORM = {
  title: "Moderate",
  submit: "Go",
  close: "Cancel",
  /** `channel` is markup already. */
  where: (channel: string): string =>
    `The result is shown in ${channel}. For more than 50 accounts it shows the progress first, and a table of every account follows in its thread.`,
  alone: "Only you see the result: it comes as a direct message from Bailiff.",
  /** `done` as in "muted"; `until` is markup already. */
  extends: (number: number, done: string, until: string): string =>
    `#${number}: ${done} until ${until}. The new time counts from now and takes the place of that end.`,
  verb: "What to do",
  verbPlaceholder: "Choose a command",
  group: "Group",
  groupPlaceholder: "Choose a group",
  range: (first: string, last: string): string => `${first} … ${last}`,
  accounts: "Accounts",
  accountsHint:
    "One account or many: one on each line, or with commas, semicolons or blanks between them. Up to 3,000 characters; upload a longer list as a file. Leave it empty to lock or unlock the whole group.",
  file: "Or a file with the accounts",
  fileHint:
    "A text file written like the field above, or a CSV file whose first line names the column of accounts: account, user, user_id, username, id or name. 10,000 accounts at most.",
  time: "How long",
  timePlaceholder: "10m",
  timeHint:
    "Only for mute and ban: a time such as 10m, 1h30m or 2d, an end such as until 18:00 or until tomorrow 09:00, or the word permanent.",
  template: "Reason to choose",
  templatePlaceholder: "Choose a reason",
  noTemplate: "None of these",
  reason: "Reason",
  ownReason: "Or a reason in your own words",
  reasonHint: "Shown with the result and kept in the record.",
  options: "Options",
  dryRun: "Only show what would happen",
} as const;

/** What a person reads at a field of the form. Slack shows it as plain text. */
export const formText = {
  noVerb: "Choose what to do.",
  noGroup: "Choose one of the groups.",
  wholeGroup: (verb: string) =>
    `${verb} is about the whole group, so it takes no accounts. Leave this field and the file empty, or choose something else to do.`,
  timeless: (verb: string) => `${verb} takes no time. Leave this field empty.`,
  surplus: (token: string) => `"${token}" has no place after the time. Write the reason into its own field.`,
  longReason: (length: number, most: number) =>
    `The reason has ${amount(length)} characters, and ${amount(most)} are the most.`,
  twoReasons:
    "There is a chosen reason and one in your own words. Keep one of the two, so that it is clear which one is meant.",
  goneReason: "This reason is not offered any more. Choose another one, or write your own.",
  badReason: (character: string) =>
    `The reason contains the control character ${character}, which cannot be typed. Please type the reason again by hand.`,
} as const;

export const FORM_FAILED =
  "Nothing was done: Slack did not open the form. Type the command again; it has to be opened within three seconds.";

export const HELP_INSTEAD =
  "Nothing was done: Slack did not open the form. Type the command again, or one of those that follow.";

export const SHORTCUT_FAILED =
  "Nothing was done: Slack did not open the form. Choose the shortcut again, or type `/mod` in a channel; the form has to be opened within three seconds.";

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
