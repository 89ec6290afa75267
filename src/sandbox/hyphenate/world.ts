import { createHash } from "node:crypto";
import type { Instant } from "../../clock.ts";
import { seated, type Roster } from "../wire/roster.ts";
import { TERMS } from "./contract.ts";
import type { MuteEnd } from "./mutes.ts";
import type { AgoraApp, EasemobApp, HyphenateGroup, SpaceKind, Vendor } from "./options.ts";

export type Role = "owner" | "admin" | "member";

export interface Member {
  role: Role;
  readonly joinedAt: Instant;
}

export interface GroupState {
  readonly id: string;
  readonly kind: SpaceKind;
  name: string;
  description: string;
  readonly createdAt: Instant;
  maxMembers: number;
  /** Nobody but the allow list may talk. */
  locked: boolean;
  /** Switched off: nobody may send, and nobody may be added. */
  disabled: boolean;
  /** In the order in which they joined. */
  readonly members: Roster<Member>;
  /** Kept apart from members, because a mute outlives membership. */
  readonly mutes: Map<string, MuteEnd>;
  /** In the order in which they were blocked. */
  readonly blocked: Set<string>;
  readonly allowed: Set<string>;
}

export type GlobalMuteScope = "chat" | "groupchat" | "chatroom";

export interface UserState {
  readonly createdAt: Instant;
  activated: boolean;
  nickname: string | null;
  readonly globalMutes: Map<GlobalMuteScope, MuteEnd>;
}

/** How one proves to act for the app. */
export type Credentials =
  | {
      readonly kind: "client";
      readonly clientId: string;
      readonly clientSecret: string;
      readonly ttlSeconds: number;
      /** What one `ttl` is in milliseconds. */
      readonly unitMs: 1 | 1000;
    }
  | { readonly kind: "certificate"; readonly appId: string; readonly appCertificate: string };

export interface AppState {
  readonly vendor: Vendor;
  readonly credentials: Credentials;
  readonly org: string;
  readonly app: string;
  readonly uuid: string;
  readonly maxJoined: number;
  readonly globalMutes: boolean;
  readonly accounts: Map<string, UserState>;
  readonly groups: Map<string, GroupState>;
  readonly superAdmins: Set<string>;
  /** Number of the next space that is created. */
  nextId: number;
}

export interface World {
  readonly apps: readonly AppState[];
}

/** Throws when the description contradicts itself: that is a mistake of whoever wrote it. */
export function worldOf(vendor: Vendor, apps: readonly (EasemobApp | AgoraApp)[], now: Instant): World {
  const ids = apps.flatMap((app) => app.groups.map((group) => group.id));
  if (new Set(ids).size !== ids.length) throw new Error("Two groups of this world have the same id.");
  return { apps: apps.map((app) => appOf(vendor, app, now)) };
}

function appOf(vendor: Vendor, app: EasemobApp | AgoraApp, now: Instant): AppState {
  const accounts = new Map(app.accounts.map((account) => [folded(account), userOf(now)]));
  return {
    vendor,
    credentials: credentialsOf(app),
    org: app.org,
    app: app.app,
    uuid: app.uuid,
    maxJoined: app.maxJoined ?? Number.MAX_SAFE_INTEGER,
    globalMutes: app.globalMutes ?? true,
    accounts,
    groups: new Map(app.groups.map((group) => [group.id, groupOf(vendor, group, accounts, now)])),
    superAdmins: new Set(),
    nextId: 700_000_000_000_001,
  };
}

const SIXTY_DAYS_SECONDS = 5_184_000;

function credentialsOf(app: EasemobApp | AgoraApp): Credentials {
  if ("appId" in app) {
    return { kind: "certificate", appId: app.appId, appCertificate: app.appCertificate };
  }
  return {
    kind: "client",
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    ttlSeconds: app.tokenTtlSeconds ?? SIXTY_DAYS_SECONDS,
    unitMs: app.tokenUnit === "milliseconds" ? 1 : 1000,
  };
}

export function userOf(now: Instant): UserState {
  return { createdAt: now, activated: true, nickname: null, globalMutes: new Map() };
}

export function groupOf(
  vendor: Vendor,
  group: HyphenateGroup,
  accounts: ReadonlyMap<string, unknown>,
  now: Instant,
): GroupState {
  const members = seated<Member>(
    group,
    (account) => accounts.has(account),
    (role) => ({ role, joinedAt: now }),
  );
  return {
    id: group.id,
    kind: group.kind,
    name: group.name ?? group.id,
    description: "",
    createdAt: now,
    maxMembers: group.maxMembers ?? TERMS[vendor][group.kind].members,
    locked: false,
    disabled: false,
    members,
    mutes: new Map(),
    blocked: new Set(),
    // The owner stands in the allow list from the beginning (Easemob's server SDK, its own test).
    allowed: new Set([group.owner]),
  };
}

/** Capitals are accepted everywhere and mean the small letters (E account_register, 2025). */
export function folded(account: string): string {
  return account.toLowerCase();
}

export function ownerOf(group: GroupState): string | null {
  for (const [account, member] of group.members) if (member.role === "owner") return account;
  return null;
}

export function transfer(group: GroupState, account: string, oldOwnerBecomes: "member" | "admin"): void {
  for (const member of group.members.values()) if (member.role === "owner") member.role = oldOwnerBecomes;
  const next = group.members.get(account);
  if (next) next.role = "owner";
  group.allowed.add(account);
}

export function joinedBy(app: AppState, account: string, kind: SpaceKind): readonly GroupState[] {
  return [...app.groups.values()].filter((group) => group.kind === kind && group.members.has(account));
}

/** A stable uuid for a name, as nothing here needs to be random. */
export function uuidOf(name: string): string {
  const hex = createHash("sha256").update(name).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}
