import type { Operation } from "./contract.ts";
import type { SpaceKind, Vendor } from "./options.ts";
import { folded } from "./world.ts";
import { decodedSegments } from "../../percent-decoding.ts";

/** How a path names its app. */
export type Base =
  | { readonly by: "names"; readonly org: string; readonly app: string }
  | { readonly by: "id"; readonly appId: string };

/** What a request is about. */
export interface Target {
  readonly operation: Operation;
  /** Null when the path names neither groups nor rooms. */
  readonly space: SpaceKind | null;
  /** As it stands in the path; empty when it names no space. Details take several, with commas. */
  readonly id: string;
  /** Accounts in the path, in small letters, each once. */
  readonly accounts: readonly string[];
  /** The path names accounts with commas between them, be it one account and a comma. */
  readonly several: boolean;
}

/** `S` stands for `chatgroups` and `chatrooms`. What comes first wins. */
const ROUTES: readonly (readonly [method: string, path: string, operation: Operation])[] = [
  ["POST", "token", "token"],
  ["GET", "chatrooms/super_admin", "super-admins.list"],
  ["POST", "chatrooms/super_admin", "super-admins.add"],
  ["DELETE", "chatrooms/super_admin/:accounts", "super-admins.remove"],
  ["GET", "chatgroups/user/:accounts", "joined.groups"],
  ["GET", "S/:id/users", "members.list"],
  ["POST", "S/:id/users", "members.add"],
  ["POST", "S/:id/users/:accounts", "members.add"],
  ["DELETE", "S/:id/users/:accounts", "members.remove"],
  ["POST", "S/:id/invite", "members.invite"],
  ["GET", "chatgroups/:id/user/:accounts/is_joined", "members.is-joined"],
  ["GET", "S/:id/mute", "mutes.list"],
  ["POST", "S/:id/mute", "mute"],
  ["DELETE", "S/:id/mute/:accounts", "unmute"],
  ["POST", "S/:id/ban", "ban.on"],
  ["DELETE", "S/:id/ban", "ban.off"],
  ["GET", "S/:id/blocks/users", "blocks.list"],
  ["POST", "S/:id/blocks/users", "blocks.add"],
  ["POST", "S/:id/blocks/users/:accounts", "blocks.add"],
  ["DELETE", "S/:id/blocks/users/:accounts", "blocks.remove"],
  ["GET", "S/:id/white/users", "white.list"],
  ["POST", "S/:id/white/users", "white.add"],
  ["POST", "S/:id/white/users/:accounts", "white.add"],
  ["DELETE", "S/:id/white/users/:accounts", "white.remove"],
  ["GET", "S/:id/admin", "admins.list"],
  ["POST", "S/:id/admin", "admins.add"],
  ["DELETE", "S/:id/admin/:accounts", "admins.remove"],
  ["POST", "chatgroups/:id/disable", "spaces.disable"],
  ["POST", "chatgroups/:id/enable", "spaces.enable"],
  ["GET", "S", "spaces.list"],
  ["POST", "S", "spaces.create"],
  ["GET", "S/:id", "spaces.details"],
  ["PUT", "S/:id", "spaces.edit"],
  ["DELETE", "S/:id", "spaces.delete"],
  ["POST", "users", "users.register"],
  ["GET", "users/:accounts", "users.get"],
  ["DELETE", "users/:accounts", "users.delete"],
  ["POST", "users/:accounts/deactivate", "users.deactivate"],
  ["POST", "users/:accounts/activate", "users.activate"],
  ["GET", "users/:accounts/disconnect", "users.disconnect"],
  ["GET", "users/:accounts/joined_chatgroups", "joined.groups"],
  ["GET", "users/:accounts/joined_chatrooms", "joined.rooms"],
  ["GET", "mutes", "global-mutes.list"],
  ["POST", "mutes", "global-mutes.set"],
  ["GET", "mutes/:accounts", "global-mutes.get"],
];

export interface Split {
  readonly base: Base;
  /** Path segments after the base, decoded. */
  readonly rest: readonly string[];
}

/** Takes the base off a path; null when there is none. */
export function splitPath(vendor: Vendor, pathname: string): Split | null {
  // A slash at the end changes nothing.
  const segments = decodedSegments(pathname.replace(/^\//, "").replace(/\/$/, ""));
  if (!segments || segments.length < 2) return null;
  const [first = "", second = "", ...rest] = segments;
  if (vendor === "agora" && first === "app-id") return { base: { by: "id", appId: second }, rest };
  return { base: { by: "names", org: first, app: second }, rest };
}

/** The operation, or why there is none: nothing is at the path, or nothing with this method. */
export function targetOf(method: string, rest: readonly string[]): Target | "wrong-path" | "wrong-method" {
  let answer: "wrong-path" | "wrong-method" = "wrong-path";
  for (const [routeMethod, path, operation] of ROUTES) {
    const found = matched(path.split("/"), rest);
    if (!found) continue;
    if (routeMethod === method) return { operation, space: spaceOf(rest[0]), ...found };
    answer = "wrong-method";
  }
  return answer;
}

/** What a request is about; null when it is about nothing. */
export function requestedBy(vendor: Vendor, method: string, url: string): Target | null {
  const split = splitPath(vendor, url.replace(/\?.*$/s, ""));
  const target = split ? targetOf(method, split.rest) : "wrong-path";
  return typeof target === "string" ? null : target;
}

function matched(
  pattern: readonly string[],
  segments: readonly string[],
): Pick<Target, "id" | "accounts" | "several"> | null {
  if (pattern.length !== segments.length) return null;
  let id = "";
  let names = "";
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? "";
    if (part === ":id") id = segment;
    else if (part === ":accounts") names = segment;
    else if (part === "S" ? spaceOf(segment) === null : part !== segment) return null;
  }
  const accounts = names.split(",").filter((name) => name !== "");
  return { id, accounts: [...new Set(accounts.map(folded))], several: names.includes(",") };
}

function spaceOf(segment: string | undefined): SpaceKind | null {
  if (segment === "chatgroups") return "chatgroup";
  return segment === "chatrooms" ? "chatroom" : null;
}
