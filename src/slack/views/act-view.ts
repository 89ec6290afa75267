import type { InputBlock, ModalView, PlainTextElement, PlainTextOption } from "@slack/types";
import { FORM } from "../../texts/act-form.ts";

export const ACT_CALLBACK = "bailiff_act";

/**
 * The fields of the form, each with the id of its block and of its element. An answer
 * `{ response_action: "errors", errors: { [ACT_FIELDS.accounts]: "…" } }` shows its text at that field.
 */
export const ACT_FIELDS = {
  verb: "act_verb",
  group: "act_group",
  accounts: "act_accounts",
  file: "act_file",
  time: "act_time",
  template: "act_template",
  reason: "act_reason",
  options: "act_options",
} as const;

export type ActField = keyof typeof ACT_FIELDS;

/** The one option of `options`. */
export const DRY_RUN = "dry_run";

/** The choice that takes a chosen reason back: a menu of Slack has no empty choice of its own. */
export const NO_TEMPLATE = "-";

/** Limit of Slack: docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element. */
export const LONGEST_INPUT = 3_000;

/** What stands in the fields at the start; what is not offered is not chosen. */
export interface Filled {
  readonly verb: string | null;
  readonly group: string | null;
  /** At most `LONGEST_INPUT` characters. */
  readonly accounts: string;
  readonly reason: string | null;
}

export const NOTHING_FILLED: Filled = { verb: null, group: null, accounts: "", reason: null };

export interface ActViewOptions {
  /** At least one, at most 100. */
  readonly verbs: readonly { readonly name: string; readonly summary: string }[];
  /** Aliases; at least one, at most 10,000. */
  readonly groups: readonly string[];
  /** Reasons to choose from: each once, none blank, at most 100; without any there is no such field. */
  readonly reasons: readonly string[];
  readonly filled: Filled;
  /** A line above the fields, as markup; null: none. */
  readonly about: string | null;
  /** Id of the channel that gets the result; null: only the person sees it. */
  readonly channel: string | null;
  /** At most 3000 characters. It comes back with the submission; it is no proof of anything. */
  readonly privateMetadata: string;
}

/** Limits of Slack: docs.slack.dev/reference/block-kit, "Block elements" and "Composition objects". */
const MOST_OPTIONS = 100;
const LONGEST_OPTION = 75;
/** The bound of src/grammar/reason.ts. */
const LONGEST_REASON = 500;
const LONGEST_TIME = 60;

/** The form for every act: on one account, on thousands, or on a whole group. */
export function actView(options: ActViewOptions): ModalView {
  const { filled, about, channel } = options;
  return {
    type: "modal",
    callback_id: ACT_CALLBACK,
    private_metadata: options.privateMetadata,
    title: plain(FORM.title),
    submit: plain(FORM.submit),
    close: plain(FORM.close),
    blocks: [
      ...(about === null ? [] : [note(about)]),
      note(placeOf(channel)),
      verbField(options),
      groupField(options),
      textField("accounts", FORM.accounts, FORM.accountsHint, {
        multiline: true,
        max_length: LONGEST_INPUT,
        ...initial(filled.accounts),
      }),
      field("file", FORM.file, FORM.fileHint, {
        type: "file_input",
        action_id: ACT_FIELDS.file,
        filetypes: ["csv", "txt"],
        max_files: 1,
      }),
      textField("time", FORM.time, FORM.timeHint, {
        placeholder: plain(FORM.timePlaceholder),
        max_length: LONGEST_TIME,
      }),
      ...reasonFields(options),
      field("options", FORM.options, null, {
        type: "checkboxes",
        action_id: ACT_FIELDS.options,
        options: [{ text: plain(FORM.dryRun), value: DRY_RUN }],
      }),
    ],
  };
}

function note(text: string): ModalView["blocks"][number] {
  return { type: "context", elements: [{ type: "mrkdwn", text, verbatim: true }] };
}

function placeOf(channel: string | null): string {
  return channel !== null && /^[CG][A-Z0-9_]+$/.test(channel) ? FORM.where(`<#${channel}>`) : FORM.alone;
}

function verbField({ verbs, filled }: ActViewOptions): InputBlock {
  const choices = verbs.map(({ name, summary }) => option(name, summary));
  const menu = menuOf("verb", FORM.verbPlaceholder, choices, filled.verb);
  return { ...field("verb", FORM.verb, null, menu), optional: false };
}

function groupField({ groups, filled }: ActViewOptions): InputBlock {
  const choices = groups.map((alias) => option(alias));
  const menu = menuOf("group", FORM.groupPlaceholder, choices, filled.group);
  return { ...field("group", FORM.group, null, menu), optional: false };
}

/** A reason to choose, where the configuration has any, and one in own words. */
function reasonFields({ reasons, filled: { reason } }: ActViewOptions): InputBlock[] {
  const isOffered = reason !== null && reasons.includes(reason);
  const own = textField("reason", reasons.length > 0 ? FORM.ownReason : FORM.reason, FORM.reasonHint, {
    max_length: LONGEST_REASON,
    ...initial(isOffered ? "" : (reason ?? "")),
  });
  if (reasons.length === 0) return [own];
  const none = { text: plain(FORM.noTemplate), value: NO_TEMPLATE };
  const choices = [none, ...reasons.map((text) => option(text))];
  const menu = menuOf("template", FORM.templatePlaceholder, choices, isOffered ? reason : null);
  return [field("template", FORM.template, null, menu), own];
}

function menuOf(
  name: ActField,
  placeholder: string,
  choices: readonly PlainTextOption[],
  value: string | null,
): InputBlock["element"] {
  const chosen = choices.find((choice) => choice.value === value);
  return {
    type: "static_select",
    action_id: ACT_FIELDS[name],
    placeholder: plain(placeholder),
    ...(choices.length > MOST_OPTIONS ? { option_groups: inRanges(choices) } : { options: [...choices] }),
    ...(chosen ? { initial_option: chosen } : {}),
  };
}

interface Range {
  readonly label: PlainTextElement;
  readonly options: PlainTextOption[];
}

/** A menu of more than a hundred goes in ranges of a hundred: nothing is left out. */
function inRanges(choices: readonly PlainTextOption[]): Range[] {
  const ranges: Range[] = [];
  for (let from = 0; from < choices.length; from += MOST_OPTIONS) {
    const options = choices.slice(from, from + MOST_OPTIONS);
    const [first, last] = [options[0]?.text.text ?? "", options.at(-1)?.text.text ?? ""];
    ranges.push({ label: plain(FORM.range(cut(first, 30), cut(last, 30))), options });
  }
  return ranges;
}

function option(value: string, summary?: string): PlainTextOption {
  const text = plain(cut(value, LONGEST_OPTION));
  return summary ? { text, value, description: plain(cut(summary, LONGEST_OPTION)) } : { text, value };
}

function initial(text: string): { readonly initial_value?: string } {
  return text === "" ? {} : { initial_value: text };
}

function textField(
  name: ActField,
  label: string,
  hint: string,
  more: {
    readonly multiline?: boolean;
    readonly max_length: number;
    readonly placeholder?: PlainTextElement;
    readonly initial_value?: string;
  },
): InputBlock {
  return field(name, label, hint, { type: "plain_text_input", action_id: ACT_FIELDS[name], ...more });
}

function field(
  name: ActField,
  label: string,
  hint: string | null,
  element: InputBlock["element"],
): InputBlock {
  return {
    type: "input",
    block_id: ACT_FIELDS[name],
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
