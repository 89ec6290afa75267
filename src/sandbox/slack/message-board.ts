import { z } from "zod";
import type { Clock } from "../../clock.ts";
import type { Block } from "./blocks.ts";
import type { Happenings } from "./happenings.ts";
import type { Workspace } from "./workspace.ts";
import { SLACKBOT } from "./workspace.ts";

export interface Metadata {
  readonly event_type: string;
  readonly event_payload: Readonly<Record<string, unknown>>;
}

export interface Message {
  /** Seconds with six decimals; unique and rising over the whole workspace. It is the message's id in its channel. */
  readonly ts: string;
  readonly conversationId: string;
  readonly authorId: string;
  /** Stored raw, as it was sent. */
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly metadata: Metadata | null;
  readonly threadTs: string | null;
  readonly edited: boolean;
  /** Files shared with the message, as they were then. */
  readonly files: readonly Readonly<Record<string, unknown>>[];
  /** The one person who sees it, of an ephemeral message; null when it stands in the channel. */
  readonly onlyFor: string | null;
}

/** A message as tests and the control API see it: people and channels by name. */
export interface SeenMessage {
  readonly ts: string;
  readonly channel: string;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly metadata: Metadata | null;
  readonly threadTs: string | null;
  readonly edited: boolean;
  readonly files: readonly SeenShare[];
}

/** A file on a message. Its text is told by `fileText`. */
export interface SeenShare {
  readonly id: string;
  readonly name: string;
  readonly title: string;
}

export type Draft = Omit<Message, "ts" | "edited" | "files"> & Partial<Pick<Message, "files">>;

export interface MessageBoard {
  post(draft: Draft): Message;
  update(
    message: Message,
    change: Partial<Pick<Message, "text" | "blocks" | "metadata" | "edited">>,
  ): Message;
  remove(message: Message): void;
  find(conversationId: string, ts: string): Message | undefined;
  /** The message as it was last, also after it was removed: what an old client still shows. */
  lastKnown(conversationId: string, ts: string): Message | undefined;
  /** What everyone in the conversation sees, oldest first. */
  standingIn(conversationId: string): readonly Message[];
  /** What one person sees alone, oldest first. */
  onlyFor(personId: string): readonly Message[];
  seen(message: Message): SeenMessage;
  forget(): void;
}

const seenShare = z.object({ id: z.string(), name: z.string(), title: z.string() });

export function openMessageBoard(clock: Clock, workspace: Workspace, happenings: Happenings): MessageBoard {
  const messages = new Map<string, Message>();
  const removed = new Map<string, Message>();
  let lastMicros = 0;

  const nextTs = (): string => {
    lastMicros = Math.max(lastMicros + 1, clock.now() * 1000);
    const micros = String(lastMicros);
    return `${micros.slice(0, -6)}.${micros.slice(-6)}`;
  };
  const nameOf = (id: string): string => (id === SLACKBOT ? "slackbot" : (workspace.person(id)?.name ?? id));
  const seen = (message: Message): SeenMessage => {
    const { ts, conversationId, authorId, text, blocks, metadata, threadTs, edited } = message;
    const channel = workspace.conversation(conversationId)?.name ?? conversationId;
    const user = nameOf(authorId);
    const files = message.files.map((file) => seenShare.parse(file));
    return structuredClone({ ts, channel, user, text, blocks, metadata, threadTs, edited, files });
  };
  const tell = (what: "posted" | "updated" | "deleted", message: Message): void => {
    if (message.onlyFor === null) return happenings.tell({ kind: what, message: seen(message) });
    const kind = what === "posted" ? "ephemeral" : (`ephemeral_${what}` as const);
    return happenings.tell({ kind, person: nameOf(message.onlyFor), message: seen(message) });
  };
  const at = (conversationId: string, ts: string, from: Map<string, Message>): Message | undefined => {
    const found = from.get(ts);
    return found?.conversationId === conversationId ? found : undefined;
  };

  return {
    post(draft) {
      const message: Message = { files: [], ...draft, ts: nextTs(), edited: false };
      messages.set(message.ts, message);
      tell("posted", message);
      return message;
    },
    update(message, change) {
      const next: Message = { ...message, ...change };
      messages.set(message.ts, next);
      tell("updated", next);
      return next;
    },
    remove(message) {
      messages.delete(message.ts);
      removed.set(message.ts, message);
      tell("deleted", message);
    },
    find: (conversationId, ts) => at(conversationId, ts, messages),
    lastKnown: (conversationId, ts) => at(conversationId, ts, messages) ?? at(conversationId, ts, removed),
    standingIn: (conversationId) =>
      [...messages.values()].filter((one) => one.conversationId === conversationId && one.onlyFor === null),
    onlyFor: (personId) => [...messages.values()].filter((one) => one.onlyFor === personId),
    seen,
    forget() {
      messages.clear();
      removed.clear();
    },
  };
}

/** A message as `conversations.history`, `chat.postMessage` and click payloads carry it. */
export function messageObject(
  message: Message,
  app: {
    readonly botUserId: string;
    readonly botId: string;
    readonly appId: string;
    readonly teamId: string;
  },
  withMetadata: boolean,
): Record<string, unknown> {
  const byBot = message.authorId === app.botUserId;
  return {
    type: "message",
    user: message.authorId,
    ts: message.ts,
    team: app.teamId,
    text: message.text,
    ...(byBot ? { bot_id: app.botId, app_id: app.appId } : {}),
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.files.length > 0 ? { files: message.files } : {}),
    ...(message.threadTs === null ? {} : { thread_ts: message.threadTs }),
    ...(message.edited ? { edited: { user: message.authorId, ts: message.ts } } : {}),
    ...(withMetadata && message.metadata ? { metadata: message.metadata } : {}),
  };
}

/** A message of text alone: what a person typed, or a note of Slack's own. */
export function plainDraft(message: Pick<Draft, "conversationId" | "authorId" | "text" | "onlyFor">): Draft {
  return { ...message, blocks: [], metadata: null, threadTs: null };
}
