import { createHash } from "node:crypto";
import type { Clock } from "../../clock.ts";
import { callbackPost, type CallbackPost } from "../wire/callbacks.ts";
import type { Undocumented } from "./options.ts";
import { uuidOf, type AppState, type GroupState } from "./world.ts";

/** A rule of the console that says where callbacks go. */
export interface CallbackTarget {
  readonly url: string;
  readonly secret: string;
  /** `old`: what Agora documents, and what older apps of Easemob send. `both`: there are two rules. Default `new`. */
  readonly style?: "new" | "old" | "both";
}

/** Null: the app's administrator, which is the REST API and the vendor's console. */
export type Operator = string | null;

export type Told =
  | {
      readonly what: "joined" | "left" | "removed" | "muted" | "unmuted" | "banned" | "unbanned";
      readonly group: GroupState;
      readonly accounts: readonly string[];
    }
  | { readonly what: "locked" | "unlocked" | "destroyed"; readonly group: GroupState };

export interface HyphenateCallbacks {
  /** Null: callbacks are off, as they are at the start. */
  target: CallbackTarget | null;
  readonly post: CallbackPost;
  tell(app: AppState, told: Told, operator: Operator): void;
}

/** E callback_postsending: not 200 is sent once again at once, and then given up. How long is waited is not said. */
const TRIES = 2;
const PATIENCE_MS = 3_000;

export function hyphenateCallbacks(clock: Clock, undocumented: Undocumented): HyphenateCallbacks {
  const post = callbackPost(clock, PATIENCE_MS);
  let count = 0;
  const send = (app: AppState, { url, secret }: CallbackTarget, event: string, fields: object): void => {
    count += 1;
    const appkey = `${app.org}#${app.app}`;
    const callId = `${appkey}_${uuidOf(`${appkey} ${clock.now()} ${count}`)}`;
    const timestamp = clock.now();
    const security = createHash("md5").update(`${callId}${secret}${timestamp}`).digest("hex");
    const body = JSON.stringify({ callId, security, ...fields, appkey, timestamp });
    // The same bytes again: what is signed carries no time of its own.
    post.send({ event, tries: TRIES, write: () => ({ url, body }) });
  };
  const callbacks: HyphenateCallbacks = {
    target: null,
    post,
    tell(app, told, operator) {
      const { target } = callbacks;
      if (target === null) return;
      const { style = "new" } = target;
      if (style !== "old")
        for (const fields of newStyle(told, operator, undocumented))
          send(app, target, fields.operation, fields);
      if (style !== "new")
        for (const fields of oldStyle(app, told, operator))
          send(app, target, fields.payload.operation, fields);
    },
  };
  return callbacks;
}

interface NewFields {
  readonly operation: string;
  readonly [field: string]: unknown;
}

function newStyle(told: Told, operator: Operator, { permanentExpire }: Undocumented): readonly NewFields[] {
  const { group } = told;
  const event = (operation: string, payload: object, more: object = {}): NewFields => ({
    payload,
    id: group.id,
    type: group.kind === "chatroom" ? "CHATROOM" : "GROUP",
    event: "group_op_event",
    operation,
    operator: operator ?? "@ppAdmin",
    ...more,
  });
  const member = "accounts" in told ? told.accounts : [];
  switch (told.what) {
    case "joined":
      return [event("JOIN", { member, type: "DIRECT" }, { member_count: group.members.size })];
    case "left":
      return [event("LEAVE", { member, type: "QUIT" })];
    case "removed":
      return [event("LEAVE", { member, type: "KICK" })];
    case "muted": {
      const end = group.mutes.get(member[0] ?? "");
      const expires = typeof end === "number" ? end : permanentExpire;
      return [event("MUTE", { member, expire_timestamp: expires, type: "ADD" })];
    }
    case "unmuted":
      return [event("MUTE", { member, type: "REMOVE" })];
    case "banned":
      // The pages describe both: the leaving, and the list.
      return [
        event("BLOCK", { member, expire_timestamp: permanentExpire, type: "ADD" }),
        event("LEAVE", { member, type: "BLOCK" }),
      ];
    case "unbanned":
      return [event("BLOCK", { member, type: "REMOVE" })];
    case "locked":
    case "unlocked":
      return [event("UPDATE", { mute: told.what === "locked", type: "MUTE" })];
    case "destroyed":
      return [event("DELETE", {})];
    default:
      return told satisfies never;
  }
}

interface OldFields {
  readonly payload: { readonly operation: string; readonly [field: string]: unknown };
  readonly [field: string]: unknown;
}

/** One callback for each account. */
function oldStyle(app: AppState, told: Told, operator: Operator): readonly OldFields[] {
  const { group } = told;
  const appkey = `${app.org}#${app.app}`;
  const is_chatroom = group.kind === "chatroom";
  const muc_id = `${appkey}_${group.id}@conference.easemob.com`;
  const by =
    operator === null ? `${appkey}_admin@easemob.com` : `${appkey}_${operator}@easemob.com/ios_f43087fc`;
  const status = { description: "", error_code: "ok" };
  const event = (operation: string, from: string, to: string, more: object = { status }): OldFields => ({
    chat_type: "muc",
    payload: { muc_id, reason: "", is_chatroom, operation, ...more },
    group_id: group.id,
    host: "sandbox",
    from,
    to,
    eventType: "chat",
  });
  const each = (operation: string): readonly OldFields[] =>
    "accounts" in told ? told.accounts.map((account) => event(operation, by, account)) : [];
  switch (told.what) {
    case "joined":
    case "left":
      return told.accounts.map((account) =>
        event(
          told.what === "joined" ? "presence" : "absence",
          `${appkey}_${account}@easemob.com`,
          group.id,
          {},
        ),
      );
    case "removed":
      return each("kick");
    case "muted":
      return each("add_mute");
    case "unmuted":
      return each("remove_mute");
    case "banned":
      // The block lists of rooms have no event of the older style.
      return is_chatroom ? each("kick") : each("ban");
    case "unbanned":
      return is_chatroom ? [] : each("allow");
    case "locked":
      return [event("ban_group", by, group.id)];
    case "unlocked":
      return [event("remove_ban_group", by, group.id)];
    case "destroyed":
      return [event("destroy", by, "admin")];
    default:
      return told satisfies never;
  }
}
