/** What a person reads at a field of the form for many accounts. Slack shows it as plain text. */
export const formText = {
  noVerb: "Choose what to do.",
  noGroup: "Choose one of the groups.",
  timeless: (verb: string) => `${verb} takes no time. Leave this field empty.`,
  surplus: (token: string) => `"${token}" has no place after the time. Write the reason into its own field.`,
} as const;

export const FORM_FAILED =
  "Nothing was done: Slack did not open the form. Type the command again; it has to be opened within three seconds.";
