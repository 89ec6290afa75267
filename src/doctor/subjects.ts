import type { Register } from "../cases/casework.ts";
import type { Group } from "../vendors/port.ts";

/** What the configuration names outside itself, and where it does: these are the things to look for. */
export interface Subjects {
  readonly channels: readonly ChannelSubject[];
  readonly userGroups: readonly UserGroupSubject[];
  readonly people: readonly PersonSubject[];
}

export interface ChannelSubject {
  readonly id: string;
  /** Keys of the configuration. */
  readonly where: readonly string[];
  /** True where outsiders may read along. */
  readonly mayBeShared: boolean;
}

export interface UserGroupSubject {
  readonly id: string;
  readonly where: readonly string[];
  /** True when a rule forbids something to its role: without the group nobody may do anything. */
  readonly isForbidden: boolean;
}

export interface PersonSubject {
  readonly id: string;
  readonly where: readonly string[];
  /** True where the person is to have a role. */
  readonly hasRole: boolean;
}

export function subjectsOf(register: Register): Subjects {
  return {
    channels: channelsOf(register),
    userGroups: userGroupsOf(register),
    people: peopleOf(register),
  };
}

type Named = readonly (readonly [id: string | null, where: string])[];

function channelsOf({ channels, logChannel, summary, policy, changes }: Register): readonly ChannelSubject[] {
  const bound = new Set(changes.filter(({ kind }) => kind === "bind").map(({ key }) => key));
  const named: Named = [
    ...[...channels.keys()].map((id) => [id, bound.has(id) ? "/mod bind" : `channels.${id}`] as const),
    [logChannel, "log.channel"],
    [summary?.channel ?? null, "summary.channel"],
    [policy.approvals?.channel ?? null, "approvals.channel"],
    [policy.approvals?.announce ?? null, "approvals.announce"],
    ...policy.rules.flatMap((rule) =>
      rule.channels === "*" ? [] : rule.channels.map((id) => [id, `rule ${rule.id}, channels`] as const),
    ),
  ];
  return gathered(named).map(([id, where]) => ({
    id,
    where,
    mayBeShared: channels.get(id)?.shared ?? false,
  }));
}

function userGroupsOf({ roles, forbidden }: Register): readonly UserGroupSubject[] {
  const groups = [...roles].flatMap(([role, grants]) =>
    named("usergroup", grants).map((id) => ({ id, role })),
  );
  return gathered(groups.map(({ id, role }) => [id, `roles.${role}`])).map(([id, where]) => ({
    id,
    where,
    isForbidden: groups.some((group) => group.id === id && forbidden.has(group.role)),
  }));
}

function peopleOf({ roles, policy, links }: Register): readonly PersonSubject[] {
  const byRole = [...roles].flatMap(([role, grants]) =>
    named("person", grants).map((id) => [id, `roles.${role}`] as const),
  );
  const withRole = new Set(byRole.map(([id]) => id));
  return gathered([
    ...byRole,
    ...policy.protectPeople.map((id) => [id, "protect"] as const),
    ...[...links.keys()].map((id) => [id, `links.${id}`] as const),
  ]).map(([id, where]) => ({ id, where, hasRole: withRole.has(id) }));
}

/** Ids of the grants of one kind, such as `usergroup:S…`. */
function named(kind: "usergroup" | "person", grants: readonly string[]): readonly string[] {
  return grants.flatMap((grant) => (grant.startsWith(`${kind}:`) ? [grant.slice(kind.length + 1)] : []));
}

/** The places of each id, in the order in which the ids were first named. */
function gathered(all: Named): readonly (readonly [string, readonly string[]])[] {
  const places = new Map<string, Set<string>>();
  for (const [id, place] of all) if (id !== null) places.set(id, (places.get(id) ?? new Set()).add(place));
  return [...places].map(([id, where]) => [id, [...where]]);
}

/** The groups of one connection, each once, whatever names it has. */
export function groupsOf({ groups }: Register, connection: string): readonly Group[] {
  const own = [...groups.values()].filter((group) => group.connection === connection);
  return [...new Map(own.map((group) => [group.id, group])).values()];
}
