import { lengthMs } from "../length.ts";
import type { Register } from "../cases/casework.ts";
import type { Role } from "../words.ts";
import type { Rule } from "../policy/rules.ts";
import type { ConfigFile } from "./schema.ts";

/** The configuration file as the heart of Bailiff reads it. */
export function registerOf(file: ConfigFile): Register {
  return {
    policy: { rules: file.rules.map(ruleOf), protect: file.protect },
    groups: new Map(
      Object.entries(file.groups).map(([alias, { connection, id }]) => [alias, { alias, connection, id }]),
    ),
    channels: new Map(
      Object.entries(file.channels).map(([id, { group, shared }]) => [id, { group: group ?? null, shared }]),
    ),
    logChannel: file.log?.channel ?? null,
    links: new Map(
      Object.entries(file.links).map(([person, accounts]) => [person, new Map(Object.entries(accounts))]),
    ),
  };
}

/** Who has which role: `workspace:admin` and the like, by role. */
export function rolesOf(file: ConfigFile): ReadonlyMap<Role, readonly string[]> {
  return new Map(Object.entries(file.roles).map(([role, grants]) => [role as Role, grants ?? []]));
}

/** Roles that some rule forbids something to. */
export function forbiddenRoles(file: ConfigFile): ReadonlySet<Role> {
  return new Set(file.rules.filter(({ mayNot }) => mayNot !== undefined).map(({ role }) => role));
}

function ruleOf(rule: ConfigFile["rules"][number], index: number): Rule {
  const effect = rule.mayNot === undefined ? "allow" : "deny";
  return {
    id: rule.name ?? `r${index + 1}`,
    effect,
    role: rule.role,
    may: rule.mayNot ?? rule.may ?? [],
    groups: rule.groups,
    longest: rule.longest === "permanent" ? "permanent" : lengthMs(rule.longest),
    batch: rule.batch,
    admins: rule.admins,
  };
}
