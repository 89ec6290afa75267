import { z } from "zod";
import type { Instant } from "../../clock.ts";
import type { Doer, GroupHappening } from "../port.ts";
import type { Told } from "./callback-events.ts";

/**
 * The older style of callbacks, `chat_type` `muc`: the only one that Agora documents (callbacks-events, 2026-07), and
 * what apps of Easemob of before 2024 send (E callback_group_room_old). Whom it is about is `to`; only of those who
 * come and go it is `from`.
 */
const OldEvent = z.object({
  chat_type: z.literal("muc"),
  group_id: z.union([z.string().min(1), z.int()]).transform(String),
  appkey: z.string().optional(),
  from: z.string().max(1_024).default(""),
  to: z.string().max(256).default(""),
  payload: z.object({
    operation: z.string().min(1).max(64),
    is_chatroom: z.boolean().default(false),
    status: z.object({ error_code: z.string().optional() }).optional(),
  }),
});

type OldEvent = z.infer<typeof OldEvent>;

/** Null: it is none of these. */
export function readOldEvent(json: unknown, at: Instant): Told | null {
  const parsed = OldEvent.safeParse(json);
  if (!parsed.success) return null;
  const told = parsed.data;
  const { operation, status } = told.payload;
  const event = `muc:${operation}`;
  // What was tried and failed is told like what was done.
  if ((status?.error_code ?? "ok") !== "ok") return { event, happening: null, known: true };
  return { event, ...happeningOf(told, at) };
}

function happeningOf(told: OldEvent, at: Instant): Omit<Told, "event"> {
  const { operation, is_chatroom } = told.payload;
  const from = senderOf(told);
  const of = { group: told.group_id, at, by: doer(from, told.to) };
  const known = (happening: GroupHappening | null): Omit<Told, "event"> => ({ happening, known: true });
  const whom = [told.to];
  if (NAMES_ONE.has(operation) && told.to === "") return { happening: null, known: false };
  switch (operation) {
    case "kick":
      // In rooms also whoever was offline for two minutes: no proof that anybody did it.
      return known({ what: is_chatroom ? "left" : "removed", ...of, accounts: whom });
    case "ban":
      return known({ what: "banned", ...of, accounts: whom, until: null });
    case "allow":
      return known({ what: "unbanned", ...of, accounts: whom });
    case "add_mute":
      return known({ what: "muted", ...of, accounts: whom, until: null });
    case "remove_mute":
      return known({ what: "unmuted", ...of, accounts: whom });
    case "presence":
      if (from.account === null) return { happening: null, known: false };
      // Added by somebody or come alone: it does not say.
      return known({
        what: "joined",
        ...of,
        by: { account: null, through: "unsaid" },
        accounts: [from.account],
      });
    case "ban_group":
      return known({ what: "locked", ...of });
    case "remove_ban_group":
      return known({ what: "unlocked", ...of });
    case "destroy":
      return known({ what: "destroyed", ...of });
    default:
      return { happening: null, known: NO_NEWS.has(operation) };
  }
}

const NAMES_ONE: ReadonlySet<string> = new Set(["kick", "ban", "allow", "add_mute", "remove_mute"]);

/** Understood, and no news for moderators. Whoever joins is told by `presence`, whatever else is told of it. */
const NO_NEWS: ReadonlySet<string> = new Set([
  "create",
  "apply",
  "apply_accept",
  "invite",
  "invite_accept",
  "invite_decline",
  "direct_joined",
  "absence",
  "leave",
  "block",
  "unblock",
  "add_user_white_list",
  "remove_user_white_list",
  "add_admin",
  "remove_admin",
  "assing_owner",
  "update",
  "update_announcement",
  "delete_announcement",
  "upload_file",
  "delete_file",
  "set_metadata",
  "delete_metadata",
  "group_member_metadata_update",
]);

interface Sender {
  readonly account: string | null;
  /** Whether a device is named, as in `org#app_user@easemob.com/android_…`. */
  readonly hasDevice: boolean;
}

function senderOf({ from, appkey }: OldEvent): Sender {
  const [name = "", device] = from.split("/", 2);
  const bare = name.replace(/@(conference\.)?easemob\.com$/, "");
  const prefix = `${appkey ?? ""}_`;
  const account = appkey !== undefined && bare.startsWith(prefix) ? bare.slice(prefix.length) : bare;
  // What still looks like an app key names no account.
  const isAccount = account !== "" && !account.includes("#");
  return { account: isAccount ? account : null, hasDevice: device !== undefined };
}

/** Some samples repeat in `from` whom it is about; nobody bans themselves. */
function doer({ account, hasDevice }: Sender, whom: string): Doer {
  return { account: account === whom ? null : account, through: hasDevice ? "app" : "unsaid" };
}
