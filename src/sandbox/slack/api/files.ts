import { z } from "zod";
import { fileObject, sharesOf } from "../file-shape.ts";
import type { StoredFile } from "../file-store.ts";
import type { Block } from "../blocks.ts";
import { MOST_BLOCKS_IN_A_MESSAGE, readBlocks } from "../blocks.ts";
import type { Conversation } from "../workspace.ts";
import type { World } from "../world.ts";
import { structured } from "./arguments.ts";
import { visible } from "./conversations.ts";
import type { Answer } from "./method.ts";
import { method, no, yes } from "./method.ts";

/**
 * Uploading in three steps: an upload URL, the bytes, and the completion that shows the file
 * (docs.slack.dev/reference/methods/files.getUploadURLExternal and .completeUploadExternal, read 2026-11).
 */

const getUploadUrl = method({
  scopes: ["files:write"],
  args: z.object({ filename: z.string().min(1), length: z.coerce.number().int().min(0) }),
  run({ filename, length }, world) {
    // "Typically only occurs when the length provided is 0", say the method's errors.
    if (length === 0) return no("missing_argument");
    const personId = world.credentials.botUserId;
    const { id, ticket } = world.files.promise({ name: filename, length, personId });
    return yes({ upload_url: `${world.baseUrl()}/upload/v1/${ticket}`, file_id: id });
  },
});

/**
 * Shares the files in one message. Slack does so a little after its answer, which is why the answer shows no
 * shares (slackapi/bolt-js#2115); here it has happened by then.
 */
const completeUpload = method({
  scopes: ["files:write"],
  args: z.object({
    files: structured(z.array(z.object({ id: z.string(), title: z.string().optional() })).min(1)),
    channel_id: z.string().optional(),
    thread_ts: z.string().optional(),
    initial_comment: z.string().optional(),
    blocks: structured(z.unknown()).optional(),
  }),
  run(args, world) {
    const ids = args.files.map(({ id }) => id);
    const isComplete = ids.every((id) => world.files.isReceived(id)) && new Set(ids).size === ids.length;
    if (!isComplete) return no("file_not_found");
    const place = args.channel_id === undefined ? null : placeToShare(world, args.channel_id);
    if (place && "refused" in place) return place.refused;
    const blocks = args.initial_comment === undefined && args.blocks ? blocksOf(args.blocks, world) : [];
    if (!blocks) return no("invalid_blocks");
    const files = args.files.map(({ id, title }) => world.files.complete(id, title));
    const shown = files.map((file) => fileObject(file, world));
    if (place) {
      const text = args.initial_comment ?? "";
      share(world, files, place.found, { text, blocks, threadTs: args.thread_ts ?? null });
    }
    return yes({ files: shown });
  },
});

const info = method({
  scopes: ["files:read"],
  args: z.object({ file: z.string() }),
  run({ file: id }, world) {
    const file = world.files.find(id);
    if (!file) return no("file_not_found");
    const shown = { ...fileObject(file, world), shares: sharesOf(file, world) };
    return yes({ file: shown, comments: [], response_metadata: { next_cursor: "" } });
  },
});

/** `chat:write.public` does not help: a file needs the bot in the channel. */
function placeToShare(
  world: World,
  channel: string,
): { readonly found: Conversation } | { readonly refused: Answer } {
  const look = visible(world, channel);
  if ("refused" in look) return look;
  if (!world.workspace.botIsIn(look.found)) return { refused: no("not_in_channel") };
  return look.found.archived ? { refused: no("posting_to_channel_denied") } : look;
}

function blocksOf(raw: unknown, world: World): readonly Block[] | undefined {
  const read = readBlocks(raw, MOST_BLOCKS_IN_A_MESSAGE, world.nextBlockId);
  return read.ok ? read.value : undefined;
}

function share(
  world: World,
  files: readonly StoredFile[],
  { id: conversationId }: Conversation,
  said: { readonly text: string; readonly blocks: readonly Block[]; readonly threadTs: string | null },
): void {
  const authorId = world.credentials.botUserId;
  const shown = files.map((file) => fileObject(file, world));
  const message = world.board.post({
    ...said,
    conversationId,
    authorId,
    metadata: null,
    onlyFor: null,
    files: shown,
  });
  for (const file of files) {
    world.files.share(file, { conversationId, ts: message.ts, threadTs: said.threadTs });
  }
}

export const fileMethods = {
  "files.getUploadURLExternal": getUploadUrl,
  "files.completeUploadExternal": completeUpload,
  "files.info": info,
};
