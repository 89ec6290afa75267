import type { RegisterValue, RegisterValues } from "../ledger/port.ts";
import type { Register } from "./casework.ts";
import type { StandingChange } from "./register-change.ts";

/** The key of a link: one person at one connection. */
export function linkKey(person: string, connection: string): string {
  return `${person}:${connection}`;
}

/** Person and connection of a link's key. */
export function readLinkKey(key: string): { readonly person: string; readonly connection: string } {
  const end = key.indexOf(":");
  return { person: key.slice(0, end), connection: key.slice(end + 1) };
}

/** What the file says, with what was set at run time over it: that counts until it is taken back. */
export function overlay(file: Register, { version, values }: RegisterValues): Register {
  const groups = new Map(file.groups);
  const channels = new Map(file.channels);
  const links = new Map([...file.links].map(([person, accounts]) => [person, new Map(accounts)]));
  for (const { kind, key, value } of values) {
    switch (kind) {
      case "link": {
        const { person, connection } = readLinkKey(key);
        const accounts = links.get(person) ?? new Map<string, string>();
        if (value === null) accounts.delete(connection);
        else accounts.set(connection, value);
        links.set(person, accounts);
        break;
      }
      case "bind":
        // A group that the file no longer has leaves the channel without one: the file's may be quite another.
        channels.set(key, { shared: channels.get(key)?.shared ?? false, group: value });
        break;
      case "alias": {
        const group = value === null ? undefined : file.groups.get(value);
        // A group that has come into the file under this very name is meant by it.
        if (group && !isGroupOf(file, key)) groups.set(key, group);
        break;
      }
      default:
        kind satisfies never;
    }
  }
  const changes = values.map((value): StandingChange => ({ ...value, inFile: inFile(file, value) }));
  return { ...file, groups, channels, links, changes, version };
}

function inFile(file: Register, { kind, key }: RegisterValue): string | null {
  switch (kind) {
    case "link": {
      const { person, connection } = readLinkKey(key);
      return file.links.get(person)?.get(connection) ?? null;
    }
    case "bind":
      return file.channels.get(key)?.group ?? null;
    case "alias":
      return file.groups.get(key)?.alias ?? null;
    default:
      return kind satisfies never;
  }
}

/** Names of groups are the same in any case of letters. */
function isGroupOf({ groups }: Register, name: string): boolean {
  return [...groups.keys()].some((alias) => alias.toLowerCase() === name.toLowerCase());
}
