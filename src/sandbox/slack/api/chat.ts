import { z } from "zod";
import type { Result } from "../../../result.ts";
import { fail, ok } from "../../../result.ts";
import type { Block } from "../blocks.ts";
import { MOST_BLOCKS_IN_A_MESSAGE, readBlocks } from "../blocks.ts";
import type { Metadata } from "../message-board.ts";
import { messageObject } from "../message-board.ts";
import type { Conversation } from "../workspace.ts";
import type { World } from "../world.ts";
import { structured } from "./arguments.ts";
import { visible } from "./conversations.ts";
import type { Answer } from "./method.ts";
import { method, no, yes } from "./method.ts";

/** Longer text of a new message is cut, not refused (docs.slack.dev/reference/methods/chat.postMessage). */
const LONGEST_POST = 40_000;
/** `chat.update` refuses longer text (its error list, `msg_too_long`). */
const LONGEST_UPDATE = 4_000;

const content = {
  text: z.string().optional(),
  blocks: structured(z.unknown()).optional(),
  metadata: structured(z.unknown()).optional(),
  thread_ts: z.string().optional(),
};

const postMessage = method({
  scopes: ["chat:write"],
  args: z.object({ channel: z.string(), ...content }),
  run(args, world) {
    const place = placeToPost(world, args.channel);
    if ("refused" in place) return place.refused;
    const waitSeconds = world.pace?.askSeconds(place.found.id) ?? 0;
    if (waitSeconds > 0) return tooFast(waitSeconds);
    const checked = check(world, args);
    if (!checked.ok) return checked.failure;
    const message = world.board.post({
      conversationId: place.found.id,
      authorId: world.credentials.botUserId,
      text: checked.value.text.slice(0, LONGEST_POST),
      blocks: checked.value.blocks ?? [],
      metadata: checked.value.metadata ?? null,
      threadTs: args.thread_ts ?? null,
      onlyFor: null,
    });
    const shown = messageObject(message, world.credentials, true);
    return yes({ channel: place.found.id, ts: message.ts, message: shown });
  },
});

const postEphemeral = method({
  scopes: ["chat:write"],
  args: z.object({ channel: z.string(), user: z.string(), ...content }),
  run(args, world) {
    const place = placeToPost(world, args.channel);
    if ("refused" in place) return place.refused;
    if (!place.found.members.has(args.user)) return no("user_not_in_channel");
    const checked = check(world, args);
    if (!checked.ok) return checked.failure;
    if (checked.value.text.length > LONGEST_POST) return no("msg_too_long");
    const message = world.board.post({
      conversationId: place.found.id,
      authorId: world.credentials.botUserId,
      text: checked.value.text,
      blocks: checked.value.blocks ?? [],
      metadata: null,
      threadTs: args.thread_ts ?? null,
      onlyFor: args.user,
    });
    return yes({ message_ts: message.ts });
  },
});

/**
 * Text without blocks takes the old blocks away; without text they stay. Metadata stays unless given, `{}` takes
 * it away. Only a change of plain text marks the message as edited. An ephemeral message cannot be updated.
 */
const update = method({
  scopes: ["chat:write"],
  args: z.object({ channel: z.string(), ts: z.string(), ...content }),
  run(args, world) {
    const refused = outpaced(world, "chat.update");
    if (refused) return refused;
    const target = ownMessage(world, args.channel, args.ts, "cant_update_message");
    if ("refused" in target) return target.refused;
    const removesMetadata = isEmptyObject(args.metadata);
    const checked = check(world, removesMetadata ? { ...args, metadata: undefined } : args);
    if (!checked.ok) return checked.failure;
    const { text, blocks, metadata } = checked.value;
    if (text.length > LONGEST_UPDATE) return no("msg_too_long");
    const before = target.found;
    const message = world.board.update(before, {
      text: args.text === undefined ? before.text : text,
      blocks: blocks ?? (args.text === undefined ? before.blocks : []),
      metadata: removesMetadata ? null : (metadata ?? before.metadata),
      edited: before.edited || blocks === undefined,
    });
    const shown = messageObject(message, world.credentials, true);
    return yes({ channel: args.channel, ts: args.ts, text: message.text, message: shown });
  },
});

