import type { InputBlock, ModalView, PlainTextElement, PlainTextOption } from "@slack/types";
import { FORM } from "../../texts/batch.ts";

export const BATCH_CALLBACK = "batch";

/**
 * The fields of the form, each with the id of its block and of its element. An answer
 * `{ response_action: "errors", errors: { [BATCH_FIELDS.accounts]: "…" } }` shows its text at that field.
 */
export const BATCH_FIELDS = {
  verb: "batch_verb",
  group: "batch_group",
  accounts: "batch_accounts",
  file: "batch_file",
  time: "batch_time",
  reason: "batch_reason",
  options: "batch_options",
} as const;

export type BatchField = keyof typeof BATCH_FIELDS;

/** The one option of `options`. */
export const DRY_RUN = "dry_run";

export interface BatchViewOptions {
  /** At least one, at most 100. */
  readonly verbs: readonly { readonly name: string; readonly summary: string }[];
  /** Aliases; at least one, at most 10,000. */
  readonly groups: readonly string[];
  /** The chosen group at the start: the channel's own. */
  readonly group: string | null;
  readonly verb: string | null;
  /** Id of the channel that gets the result. */
  readonly channel: string;
  /** At most 3000 characters. It comes back with the submission; it is no proof of anything. */
  readonly privateMetadata: string;
}

/** Limits of Slack: docs.slack.dev/reference/block-kit, "Block elements" and "Composition objects". */
const MOST_OPTIONS = 100;
const LONGEST_OPTION = 75;
const LONGEST_INPUT = 3_000;
/** The bound of src/grammar/reason.ts. */
const LONGEST_REASON = 500;
const LONGEST_TIME = 60;

/** The form for acting on many accounts at once. */
export function batchView(options: BatchViewOptions): ModalView {
  return {
    type: "modal",
    callback_id: BATCH_CALLBACK,
    private_metadata: options.privateMetadata,
    title: plain(FORM.title),
    submit: plain(FORM.submit),
    close: plain(FORM.close),
    blocks: [
      { type: "context", elements: [{ type: "mrkdwn", text: FORM.where(placeOf(options.channel)) }] },
      verbField(options),
      groupField(options),
      textField("accounts", FORM.accounts, FORM.accountsHint, { multiline: true, max_length: LONGEST_INPUT }),
      field("file", FORM.file, FORM.fileHint, {
        type: "file_input",
        action_id: BATCH_FIELDS.file,
        filetypes: ["csv", "txt"],
        max_files: 1,
      }),
      textField("time", FORM.time, FORM.timeHint, {
        placeholder: plain(FORM.timePlaceholder),
        max_length: LONGEST_TIME,
      }),
      textField("reason", FORM.reason, FORM.reasonHint, { max_length: LONGEST_REASON }),
      field("options", FORM.options, null, {
        type: "checkboxes",
        action_id: BATCH_FIELDS.options,
        options: [{ text: plain(FORM.dryRun), value: DRY_RUN }],
      }),
    ],
  };
}

function placeOf(channel: string): string {
  return /^[CG][A-Z0-9_]+$/.test(channel) ? `<#${channel}>` : FORM.directMessage;
}

function verbField({ verbs, verb }: BatchViewOptions): InputBlock {
  const choices = verbs.map(({ name, summary }) => option(name, summary));
  const chosen = choices.find(({ value }) => value === verb);
  const element = {
    type: "static_select" as const,
    action_id: BATCH_FIELDS.verb,
    placeholder: plain(FORM.verbPlaceholder),
    options: choices,
    ...(chosen ? { initial_option: chosen } : {}),
  };
  return { ...field("verb", FORM.verb, null, element), optional: false };
}

function groupField({ groups, group }: BatchViewOptions): InputBlock {
  const choices = groups.map((alias) => option(alias));
  const chosen = choices.find(({ value }) => value === group);
  const element = {
    type: "static_select" as const,
    action_id: BATCH_FIELDS.group,
    placeholder: plain(FORM.groupPlaceholder),
    ...(choices.length > MOST_OPTIONS ? { option_groups: inRanges(choices) } : { options: choices }),
    ...(chosen ? { initial_option: chosen } : {}),
  };
  return { ...field("group", FORM.group, null, element), optional: false };
}

interface Range {
  readonly label: PlainTextElement;
  readonly options: PlainTextOption[];
}

/** A menu of more than a hundred goes in ranges of a hundred: no group is left out. */
function inRanges(choices: readonly PlainTextOption[]): Range[] {
  const ranges: Range[] = [];
  for (let from = 0; from < choices.length; from += MOST_OPTIONS) {
    const options = choices.slice(from, from + MOST_OPTIONS);
    const [first, last] = [options[0]?.value ?? "", options.at(-1)?.value ?? ""];
    ranges.push({ label: plain(FORM.groupRange(cut(first, 30), cut(last, 30))), options });
  }
  return ranges;
}

function option(value: string, summary?: string): PlainTextOption {
  const text = plain(cut(value, LONGEST_OPTION));
  return summary ? { text, value, description: plain(cut(summary, LONGEST_OPTION)) } : { text, value };
}

function textField(
  name: BatchField,
  label: string,
  hint: string,
  more: {
    readonly multiline?: boolean;
    readonly max_length: number;
    readonly placeholder?: PlainTextElement;
  },
): InputBlock {
  return field(name, label, hint, { type: "plain_text_input", action_id: BATCH_FIELDS[name], ...more });
}

function field(
  name: BatchField,
  label: string,
  hint: string | null,
  element: InputBlock["element"],
): InputBlock {
  return {
    type: "input",
    block_id: BATCH_FIELDS[name],
    optional: true,
    label: plain(label),
    element,
    ...(hint === null ? {} : { hint: plain(hint) }),
  };
}

/** Without emoji codes: an account or a group called `:x:` is shown as it is. */
function plain(text: string): PlainTextElement {
  return { type: "plain_text", text, emoji: false };
}

function cut(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
