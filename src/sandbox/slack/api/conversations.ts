import { z } from "zod";
import { channelObject } from "../conversation-shape.ts";
import { messageObject } from "../message-board.ts";
import type { Message } from "../message-board.ts";
import type { Conversation } from "../workspace.ts";
import type { World } from "../world.ts";
import { pageSize, yesNo } from "./arguments.ts";
import type { Answer } from "./method.ts";
import { method, missingScope, no, pageOf, yes } from "./method.ts";

const SCOPE_OF_KIND = { public: "channels", private: "groups", dm: "im" } as const;

/**
 * The conversation, when the app may know of it. A private channel without the bot, and one whose id does not
 * exist, cannot be told apart from outside.
 */
export function visible(
  world: World,
  id: string,
  right?: "read" | "history",
): { readonly found: Conversation } | { readonly refused: Answer } {
  const conversation = world.workspace.conversation(id);
  if (!conversation) return { refused: no("channel_not_found") };
  const refused = right && missingScope(world, [`${SCOPE_OF_KIND[conversation.kind]}:${right}`]);
  if (refused) return { refused };
  if (conversation.kind !== "public" && !world.workspace.botIsIn(conversation)) {
    return { refused: no("channel_not_found") };
  }
  return { found: conversation };
}

const info = method({
  scopes: [],
  args: z.object({ channel: z.string() }),
  run({ channel }, world) {
    const look = visible(world, channel, "read");
    return "refused" in look ? look.refused : yes({ channel: channelObject(look.found, world.workspace) });
  },
});

const KIND_OF_TYPE: Readonly<Record<string, Conversation["kind"]>> = {
  public_channel: "public",
  private_channel: "private",
  im: "dm",
};

const list = method({
  scopes: [],
  args: z.object({
    types: z.string().default("public_channel"),
    exclude_archived: yesNo.optional(),
    limit: pageSize.optional(),
    cursor: z.string().optional(),
  }),
  run({ types, exclude_archived = false, limit = 100, cursor }, world) {
    const wanted = types.split(",").map((type) => type.trim());
    if (wanted.some((type) => type !== "mpim" && !(type in KIND_OF_TYPE))) return no("invalid_types");
    const kinds = wanted.flatMap((type) => KIND_OF_TYPE[type] ?? []);
    const refused = missingScope(
      world,
      kinds.map((kind) => `${SCOPE_OF_KIND[kind]}:read`),
    );
    if (refused) return refused;
    const all = world.workspace
      .conversations()
      .filter((one) => kinds.includes(one.kind) && !(exclude_archived && one.archived))
      .filter((one) => one.kind === "public" || world.workspace.botIsIn(one));
    const page = pageOf(all, limit, cursor);
    if (!page) return no("invalid_cursor");
    const channels = page.items.map((one) => channelObject(one, world.workspace));
    return yes({ channels, response_metadata: { next_cursor: page.next } });
  },
});

const members = method({
  scopes: [],
  args: z.object({ channel: z.string(), limit: pageSize.optional(), cursor: z.string().optional() }),
  run({ channel, limit = 100, cursor }, world) {
    const look = visible(world, channel, "read");
    if ("refused" in look) return look.refused;
    const page = pageOf([...look.found.members], limit, cursor);
    if (!page) return no("invalid_cursor");
    return yes({ members: page.items, response_metadata: { next_cursor: page.next } });
  },
});

const reading = {
  channel: z.string(),
  oldest: z.string().default("0"),
  latest: z.string().optional(),
  inclusive: yesNo.optional(),
  limit: z.coerce.number().int().min(1).max(999).default(100),
  cursor: z.string().optional(),
  include_all_metadata: yesNo.optional(),
};

/** The messages of a channel, newest first, threads' replies left out. */
const history = method({
  scopes: [],
  args: z.object(reading),
  run(args, world) {
    const look = readable(world, args.channel);
    if ("refused" in look) return look.refused;
    const messages = world.board
      .standingIn(look.found.id)
      .filter((message) => message.threadTs === null || message.threadTs === message.ts);
    return messagePage(messages.toReversed(), args, world);
  },
});

/** A message and its replies, oldest first. */
const replies = method({
  scopes: [],
  args: z.object({ ...reading, ts: z.string() }),
  run(args, world) {
    const look = readable(world, args.channel);
    if ("refused" in look) return look.refused;
    const thread = world.board
      .standingIn(look.found.id)
      .filter((message) => message.ts === args.ts || message.threadTs === args.ts);
    return thread.length === 0 ? no("thread_not_found") : messagePage(thread, args, world);
  },
});

function readable(world: World, channel: string): ReturnType<typeof visible> {
  const look = visible(world, channel, "history");
  if ("refused" in look || world.workspace.botIsIn(look.found)) return look;
  return { refused: no("not_in_channel") };
}

function messagePage(
  messages: readonly Message[],
  args: z.output<z.ZodObject<typeof reading>>,
  world: World,
): Answer {
  const [oldest, latest] = [Number(args.oldest), args.latest === undefined ? Infinity : Number(args.latest)];
  if (Number.isNaN(oldest)) return no("invalid_ts_oldest");
  if (Number.isNaN(latest)) return no("invalid_ts_latest");
  const within = messages.filter(({ ts }) => {
    const at = Number(ts);
    return args.inclusive ? at >= oldest && at <= latest : at > oldest && at < latest;
  });
  const page = pageOf(within, args.limit, args.cursor);
  if (!page) return no("invalid_cursor");
  const withMetadata = args.include_all_metadata ?? false;
  return yes({
    messages: page.items.map((message) => messageObject(message, world.credentials, withMetadata)),
    has_more: page.next !== "",
    ...(page.next === "" ? {} : { response_metadata: { next_cursor: page.next } }),
  });
}

const open = method({
  scopes: ["im:write"],
  args: z.object({ users: z.string() }),
  run({ users }, { workspace }) {
    const person = workspace.person(users);
    if (!person) return no("user_not_found");
    if (person.standing === "deactivated") return no("user_disabled");
    if (person.standing === "bot") return no("cannot_dm_bot");
    return yes({ no_op: false, already_open: false, channel: { id: workspace.dm(person.id).id } });
  },
});

export const conversationMethods = {
  "conversations.info": info,
  "conversations.list": list,
  "conversations.members": members,
  "conversations.history": history,
  "conversations.replies": replies,
  "conversations.open": open,
};
