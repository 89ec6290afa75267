import type { Instant } from "../../clock.ts";
import type { Operator, TencentCallbacks, Told } from "./callbacks.ts";
import { bannedNow, bannedUntil, isForEver } from "./bans.ts";
import { PERMANENT_SECONDS } from "./contract.ts";
import { mutedNow, secondsOf } from "./mutes.ts";
import type { GroupKind, Undocumented } from "./options.ts";
import type { AppState, GroupState, Role, World } from "./world.ts";
import { dissolve, join } from "./world.ts";

/** A group as it really is, whatever its kind tells over the REST API. */
export interface GroupView {
  readonly id: string;
  readonly kind: GroupKind;
  readonly members: readonly { readonly account: string; readonly role: Role }[];
  /** Mutes that have not run out, of members and others. */
  readonly muted: readonly { readonly account: string; readonly until: Instant | "permanent" }[];
  /** Bans that have not run out. */
  readonly banned: readonly { readonly account: string; readonly until: Instant | "permanent" }[];
  /** True while the whole group is muted. */
  readonly locked: boolean;
}

/**
 * Changes made at the vendor behind the back of whoever uses the REST API, as in Tencent's own console or by
 * the users themselves. They leave no effects in the ledger. An id or account that does not exist is thrown.
 */
export interface TencentConsole {
  group(id: string): GroupView | null;
  /** Kept in whole seconds, rounded down; null ends the mute. */
  setMute(group: string, account: string, until: Instant | "permanent" | null): void;
  /** Takes a member out. `by`: in the app, by that account; otherwise in the vendor's console. */
  remove(group: string, account: string, by?: string): void;
  /** Puts an account in, as the console does it. Throws for somebody banned. */
  add(group: string, account: string): void;
  /** Takes the account out and keeps it out, in whole seconds; null ends the ban. */
  setBan(group: string, account: string, until: Instant | "permanent" | null): void;
  /** Mutes or unmutes the whole group. */
  setLocked(group: string, locked: boolean): void;
  /** Throws for somebody banned, who cannot join. */
  join(group: string, account: string): void;
  /** Also the owner may leave, and leaves the group without one. */
  leave(group: string, account: string): void;
  promote(group: string, account: string): void;
  demote(group: string, account: string): void;
  /** Makes a member the owner; the owner until now becomes a plain member. */
  transfer(group: string, account: string): void;
  setMaxMembers(group: string, maxMembers: number): void;
  setInviteNeedsConsent(group: string, needed: boolean): void;
  dissolve(group: string): void;
  /** Imports an account into the first app, or into the one named. */
  addAccount(account: string, sdkAppId?: number): void;
  /** Whom the app's callback before an invitation refuses: everybody is 10016, some are `Result` 0 in their rows. */
  refuseInvites(whom: "nobody" | "everybody" | readonly string[]): void;
}

