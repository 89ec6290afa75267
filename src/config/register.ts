import { hashOf } from "../audit/hash.ts";
import { lengthMs } from "../length.ts";
import type { Register } from "../cases/casework.ts";
import type { Role } from "../words.ts";
import type { Approvals, Policy, Rule, Threshold } from "../policy/rules.ts";
import { alertSettingsOf } from "./alert-settings.ts";
import type { ConfigFile } from "./schema.ts";
import { scheduleOf } from "./summary.ts";

/** The configuration file as the heart of Bailiff reads it. */
export function registerOf(file: ConfigFile): Register {
  return {
    policy: policyOf(file),
    groups: new Map(
      Object.entries(file.groups).map(([alias, { connection, id }]) => [alias, { alias, connection, id }]),
    ),
    channels: new Map(
      Object.entries(file.channels).map(([id, { group, shared }]) => [id, { group: group ?? null, shared }]),
    ),
    logChannel: file.log?.channel ?? null,
    alerts: alertSettingsOf(file),
    summary: scheduleOf(file.summary),
    overlap: { withinMs: lengthMs(file.overlap.within), ask: file.overlap.ask },
    reasons: [...new Set(file.reasons.map((reason) => reason.trim()))].filter((reason) => reason !== ""),
    links: new Map(
      Object.entries(file.links).map(([person, accounts]) => [person, new Map(Object.entries(accounts))]),
    ),
    roles: rolesOf(file),
    forbidden: forbiddenRoles(file),
    proof: file.linking?.proof ?? null,
    changes: [],
    version: 0,
  };
}

const PERSON = "person:";

/** The rules, with the version that names them: equal for files that decide alike. */
export function policyOf(file: ConfigFile): Policy {
  const [people, accounts] = [true, false].map((wanted) =>
    file.protect.filter((one) => one.startsWith(PERSON) === wanted),
  );
  const decides = {
    rules: file.rules.map(ruleOf),
    protect: accounts ?? [],
    protectPeople: (people ?? []).map((one) => one.slice(PERSON.length)),
    approvals: approvalsOf(file),
  };
  const version = hashOf({ ...decides, roles: file.roles }).slice(0, 12);
  return { version, ...decides };
}

function approvalsOf({ approvals }: ConfigFile): Approvals | null {
  if (approvals === undefined) return null;
  const { channel, by, needed, wait, lapse, overLimits, breakGlass, announce = null } = approvals;
  const waitMs = lengthMs(wait);
  const lapseMs = lengthMs(lapse);
  return { channel, by, needed, waitMs, lapseMs, overLimits, breakGlass, announce };
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
    channels: rule.channels,
    longest: rule.longest === "permanent" ? "permanent" : lengthMs(rule.longest),
    batch: rule.batch,
    perHour: rule.perHour ?? null,
    admins: rule.admins,
    preview: thresholdOf(rule.preview),
    approval: thresholdOf(rule.approval),
  };
}

function thresholdOf(threshold: ConfigFile["rules"][number]["preview"]): Threshold | null {
  if (threshold === undefined) return null;
  const { over = null, longer, permanent, verbs } = threshold;
  // What is longer than "permanent" does not exist, so such a threshold is met by what is permanent.
  const longerMs = longer === undefined || longer === "permanent" ? null : lengthMs(longer);
  return { over, longer: longerMs, permanent: permanent || longer === "permanent", verbs };
}
