import type { SpaceKind, Vendor } from "./options.ts";

/**
 * What the vendors document about each operation, as data. Sources: "E" is doc.easemob.com/document/server-side
 * (pages of 2025), "A" is docs.agora.io/en/agora-chat/restful-api (2026), "C" is the Chinese page of Agora's group
 * members that the product keeps (seed 002), "E seed" the page about removing a room member (seed 001), "R" a suite
 * of recorded answers of the real service (2019 to 2021).
 */
interface Terms {
  /** Most accounts in one request. */
  readonly add: number;
  readonly remove: number;
  readonly mute: number;
  readonly unmute: number;
  readonly block: number;
  readonly allow: number;
  /** Adding a member who is inside already: refused with this status, or counted as added. */
  readonly addExisting: 403 | 400 | "counts";
  /** Removing somebody who is not inside. */
  readonly removeOutsider: 403 | 400;
  /** Members a page has by default and at most; more is cut to the most. */
  readonly page: { readonly usual: number; readonly most: number };
  /** Members a space may have when its creator names no number. */
  readonly members: number;
  readonly source: string;
}

const SIXTY = { remove: 60, mute: 60, unmute: 60, block: 60, allow: 60 } as const;

export const TERMS: Readonly<Record<Vendor, Readonly<Record<SpaceKind, Terms>>>> = {
  easemob: {
    chatgroup: {
      ...SIXTY,
      add: 60,
      addExisting: 403,
      removeOutsider: 403,
      page: { usual: 1000, most: 1000 },
      members: 200,
      source:
        "E group_members_{add,remove}_batch, group_member_{mute,unmute,list_obtain} (2025); maxusers R (2019)",
    },
    chatroom: {
      ...SIXTY,
      add: 100,
      mute: 100,
      addExisting: "counts",
      removeOutsider: 400,
      page: { usual: 1000, most: 1000 },
      members: 1000,
      // The page about removing many says 100 in its prose and 60 in the error it prints.
      source:
        "E seed; E chatroom_member_{add,remove}_batch, chatroom_member_{mute,unmute,list_obtain} (2025)",
    },
  },
  agora: {
    chatgroup: {
      ...SIXTY,
      add: 60,
      addExisting: 403,
      removeOutsider: 403,
      page: { usual: 10, most: 100 },
      members: 200,
      source: "C; A chat-group-management/manage-group-members (2026)",
    },
    chatroom: {
      ...SIXTY,
      add: 60,
      addExisting: 400,
      removeOutsider: 400,
      page: { usual: 1000, most: 1000 },
      members: 1000,
      source: "A chatroom-management/manage-chatroom-members (2026)",
    },
  },
};

/** A space has at most so many admins (E and A, admin pages). */
export const MOST_ADMINS = 99;

/** Details of at most so many spaces in one request (E group_obtain_detail, 2025). */
export const MOST_DETAILS = 100;

/** Accounts in one registration (E account_register_authorized_single, 2025). */
export const MOST_REGISTERED = 60;

/** The whole URL, in bytes (C; "recommended", so what happens beyond is not documented). */
export const LONGEST_URL_BYTES = 4096;

/** An App Token of Agora lives at most a day, whatever it says itself (A authentication, 2026). */
export const LONGEST_APP_TOKEN_SECONDS = 86_400;

/** Blocked users without any paging, and on a page (E group_member_obtain_blocklist, 2025). */
export const BLOCKED = { usual: 500, page: 50 } as const;

/** Every operation, by the word with which a fault names it. */
export const OPERATIONS = [
  "token",
  "members.list",
  "members.add",
  "members.invite",
  "members.remove",
  "members.is-joined",
  "mute",
  "unmute",
  "mutes.list",
  "ban.on",
  "ban.off",
  "blocks.list",
  "blocks.add",
  "blocks.remove",
  "white.list",
  "white.add",
  "white.remove",
  "admins.list",
  "admins.add",
  "admins.remove",
  "super-admins.list",
  "super-admins.add",
  "super-admins.remove",
  "spaces.details",
  "spaces.list",
  "spaces.create",
  "spaces.edit",
  "spaces.delete",
  "spaces.disable",
  "spaces.enable",
  "joined.groups",
  "joined.rooms",
  "users.get",
  "users.register",
  "users.delete",
  "users.deactivate",
  "users.activate",
  "users.disconnect",
  "global-mutes.set",
  "global-mutes.get",
  "global-mutes.list",
] as const;

export type Operation = (typeof OPERATIONS)[number];

/** Requests a second, for one app and operation (E limitationapi, 2025; A limitations, 2026). */
export function perSecond(operation: Operation, space: SpaceKind | null): number {
  if (operation === "users.delete") return 30;
  if (operation === "joined.rooms" || operation === "joined.groups") return 50;
  if (space === "chatroom" && (operation === "spaces.create" || operation === "spaces.list")) return 50;
  return 100;
}
