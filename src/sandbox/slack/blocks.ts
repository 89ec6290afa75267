import { z } from "zod";
import type { Result } from "../../result.ts";
import { fail, ok } from "../../result.ts";
import { accessory, actionElement, image, inputElement } from "./block-elements.ts";
import { anyText, plainText } from "./block-text.ts";

/** A block as it is kept: checked, with the `block_id` and `action_id`s that Slack fills in. */
export type Block = Readonly<Record<string, unknown>> & { readonly type: string; readonly block_id: string };

/** Slack's error name, and lines saying what is wrong where, as in `response_metadata.messages`. */
export interface BlockProblem {
  readonly error: "invalid_blocks" | "msg_blocks_too_long";
  readonly messages: readonly string[];
}

export const MOST_BLOCKS_IN_A_MESSAGE = 50;
export const MOST_BLOCKS_IN_A_VIEW = 100;
/** Not documented; seen as the point where posts begin to fail (slackapi/bolt-js#2509). */
const MOST_CHARACTERS_OF_BLOCKS = 13_200;

const block_id = z.string().min(1).max(255).optional();

const section = z
  .strictObject({
    type: z.literal("section"),
    block_id,
    text: anyText(3000).optional(),
    fields: z.array(anyText(2000)).min(1).max(10).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine((block) => block.text !== undefined || block.fields !== undefined, "missing required field: text");

const known = [
  section,
  z.strictObject({ type: z.literal("header"), block_id, text: plainText(150) }),
  z.strictObject({ type: z.literal("divider"), block_id }),
  z.strictObject({
    type: z.literal("context"),
    block_id,
    elements: z
      .array(z.union([anyText(3000), image]))
      .min(1)
      .max(10),
  }),
  z.strictObject({ type: z.literal("actions"), block_id, elements: z.array(actionElement).min(1).max(25) }),
  z.strictObject({
    type: z.literal("input"),
    block_id,
    label: plainText(2000),
    element: inputElement,
    hint: plainText(2000).optional(),
    optional: z.boolean().optional(),
    dispatch_action: z.boolean().optional(),
  }),
  z.strictObject({ ...image.shape, block_id, title: plainText(2000).optional() }),
  z.strictObject({ type: z.literal("markdown"), block_id, text: z.string().min(1).max(12_000) }),
] as const;

/** Block types that exist (@slack/types 3.2.0) and that this fake takes without looking inside. */
const UNCHECKED = [
  "alert",
  "card",
  "carousel",
  "container",
  "context_actions",
  "data_table",
  "file",
  "plan",
  "rich_text",
  "table",
  "task_card",
  "video",
].map((type) => z.looseObject({ type: z.literal(type), block_id }));

const block = z.discriminatedUnion("type", [...known, ...UNCHECKED]);

/** Checks blocks as Slack does; `nextId` names the blocks and elements that came without an id. */
export function readBlocks(
  raw: unknown,
  most: number,
  nextId: () => string,
): Result<readonly Block[], BlockProblem> {
  const parsed = z.array(block).max(most).safeParse(raw);
  if (!parsed.success) return fail({ error: "invalid_blocks", messages: problems(parsed.error) });
  const blocks = parsed.data.map((one) => withIds(one, nextId));
  const twice = duplicates(blocks);
  const unoffered = blocks.flatMap(unofferedStarts);
  if (unoffered.length > 0) return fail({ error: "invalid_blocks", messages: unoffered });
  const misplaced = most === MOST_BLOCKS_IN_A_MESSAGE ? misplacedFiles(blocks) : [];
  if (misplaced.length > 0) return fail({ error: "invalid_blocks", messages: misplaced });
  if (twice.length > 0) return fail({ error: "invalid_blocks", messages: twice });
  if (most === MOST_BLOCKS_IN_A_MESSAGE && JSON.stringify(raw).length > MOST_CHARACTERS_OF_BLOCKS) {
    return fail({ error: "msg_blocks_too_long", messages: [] });
  }
  return ok(blocks);
}

/** What is wrong, in Slack's form: a sentence and a JSON pointer from the root of the call. */
export function problems(error: z.ZodError, root = "/blocks"): string[] {
  return error.issues.map(
    ({ message, path }) => `[ERROR] ${message} [json-pointer:${[root, ...path.map(String)].join("/")}]`,
  );
}

const withElements = z.looseObject({
  elements: z.array(z.unknown()).optional(),
  element: z.unknown().optional(),
  accessory: z.unknown().optional(),
});
const withActionId = z.looseObject({ type: z.string(), action_id: z.string() });
export type Element = z.infer<typeof withActionId>;

/** The interactive elements of one block. */
export function elementsOf(one: Block): readonly Element[] {
  const { elements = [], element, accessory: beside } = withElements.parse(one);
  return [...elements, element, beside].flatMap((candidate) => {
    const found = withActionId.safeParse(candidate);
    return found.success ? [found.data] : [];
  });
}

const choice = z.looseObject({ value: z.string() });
const menu = z.looseObject({
  options: z.array(choice).default([]),
  option_groups: z.array(z.looseObject({ options: z.array(choice) })).default([]),
  initial_option: choice.optional(),
  initial_options: z.array(choice).default([]),
});

/** "This option must match one of the options", say the references of all menus that Slack does not fill itself. */
function unofferedStarts(one: Block, index: number): string[] {
  return elementsOf(one).flatMap((element) => {
    const read = menu.safeParse(element);
    if (!read.success || element.type.endsWith("external_select")) return [];
    const { options, option_groups, initial_option, initial_options } = read.data;
    const offered = [...options, ...option_groups.flatMap((group) => group.options)].map(
      ({ value }) => value,
    );
    const starts = [...initial_options, ...(initial_option ? [initial_option] : [])];
    return starts.every(({ value }) => offered.includes(value))
      ? []
      : [`[ERROR] initial option is not among the options [json-pointer:/blocks/${index}]`];
  });
}

/** `file_input` exists in modals only. */
export function misplacedFiles(blocks: readonly Block[]): string[] {
  return blocks.flatMap((one, index) =>
    elementsOf(one).some(({ type }) => type === "file_input")
      ? [`[ERROR] unsupported type: file_input [json-pointer:/blocks/${index}/element/type]`]
      : [],
  );
}

function duplicates(blocks: readonly Block[]): string[] {
  const seenBlocks = new Set<string>();
  return blocks.flatMap((one, index) => {
    const again = seenBlocks.has(one.block_id)
      ? [`[ERROR] block_id in use already [json-pointer:/blocks/${index}]`]
      : [];
    seenBlocks.add(one.block_id);
    const ids = elementsOf(one).map((element) => element.action_id);
    return new Set(ids).size === ids.length
      ? again
      : [...again, `[ERROR] action_id in use already in this block [json-pointer:/blocks/${index}]`];
  });
}

const NOT_INTERACTIVE = new Set(["image", "plain_text", "mrkdwn"]);

function withIds(one: z.infer<typeof block>, nextId: () => string): Block {
  const name = (element: unknown): unknown => {
    const read = z.looseObject({ type: z.string() }).safeParse(element);
    if (!read.success || NOT_INTERACTIVE.has(read.data.type)) return element;
    return { action_id: nextId(), ...read.data };
  };
  const inner: Record<string, unknown> = {};
  if (one.type === "actions" && "elements" in one && Array.isArray(one.elements)) {
    inner["elements"] = one.elements.map(name);
  }
  if ("accessory" in one && one.accessory !== undefined) inner["accessory"] = name(one.accessory);
  if ("element" in one) inner["element"] = name(one.element);
  return { ...one, ...inner, block_id: one.block_id ?? nextId() };
}