export function consoleOf(
  world: () => World,
  undocumented: Undocumented,
  now: () => Instant,
  callbacks: TencentCallbacks,
): TencentConsole {
  const tell = (app: AppState, told: Told, by: Operator): void => callbacks.tell(app.sdkAppId, told, by);
  // What the console does shows as the API's, by an administrator: it is built on the API (likely, not documented).
  const console = ({ admins }: AppState): Operator => ({
    account: [...admins][0] ?? "",
    platform: "RESTAPI",
  });
  const inApp = (account: string): Operator => ({ account, platform: "iOS" });
  const place = (id: string): { readonly app: AppState; readonly group: GroupState } => {
    const found = placeOf(world(), id);
    if (!found) throw new Error(`There is no group ${id}.`);
    return found;
  };
  const member = (id: string, account: string): { role: Role } => {
    const found = place(id).group.members.get(account);
    if (!found) throw new Error(`${account} is not in ${id}.`);
    return found;
  };

  /** `by`: null in the console. */
  const enter = (id: string, account: string, by: Operator | null): void => {
    const { app, group } = place(id);
    if (!app.accounts.has(account)) throw new Error(`There is no account ${account}.`);
    if (bannedUntil(group, account, secondsOf(now())) > 0)
      throw new Error(`${account} is banned from ${id}.`);
    if (group.members.has(account)) return;
    join(group, account, secondsOf(now()), undocumented);
    tell(app, { what: "joined", group, accounts: [account] }, by ?? console(app));
    if (group.members.size >= group.maxMembers) tell(app, { what: "full", group }, by ?? console(app));
  };

  return {
    group(id) {
      const found = placeOf(world(), id);
      return found ? viewOf(found.group, secondsOf(now())) : null;
    },
    setMute(id, account, until) {
      const { app, group } = place(id);
      const { mutes } = group;
      if (!app.accounts.has(account)) throw new Error(`There is no account ${account}.`);
      if (until === null) mutes.delete(account);
      else mutes.set(account, until === "permanent" ? PERMANENT_SECONDS : secondsOf(until));
    },
    setBan(id, account, until) {
      const { app, group } = place(id);
      if (!app.accounts.has(account)) throw new Error(`There is no account ${account}.`);
      if (until === null) return void group.bans.delete(account);
      group.bans.set(account, until === "permanent" ? PERMANENT_SECONDS : secondsOf(until));
      if (group.members.delete(account))
        tell(app, { what: "removed", group, accounts: [account] }, console(app));
    },
    remove(id, account, by) {
      const { app, group } = place(id);
      member(id, account);
      group.members.delete(account);
      tell(app, { what: "removed", group, accounts: [account] }, by === undefined ? console(app) : inApp(by));
    },
    add: (id, account) => enter(id, account, null),
    setLocked(id, locked) {
      place(id).group.locked = locked;
    },
    join: (id, account) => enter(id, account, inApp(account)),
    leave(id, account) {
      const { app, group } = place(id);
      if (group.members.delete(account))
        tell(app, { what: "left", group, accounts: [account] }, inApp(account));
    },
    promote(id, account) {
      member(id, account).role = "admin";
    },
    demote(id, account) {
      member(id, account).role = "member";
    },
    transfer(id, account) {
      const next = member(id, account);
      for (const each of place(id).group.members.values()) if (each.role === "owner") each.role = "member";
      next.role = "owner";
    },
    setMaxMembers(id, maxMembers) {
      place(id).group.maxMembers = maxMembers;
    },
    setInviteNeedsConsent(id, needed) {
      place(id).group.inviteNeedsConsent = needed;
    },
    dissolve(id) {
      const { app, group } = place(id);
      dissolve(app, group);
      tell(app, { what: "destroyed", group }, console(app));
    },
    addAccount(account, sdkAppId) {
      const [first] = world().apps.values();
      const app = sdkAppId === undefined ? first : world().apps.get(sdkAppId);
      if (!app) throw new Error(`There is no app ${sdkAppId ?? ""}.`);
      app.accounts.add(account);
    },
    refuseInvites(whom) {
      world().refusedInvitees = typeof whom === "string" ? whom : new Set(whom);
    },
  };
}

function placeOf(world: World, id: string): { readonly app: AppState; readonly group: GroupState } | null {
  for (const app of world.apps.values()) {
    const group = app.groups.get(id);
    if (group) return { app, group };
  }
  return null;
}

function viewOf(group: GroupState, nowSeconds: number): GroupView {
  return {
    id: group.id,
    kind: group.kind,
    members: [...group.members].map(([account, { role }]) => ({ account, role })),
    muted: mutedNow(group, nowSeconds).map(({ account, until }) => ({
      account,
      until: until === PERMANENT_SECONDS ? "permanent" : until * 1000,
    })),
    banned: bannedNow(group, nowSeconds).map(({ account, until }) => ({
      account,
      until: isForEver(until, nowSeconds) ? "permanent" : until * 1000,
    })),
    locked: group.locked,
  };
}
