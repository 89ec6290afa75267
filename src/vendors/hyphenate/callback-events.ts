import { z } from "zod";
import type { Instant } from "../../clock.ts";
import type { End } from "../../words.ts";
import type { Doer, GroupHappening } from "../port.ts";
import { FOR_EVER_FROM } from "./contract.ts";

/**
 * The newer style of callbacks, `group_op_event`, by `operation` and `payload.type` (E callback_group_room_*, 2025).
 * The documents say that more of them will come.
 */

/** What a callback of either style says. */
export interface Told {
  readonly event: string;
  /** Null: there is nothing in it for Bailiff. */
  readonly happening: GroupHappening | null;
  readonly known: boolean;
}

const Account = z.string().min(1).max(256);

const GroupEvent = z.object({
  event: z.literal("group_op_event"),
  operation: z.string().min(1).max(64),
  /** Empty for what is about all rooms. */
  id: z.union([z.string(), z.int()]).transform(String).optional(),
  operator: z.string().max(256).optional(),
  payload: z
    .object({
      type: z.string().max(64).optional(),
      member: z.array(Account).max(10_000).optional(),
      expire_timestamp: z.coerce.number().optional(),
      mute: z.union([z.boolean(), z.stringbool()]).optional(),
    })
    .default({}),
});

type Payload = z.infer<typeof GroupEvent>["payload"];

/** Null: it is none of these. */
export function readGroupEvent(json: unknown, at: Instant): Told | null {
  const parsed = GroupEvent.safeParse(json);
  if (!parsed.success) return null;
  const { operation, id, operator, payload } = parsed.data;
  const event = payload.type === undefined ? operation : `${operation}/${payload.type}`;
  const what = Object.hasOwn(EVENTS, event) ? EVENTS[event] : EVENTS[operation];
  if (what === undefined || !id) return { event, happening: null, known: what !== undefined };
  const told = what(payload);
  if (told === "unreadable") return { event, happening: null, known: false };
  return { event, happening: told && { group: id, at, by: doer(operator), ...told }, known: true };
}

type What = GroupHappening extends infer Each
  ? Each extends unknown
    ? Omit<Each, "group" | "at" | "by">
    : never
  : never;

type Reader = (payload: Payload) => What | null | "unreadable";

const NOTHING: Reader = () => null;

const members =
  (what: "joined" | "left" | "removed" | "unmuted" | "unbanned"): Reader =>
  ({ member }) =>
    member && member.length > 0 ? { what, accounts: member } : "unreadable";

const until =
  (what: "muted" | "banned"): Reader =>
  ({ member, expire_timestamp }) =>
    member && member.length > 0 ? { what, accounts: member, until: endOf(expire_timestamp) } : "unreadable";

const EVENTS: Readonly<Record<string, Reader>> = {
  JOIN: members("joined"),
  // Members of a room quit also by being offline for two minutes.
  "LEAVE/QUIT": members("left"),
  "LEAVE/KICK": members("removed"),
  // A ban is told twice: here, and as BLOCK/ADD. Some rules in the console send only one of them.
  "LEAVE/BLOCK": until("banned"),
  // The dissolved group is told as DELETE.
  "LEAVE/DELETE": NOTHING,
  "MUTE/ADD": until("muted"),
  "MUTE/REMOVE": members("unmuted"),
  "BLOCK/ADD": until("banned"),
  "BLOCK/REMOVE": members("unbanned"),
  "UPDATE/MUTE": ({ mute }) => (mute === undefined ? "unreadable" : { what: mute ? "locked" : "unlocked" }),
  DELETE: () => ({ what: "destroyed" }),
  // Understood, and no news for moderators.
  CREATE: NOTHING,
  SHIELD: NOTHING,
  SHARE_FILE: NOTHING,
  "UPDATE/INFO": NOTHING,
  "UPDATE/ANNOUNCEMENT": NOTHING,
  "UPDATE/OWNER": NOTHING,
  "UPDATE/DISABLE": NOTHING,
};

/** What an app's administrator does, which is what the server's API and the console do, has this operator (E, every page). */
const APP_ADMIN = "@ppAdmin";

function doer(operator: string | undefined): Doer {
  if (operator === undefined || operator === "") return { account: null, through: "unsaid" };
  return operator === APP_ADMIN
    ? { account: null, through: "server" }
    : { account: operator, through: "app" };
}

function endOf(expires: number | undefined): End | null {
  if (expires === undefined || !(expires > 0)) return null;
  return expires >= FOR_EVER_FROM ? "permanent" : expires;
}
