import type { Instant } from "../../clock.ts";
import type { HyphenateCallbacks } from "./callbacks.ts";
import type { MuteEnd } from "./mutes.ts";
import * as mutes from "./mutes.ts";
import type { SpaceKind } from "./options.ts";
import type { AppState, GroupState, Role, World } from "./world.ts";
import { folded, transfer, userOf } from "./world.ts";

/** A chat group or chat room as it really is. */
export interface GroupView {
  readonly id: string;
  readonly kind: SpaceKind;
  readonly members: readonly { readonly account: string; readonly role: Role }[];
  /** Mutes that have not run out, of members and others. */
  readonly muted: readonly { readonly account: string; readonly until: MuteEnd }[];
  /** The block list, in the order in which they were blocked. */
  readonly banned: readonly string[];
  /** True while everybody is muted. */
  readonly locked: boolean;
}

/**
 * Changes made at the vendor behind the back of whoever uses the REST API, as in the vendor's own console or by the
 * users themselves. They leave no effects in the ledger. An id or account that does not exist is thrown.
 */
export interface HyphenateConsole {
  group(id: string): GroupView | null;
  /** Null ends the mute. `by`, here and below: in the app, by that account; otherwise in the vendor's console. */
  setMute(group: string, account: string, until: MuteEnd | null, by?: string): void;
  /** Blocking takes a member out; unblocking brings nobody back. */
  setBan(group: string, account: string, banned: boolean, by?: string): void;
  /** Takes a member out. */
  remove(group: string, account: string, by?: string): void;
  /** Puts an account in, as the console does it. */
  add(group: string, account: string): void;
  /** Mutes or unmutes everybody. */
  setLocked(group: string, locked: boolean, by?: string): void;
  join(group: string, account: string): void;
  /** Also the owner may leave, and leaves the group without one. */
  leave(group: string, account: string): void;
  promote(group: string, account: string): void;
  demote(group: string, account: string): void;
  /** Makes a member the owner; the owner until now becomes a plain member. */
  transfer(group: string, account: string): void;
  setMaxMembers(group: string, maxMembers: number): void;
  dissolve(group: string): void;
  /** Registers an account in the first app, or in the one of this name. */
  addAccount(account: string, app?: string): void;
}

export function consoleOf(
  world: () => World,
  now: () => Instant,
  callbacks: HyphenateCallbacks,
): HyphenateConsole {
  const place = (id: string): { readonly app: AppState; readonly group: GroupState } => {
    const found = placeOf(world(), id);
    if (!found) throw new Error(`There is no group ${id}.`);
    return found;
  };
  const known = (app: AppState, name: string): string => {
    const account = folded(name);
    if (!app.accounts.has(account)) throw new Error(`There is no account ${name}.`);
    return account;
  };
  const member = (id: string, account: string): { role: Role } => {
    const found = place(id).group.members.get(folded(account));
    if (!found) throw new Error(`${account} is not in ${id}.`);
    return found;
  };

  /** `by`: null in the console. */
  const enter = (id: string, name: string, by: string | null): void => {
    const { app, group } = place(id);
    const account = known(app, name);
    if (group.members.has(account)) return;
    group.members.set(account, { role: "member", joinedAt: now() });
    callbacks.tell(app, { what: "joined", group, accounts: [account] }, by);
  };

  return {
    group(id) {
      const found = placeOf(world(), id);
      return found ? viewOf(found.group, now()) : null;
    },
    setMute(id, name, until, by) {
      const { app, group } = place(id);
      const account = known(app, name);
      if (!mutes.setMute(group, account, until, now())) return;
      const what = until === null ? "unmuted" : "muted";
      callbacks.tell(app, { what, group, accounts: [account] }, by ?? null);
    },
    setBan(id, name, banned, by) {
      const { app, group } = place(id);
      const account = known(app, name);
      if (banned === group.blocked.has(account)) return;
      if (banned) group.members.delete(account);
      if (banned) group.blocked.add(account);
      else group.blocked.delete(account);
      callbacks.tell(app, { what: banned ? "banned" : "unbanned", group, accounts: [account] }, by ?? null);
    },
    remove(id, name, by) {
      const { app, group } = place(id);
      member(id, name);
      group.members.delete(folded(name));
      callbacks.tell(app, { what: "removed", group, accounts: [folded(name)] }, by ?? null);
    },
    add: (id, name) => enter(id, name, null),
    setLocked(id, locked, by) {
      const { app, group } = place(id);
      if (group.locked === locked) return;
      group.locked = locked;
      callbacks.tell(app, { what: locked ? "locked" : "unlocked", group }, by ?? null);
    },
    join: (id, name) => enter(id, name, folded(name)),
    leave(id, name) {
      const { app, group } = place(id);
      const account = folded(name);
      if (group.members.delete(account))
        callbacks.tell(app, { what: "left", group, accounts: [account] }, account);
    },
    promote(id, account) {
      member(id, account).role = "admin";
    },
    demote(id, account) {
      member(id, account).role = "member";
    },
    transfer(id, account) {
      member(id, account);
      transfer(place(id).group, folded(account), "member");
    },
    setMaxMembers(id, maxMembers) {
      place(id).group.maxMembers = maxMembers;
    },
    dissolve(id) {
      const { app, group } = place(id);
      app.groups.delete(group.id);
      callbacks.tell(app, { what: "destroyed", group }, null);
    },
    addAccount(account, name) {
      const { apps } = world();
      const app = name === undefined ? apps[0] : apps.find((each) => each.app === name);
      if (!app) throw new Error(`There is no app ${name ?? ""}.`);
      if (!app.accounts.has(folded(account))) app.accounts.set(folded(account), userOf(now()));
    },
  };
}

function placeOf(world: World, id: string): { readonly app: AppState; readonly group: GroupState } | null {
  for (const app of world.apps) {
    const group = app.groups.get(id);
    if (group) return { app, group };
  }
  return null;
}

function viewOf(group: GroupState, now: Instant): GroupView {
  return {
    id: group.id,
    kind: group.kind,
    members: [...group.members].map(([account, { role }]) => ({ account, role })),
    muted: mutes.mutedNow(group, now),
    banned: [...group.blocked],
    locked: group.locked,
  };
}
