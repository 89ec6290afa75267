import { fail, ok, type Result } from "../result.ts";
import type { Group } from "../vendors/port.ts";
import type { Casework, Register } from "./casework.ts";
import type { Refusal } from "./notice.ts";
import type { AccountWord, ActRequest, GroupWord } from "../grammar/request.ts";
import { EVERYBODY, isGroupVerb } from "../words.ts";

/** Which group is meant: the one named, or the channel's own. Never a guess. */
export function resolveGroup(
  register: Register,
  word: GroupWord | null,
  channel: string,
): Result<Group, Refusal> {
  const known = [...register.groups.keys()];
  if (word === null) {
    const alias = register.channels.get(channel)?.group;
    const own = alias ? register.groups.get(alias) : undefined;
    return own ? ok(own) : fail({ kind: "no_group" });
  }
  switch (word.kind) {
    case "alias": {
      const group = register.groups.get(word.alias);
      return group ? ok(group) : fail({ kind: "unknown_group", typed: word.alias, known });
    }
    case "channel": {
      const bound = register.channels.get(word.channel)?.group;
      const group = bound ? register.groups.get(bound) : undefined;
      return group ? ok(group) : fail({ kind: "unknown_group", typed: `<#${word.channel}>`, known });
    }
    case "id":
      return resolveId(register, word.id, channel, known);
    default:
      return word satisfies never;
  }
}

/**
 * A raw id that the configuration names is that group. Another id is looked for at the connection of the
 * channel's own group, or at the only connection there is; rules reach it only with `groups: "*"`.
 */
function resolveId(
  register: Register,
  id: string,
  channel: string,
  known: readonly string[],
): Result<Group, Refusal> {
  // One with several names is there several times.
  const groups = [...new Set(register.groups.values())];
  const named = groups.filter((group) => group.id === id);
  if (named.length === 1 && named[0]) return ok(named[0]);
  const own = resolveGroup(register, null, channel);
  const connections = [...new Set(groups.map((group) => group.connection))];
  const connection = own.ok ? own.value.connection : connections.length === 1 ? connections[0] : undefined;
  if (!connection || named.length > 1) return fail({ kind: "unknown_group", typed: id, known });
  return ok({ alias: id, connection, id });
}

/** What a request is about: the accounts it names, or the group as a whole. */
export function resolveTargets(
  work: Pick<Casework, "register" | "drivers">,
  { verb, accounts }: ActRequest,
  group: Group,
): Result<readonly string[], Refusal> {
  return isGroupVerb(verb) ? ok([EVERYBODY]) : resolveAccounts(work, accounts, group);
}

/**
 * Accounts at the group's vendor, each once, by the name the vendor keeps it under; a Slack person stands for the
 * account they are linked to.
 */
export function resolveAccounts(
  { register, drivers }: Pick<Casework, "register" | "drivers">,
  words: readonly AccountWord[],
  group: Group,
): Result<readonly string[], Refusal> {
  const driver = drivers.get(group.connection);
  const accounts = new Set<string>();
  for (const word of words) {
    const account =
      word.kind === "account" ? word.account : register.links.get(word.person)?.get(group.connection);
    if (account === undefined) {
      return fail({
        kind: "no_link",
        person: word.kind === "mention" ? word.person : "",
        connection: group.connection,
      });
    }
    accounts.add(driver?.nameOf(account) ?? account);
  }
  return ok([...accounts]);
}
