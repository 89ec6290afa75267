import type { Wish } from "../../src/policy/decide.ts";
import type { Person } from "../../src/policy/person.ts";
import type { Approvals, Policy, Rule } from "../../src/policy/rules.ts";
import type { Role } from "../../src/words.ts";

export const HOUR_MS = 3_600_000;

/** One that allows a moderator everything, twenty accounts at a time. */
export function aRule(about: Partial<Rule> = {}): Rule {
  return {
    id: "mods",
    effect: "allow",
    role: "moderator",
    may: "*",
    groups: "*",
    channels: "*",
    longest: "permanent",
    batch: 20,
    perHour: null,
    admins: false,
    preview: null,
    approval: null,
    ...about,
  };
}

export function aPerson(...roles: readonly Role[]): Person {
  return {
    team: "T1",
    id: "U1",
    name: "x",
    zone: "UTC",
    bar: null,
    grants: roles.map((role) => ({ role, from: "person:U1" })),
  };
}

/** One account in the lobby, muted for an hour. */
export function aWish(about: Partial<Wish> = {}): Wish {
  return {
    right: "mute",
    group: "lobby",
    accounts: 1,
    lasts: HOUR_MS,
    channel: "C1",
    recent: 0,
    ...about,
  };
}

export function aPolicy(rules: readonly Rule[], approvals: Approvals | null = null): Policy {
  return { version: "v", rules, protect: [], protectPeople: [], approvals };
}
