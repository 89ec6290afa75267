import { createHash } from "node:crypto";
import type { Clock } from "../../clock.ts";
import { callbackPost, type CallbackPost } from "../wire/callbacks.ts";
import type { GroupState } from "./world.ts";

/** Where the console of the app says that callbacks go. */
export interface CallbackTarget {
  readonly url: string;
  /** The authentication token; null: nothing is signed. */
  readonly token: string | null;
  /** How often an event after the fact is sent again that was not answered: an option of the console. Default 0. */
  readonly retries?: number;
  /** Events that are switched on; when not said, all. */
  readonly events?: readonly string[];
}

/** Who does something: over the REST API as an administrator, or an account in the app. */
export interface Operator {
  readonly account: string;
  readonly platform: "RESTAPI" | "iOS" | "Android" | "Web";
}

/** What the service tells the app's own server. */
export type Told =
  | {
      readonly what: "joined" | "removed" | "left";
      readonly group: GroupState;
      readonly accounts: readonly string[];
    }
  | { readonly what: "full" | "destroyed"; readonly group: GroupState };

export interface TencentCallbacks {
  /** Null: callbacks are off, as they are at the start. */
  target: CallbackTarget | null;
  readonly post: CallbackPost;
  tell(sdkAppId: number, told: Told, operator: Operator): void;
  /** The app comes close to a limit: told at most once a second for a command. */
  overLimit(sdkAppId: number, command: string, requests: number, limit: number): void;
}

/** CN 269/1522: the app has two seconds. */
const PATIENCE_MS = 2_000;
/** CN 269/105418. */
const NEAR = 0.8;

export function tencentCallbacks(clock: Clock): TencentCallbacks {
  const post = callbackPost(clock, PATIENCE_MS);
  const alarmed = new Map<string, number>();

  const send = (sdkAppId: number, event: string, body: object, beside: Record<string, string>): void => {
    const { target } = callbacks;
    if (target === null || target.events?.includes(event) === false) return;
    const text = JSON.stringify({ CallbackCommand: event, ...body });
    post.send({
      event,
      tries: 1 + (target.retries ?? 0),
      write: () => ({
        url: urlFor(target, clock, { SdkAppid: String(sdkAppId), CallbackCommand: event, ...beside }),
        body: text,
      }),
    });
  };

  const callbacks: TencentCallbacks = {
    target: null,
    post,
    tell(sdkAppId, told, { account, platform }) {
      const { event, fields } = wireOf(told, account);
      const about = { GroupId: told.group.id, ...fields, EventTime: clock.now() };
      // The sample of a full group has its time as a text (CN 269/1669).
      const body = told.what === "full" ? { ...about, EventTime: String(about.EventTime) } : about;
      send(sdkAppId, event, body, { contenttype: "json", ClientIP: "127.0.0.1", OptPlatform: platform });
    },
    overLimit(sdkAppId, command, requests, limit) {
      const second = Math.floor(clock.now() / 1_000);
      const key = `${sdkAppId}/${command}`;
      if (requests < limit * NEAR || alarmed.get(key) === second) return;
      alarmed.set(key, second);
      const body = { ServiceName: "group_open_http_svc", Command: command, Request: requests, Limit: limit };
      send(sdkAppId, "Alert.RequestOverLimit", body, { contenttype: "json", OptPlatform: "RESTAPI" });
    },
  };
  return callbacks;
}

function wireOf(told: Told, operator: string): { readonly event: string; readonly fields: object } {
  const Type = told.group.kind;
  const listed = "accounts" in told ? told.accounts.map((account) => ({ Member_Account: account })) : [];
  switch (told.what) {
    case "joined":
      return {
        event: "Group.CallbackAfterNewMemberJoin",
        fields: {
          Type,
          JoinType: told.accounts.includes(operator) ? "Apply" : "Invited",
          Operator_Account: operator,
          NewMemberList: listed,
        },
      };
    case "removed":
    case "left":
      return {
        event: "Group.CallbackAfterMemberExit",
        fields: {
          Type,
          ExitType: told.what === "removed" ? "Kicked" : "Quit",
          Operator_Account: operator,
          ExitMemberList: listed,
        },
      };
    case "full":
      return { event: "Group.CallbackAfterGroupFull", fields: {} };
    case "destroyed":
      return {
        event: "Group.CallbackAfterGroupDestroyed",
        fields: { Type, Owner_Account: operator, Name: told.group.name, MemberList: [] },
      };
    default:
      return told satisfies never;
  }
}

function urlFor(target: CallbackTarget, clock: Clock, query: Record<string, string>): string {
  const url = new URL(target.url);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  if (target.token !== null) {
    const time = String(Math.floor(clock.now() / 1_000));
    url.searchParams.set(
      "Sign",
      createHash("sha256")
        .update(target.token + time)
        .digest("hex"),
    );
    url.searchParams.set("RequestTime", time);
  }
  return url.href;
}