const remove = method({
  scopes: ["chat:write"],
  args: z.object({ channel: z.string(), ts: z.string() }),
  run({ channel, ts }, world) {
    const refused = outpaced(world, "chat.delete");
    if (refused) return refused;
    const target = ownMessage(world, channel, ts, "cant_delete_message");
    if ("refused" in target) return target.refused;
    world.board.remove(target.found);
    return yes({ channel, ts });
  },
});

const getPermalink = method({
  scopes: [],
  args: z.object({ channel: z.string(), message_ts: z.string() }),
  run({ channel, message_ts }, world) {
    const look = visible(world, channel);
    if ("refused" in look) return look.refused;
    const message = world.board.find(channel, message_ts);
    if (!message || message.onlyFor !== null) return no("message_not_found");
    const path = `archives/${channel}/p${message_ts.replace(".", "")}`;
    return yes({ channel, permalink: `https://${world.workspace.teamDomain}.slack.com/${path}` });
  },
});

/** Where a post goes: a conversation's id, a channel's name, or a person's id for direct messages. */
function placeToPost(
  world: World,
  channel: string,
): { readonly found: Conversation } | { readonly refused: Answer } {
  const { workspace, grants } = world;
  const person = workspace.person(channel);
  if (person?.standing === "bot") return { refused: no("cannot_dm_bot") };
  if (person) return { found: workspace.dm(person.id) };
  const named = workspace
    .conversations()
    .find((one) => one.kind !== "dm" && one.name === channel.replace(/^#/, ""));
  const look = visible(world, named?.id ?? channel);
  if ("refused" in look) return look;
  if (look.found.archived) return { refused: no("is_archived") };
  const mayPost = workspace.botIsIn(look.found) || grants.botScopes.includes("chat:write.public");
  return mayPost ? look : { refused: no("not_in_channel") };
}

/** Both methods are of Tier 3 (facts of each, docs.slack.dev/reference/methods). */
function outpaced(world: World, name: "chat.update" | "chat.delete"): Answer | undefined {
  const waitSeconds = world.pace?.askTier3Seconds(name) ?? 0;
  return waitSeconds > 0 ? tooFast(waitSeconds) : undefined;
}

/** The server turns this one error into HTTP 429, as it does for the fault of the same name. */
function tooFast(waitSeconds: number): Answer {
  return no("ratelimited", { retryAfterSeconds: waitSeconds });
}

function ownMessage(world: World, channel: string, ts: string, notOwn: string) {
  const look = visible(world, channel);
  if ("refused" in look) return look;
  if (look.found.archived) return { refused: no("is_inactive") };
  const found = world.board.find(channel, ts);
  if (!found || found.onlyFor !== null) return { refused: no("message_not_found") };
  return found.authorId === world.credentials.botUserId ? { found } : { refused: no(notOwn) };
}

interface Checked {
  readonly text: string;
  /** Undefined when none were given. */
  readonly blocks: readonly Block[] | undefined;
  readonly metadata: Metadata | undefined;
}

function check(
  world: World,
  args: { readonly text?: string | undefined; readonly blocks?: unknown; readonly metadata?: unknown },
): Result<Checked, Answer> {
  const metadata = metadataSchema.optional().safeParse(args.metadata);
  if (!metadata.success) return fail(no("invalid_metadata_format"));
  const text = args.text ?? "";
  if (args.blocks === undefined) {
    if (text === "") return fail(no("no_text"));
    return ok({ text, blocks: undefined, metadata: metadata.data });
  }
  if (!Array.isArray(args.blocks)) return fail(no("invalid_blocks_format"));
  const blocks = readBlocks(args.blocks, MOST_BLOCKS_IN_A_MESSAGE, world.nextBlockId);
  if (!blocks.ok) {
    const { error, messages } = blocks.failure;
    return fail(no(error, { errors: messages, response_metadata: { messages } }));
  }
  if (text === "" && blocks.value.length === 0) return fail(no("no_text"));
  return ok({ text, blocks: blocks.value, metadata: metadata.data });
}

const metadataSchema = z.object({
  event_type: z.string().min(1),
  event_payload: z.record(z.string(), z.unknown()),
});

function isEmptyObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

export const chatMethods = {
  "chat.postMessage": postMessage,
  "chat.postEphemeral": postEphemeral,
  "chat.update": update,
  "chat.delete": remove,
  "chat.getPermalink": getPermalink,
};
