import { z } from "zod";
import type { Result } from "../../result.ts";
import { fail, ok } from "../../result.ts";
import type { Block } from "./blocks.ts";
import { MOST_BLOCKS_IN_A_MESSAGE, readBlocks } from "./blocks.ts";
import type { Message } from "./message-board.ts";
import { plainDraft } from "./message-board.ts";
import type { Occasion } from "./response-urls.ts";
import type { World } from "./world.ts";

/** Booleans also come as text, as Slack's own examples send them. */
const flag = z.union([z.boolean(), z.enum(["true", "false"]).transform((word) => word === "true")]);

const answer = z.looseObject({
  text: z.string().optional(),
  blocks: z.unknown().optional(),
  response_type: z.enum(["ephemeral", "in_channel"]).optional(),
  replace_original: flag.optional(),
  delete_original: flag.optional(),
  thread_ts: z.string().optional(),
});

/**
 * An answer to a person's act, from the acknowledgement's body or from the response_url, made visible as Slack
 * does: ephemeral unless it says in_channel; a message keeps its audience for life; `replace_original` and
 * `delete_original` mean the message that was clicked. An answer to a command has no original: with
 * `replace_original` it is simply one more message (slackapi/bolt-python#1268, bolt-js#2287).
 * Gives the texts that the person sees; the failure is Slack's error name.
 */
export function showAnswer(
  world: World,
  occasion: Occasion,
  raw: unknown,
): Result<readonly string[], string> {
  const parsed = answer.safeParse(typeof raw === "string" ? { text: raw } : raw);
  if (!parsed.success) return fail("invalid_payload");
  const { text = "", response_type, replace_original = false, delete_original = false } = parsed.data;
  const content = contentOf(world, text, parsed.data.blocks);
  if (!content.ok) return content;

  const original = originalOf(world, occasion);
  const wantsOriginal = occasion.originalTs !== null && (replace_original || delete_original);
  if (wantsOriginal && !original) return fail("message_not_found");
  if (delete_original && original) {
    world.board.remove(original);
    return ok([]);
  }
  const empty = text === "" && content.value.length === 0;
  if (replace_original && original) {
    if (empty) return fail("no_text");
    world.board.update(original, { text, blocks: content.value });
    return ok([text]);
  }
  const forChannel = response_type === "in_channel";
  if (forChannel) showTyped(world, occasion);
  if (empty) return forChannel ? ok([]) : fail("no_text");
  world.board.post({
    conversationId: occasion.conversationId,
    authorId: world.credentials.botUserId,
    text,
    blocks: content.value,
    metadata: null,
    threadTs: parsed.data.thread_ts ?? null,
    onlyFor: forChannel ? null : occasion.personId,
  });
  return ok([text]);
}

function contentOf(world: World, text: string, blocks: unknown): Result<readonly Block[], string> {
  if (text.length > 40_000) return fail("msg_too_long");
  if (blocks === undefined || blocks === null) return ok([]);
  const read = readBlocks(blocks, MOST_BLOCKS_IN_A_MESSAGE, world.nextBlockId);
  return read.ok ? read : fail(read.failure.error);
}

function originalOf(world: World, { conversationId, originalTs }: Occasion): Message | undefined {
  return originalTs === null ? undefined : world.board.find(conversationId, originalTs);
}

/** The typed command becomes visible with the first answer for the channel. */
function showTyped(world: World, occasion: Occasion): void {
  if (occasion.typed === null) return;
  const { conversationId, personId: authorId, typed: text } = occasion;
  world.board.post(plainDraft({ conversationId, authorId, text, onlyFor: null }));
  occasion.typed = null;
}
