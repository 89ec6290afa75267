import { z } from "zod";
import type { Result } from "../../result.ts";
import { fail, ok } from "../../result.ts";
import { plainText } from "./block-text.ts";
import type { Block } from "./blocks.ts";
import { misplacedFiles, MOST_BLOCKS_IN_A_VIEW, problems, readBlocks } from "./blocks.ts";

/** Limits of views: docs.slack.dev/reference/views. */
const shared = {
  blocks: z.unknown().optional(),
  private_metadata: z.string().max(3000).default(""),
  callback_id: z.string().max(255).default(""),
  external_id: z.string().max(255).default(""),
};
const modal = z.strictObject({
  type: z.literal("modal"),
  ...shared,
  title: plainText(24),
  submit: plainText(24).nullish(),
  close: plainText(24).nullish(),
  clear_on_close: z.boolean().default(false),
  notify_on_close: z.boolean().default(false),
  submit_disabled: z.boolean().optional(),
});
const home = z.strictObject({ type: z.literal("home"), ...shared });
const view = z.discriminatedUnion("type", [modal, home]);

/** A view that passed Slack's checks, before it has an id. */
export type CheckedView = Omit<z.infer<typeof view>, "blocks"> & { readonly blocks: readonly Block[] };

/** Checks a view; the failure is what Slack puts into `response_metadata.messages` beside `invalid_arguments`. */
export function readView(
  raw: unknown,
  type: "modal" | "home",
  nextId: () => string,
): Result<CheckedView, readonly string[]> {
  const parsed = view.safeParse(raw);
  if (!parsed.success) return fail(problems(parsed.error, "/view"));
  if (parsed.data.type !== type) return fail([`[ERROR] must be a ${type} view [json-pointer:/view/type]`]);
  const blocks = readBlocks(parsed.data.blocks, MOST_BLOCKS_IN_A_VIEW, nextId);
  if (!blocks.ok) {
    return fail(blocks.failure.messages.map((line) => line.replace("/blocks", "/view/blocks")));
  }
  if (type === "home") {
    const files = misplacedFiles(blocks.value);
    if (files.length > 0) return fail(files.map((line) => line.replace("/blocks", "/view/blocks")));
  }
  const asks = blocks.value.some((block) => block.type === "input");
  if (parsed.data.type === "modal" && asks && !parsed.data.submit) {
    return fail(["[ERROR] missing required field: submit [json-pointer:/view]"]);
  }
  return ok({ ...parsed.data, blocks: blocks.value });
}
