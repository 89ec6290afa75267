import type { Result } from "../../result.ts";
import { ok } from "../../result.ts";
import { seated, type Roster } from "../wire/roster.ts";
import type { Refusal } from "./codes.ts";
import { refuse } from "./codes.ts";
import { MAX_MEMBERS } from "./contract.ts";
import type { GroupKind, TencentApp, TencentGroup, Undocumented } from "./options.ts";

export type Role = "owner" | "admin" | "member";

export interface Member {
  role: Role;
  readonly joinedAtSeconds: number;
}

export interface GroupState {
  readonly id: string;
  readonly kind: GroupKind;
  name: string;
  readonly createdAtSeconds: number;
  maxMembers: number;
  inviteNeedsConsent: boolean;
  /** Nobody but owner and admins may talk. */
  locked: boolean;
  /** In the order in which they joined. */
  readonly members: Roster<Member>;
  /** Account → end in whole seconds since 1970. Kept apart from members, because a mute outlives membership. */
  readonly mutes: Map<string, number>;
  /** The same for bans. Whoever is here is not in `members`. */
  readonly bans: Map<string, number>;
}

export interface AppState {
  readonly sdkAppId: number;
  readonly secretKey: string;
  readonly dataCentre: "here" | "elsewhere";
  readonly bans: "on" | "off";
  readonly admins: ReadonlySet<string>;
  readonly accounts: Set<string>;
  readonly groups: Map<string, GroupState>;
  readonly dissolved: Set<string>;
}

export interface World {
  readonly apps: ReadonlyMap<number, AppState>;
  /** Whom the app's callback before an invitation refuses. */
  refusedInvitees: "nobody" | "everybody" | ReadonlySet<string>;
}

/** Throws when the description contradicts itself: that is a mistake of whoever wrote it. */
export function worldOf(apps: readonly TencentApp[], nowSeconds: number): World {
  const world: World = {
    apps: new Map(apps.map((app) => [app.sdkAppId, appOf(app, nowSeconds)])),
    refusedInvitees: "nobody",
  };
  const ids = apps.flatMap((app) => app.groups.map((group) => group.id));
  if (new Set(ids).size !== ids.length) throw new Error("Two groups of this world have the same id.");
  return world;
}

function appOf(app: TencentApp, nowSeconds: number): AppState {
  const accounts = new Set([...app.admins, ...app.accounts]);
  return {
    sdkAppId: app.sdkAppId,
    secretKey: app.secretKey,
    dataCentre: app.dataCentre ?? "here",
    bans: app.bans ?? "on",
    admins: new Set(app.admins),
    accounts,
    groups: new Map(app.groups.map((group) => [group.id, groupOf(group, accounts, nowSeconds)])),
    dissolved: new Set(),
  };
}

function groupOf(group: TencentGroup, accounts: ReadonlySet<string>, nowSeconds: number): GroupState {
  const members = seated<Member>(
    group,
    (account) => accounts.has(account),
    (role) => ({ role, joinedAtSeconds: nowSeconds }),
  );
  return {
    id: group.id,
    kind: group.kind,
    name: group.name ?? group.id,
    createdAtSeconds: nowSeconds,
    maxMembers: group.maxMembers ?? MAX_MEMBERS[group.kind],
    inviteNeedsConsent: group.inviteNeedsConsent ?? false,
    locked: false,
    members,
    mutes: new Map(),
    bans: new Map(),
  };
}

/** At most 48 bytes of printable ASCII (CN 269/1502); the vendor's own ids have something after `@TGS#`. */
export function isGroupId(id: string): boolean {
  return /^[\x20-\x7e]{1,48}$/.test(id) && id !== "@TGS#";
}

export function findGroup(
  app: AppState,
  id: string,
  undocumented: Undocumented,
): Result<GroupState, Refusal> {
  const group = app.groups.get(id);
  if (group) return ok(group);
  if (!isGroupId(id)) return refuse(10015);
  return refuse(app.dissolved.has(id) ? 10010 : undocumented.missingGroup);
}

export function dissolve(app: AppState, group: GroupState): void {
  app.groups.delete(group.id);
  app.dissolved.add(group.id);
}

/** Puts an account into a group, if it is not in it yet. */
export function join(
  group: GroupState,
  account: string,
  nowSeconds: number,
  undocumented: Undocumented,
): void {
  if (group.members.has(account)) return;
  group.members.set(account, { role: "member", joinedAtSeconds: nowSeconds });
  if (group.kind === "Community" && undocumented.communityRejoinUnmutes) group.mutes.delete(account);
}

export function ownerOf(group: GroupState): string | null {
  for (const [account, member] of group.members) if (member.role === "owner") return account;
  return null;
}
