import type { ChangeRequest, GroupWord } from "../grammar/request.ts";
import type { Person } from "../policy/person.ts";
import { outranks } from "../policy/reach.ts";
import { fail, ok, type Result } from "../result.ts";
import type { Group, VendorDriver } from "../vendors/port.ts";
import { samePeople } from "./authority.ts";
import type { Casework } from "./casework.ts";
import { faulty, groupsAt, inFile, mayChange } from "./change-rights.ts";
import type { Considering } from "./considering.ts";
import type { Refusal } from "./notice.ts";
import { linkKey } from "./overlay.ts";
import { proofOf } from "./proof.ts";
import type { RegisterChange } from "./register-change.ts";
import { resolveGroup } from "./resolve.ts";
import { CLEARING_MAX_AGE_MS } from "./sayers.ts";

type Request<K extends ChangeRequest["kind"]> = ChangeRequest & { readonly kind: K };

export async function changeOfLink(
  at: Considering,
  request: Request<"link">,
  asker: Person,
): Promise<Result<RegisterChange, Refusal>> {
  const { work } = at;
  const ground = await groundOf(at, request, asker);
  if (!ground.ok) return ground;
  const { group, driver, rule } = ground.value;
  const account = driver.nameOf(request.account);
  const holder = holderOf(work, group.connection, driver, account, request.person);
  if (holder !== null) return faulty({ kind: "linked_elsewhere", account, person: holder });
  const known = await isKnown(driver, group, account);
  if (!known.ok) return known;
  const proof = await proofOf(work, request.person, account, (name) => driver.nameOf(name));
  if (!proof.ok) return proof;
  const link = linkOf(at, request, group.connection);
  return ok({ ...link, after: account, entry: "linked", rule, facts: proof.value });
}

export async function changeOfUnlink(
  at: Considering,
  request: Request<"unlink">,
  asker: Person,
): Promise<Result<RegisterChange, Refusal>> {
  const ground = await groundOf(at, request, asker);
  if (!ground.ok) return ground;
  const { group, rule } = ground.value;
  const link = linkOf(at, request, group.connection);
  if (link.before === null)
    return faulty({ kind: "not_linked", person: request.person, connection: group.connection });
  return ok({ ...link, after: null, entry: "unlinked", rule, facts: {} });
}

function linkOf(
  { work }: Considering,
  { person, reason }: Request<"link" | "unlink">,
  connection: string,
): Pick<RegisterChange, "subject" | "kind" | "key" | "before" | "inFile" | "reason"> {
  const { register } = work;
  const key = linkKey(person, connection);
  const before = register.links.get(person)?.get(connection) ?? null;
  return {
    subject: { what: "link", person, connection },
    kind: "link",
    key,
    before,
    inFile: inFile(register, "link", key, before),
    reason,
  };
}

interface Ground {
  readonly group: Group;
  readonly driver: VendorDriver;
  readonly rule: string;
}

/** Whether this person may change that person's link at all. */
async function groundOf(
  at: Considering,
  request: Request<"link" | "unlink">,
  asker: Person,
): Promise<Result<Ground, Refusal>> {
  const { work, ask } = at;
  const { register, drivers } = work;
  const group = groupOf(at, request.group);
  if (!group.ok) return group;
  const { alias, connection } = group.value;
  // Who somebody is counts in all groups of a connection, so it takes the right in each of them.
  const rule = mayChange(at, asker, "link", [...new Set([alias, ...groupsAt(work, connection)])]);
  if (!rule.ok) return rule;
  const { person } = request;
  if (samePeople(work, asker.id).includes(person)) return faulty({ kind: "own_link" });
  if (register.policy.protectPeople.includes(person)) return faulty({ kind: "protected_person", person });
  const found = await work.people.find(ask.team, person, CLEARING_MAX_AGE_MS);
  if (!found.ok && found.failure.kind === "unreachable")
    return fail({ kind: "slack_unreachable", detail: found.failure.detail });
  // Of somebody whom Slack has forgotten a link can still be ended.
  if (!found.ok && request.kind === "link") return faulty({ kind: "no_such_person", person });
  const theirs = found.ok ? found.value.grants.map(({ role }) => role) : [];
  const mine = asker.grants.map(({ role }) => role);
  if (!outranks({ person: asker.id, roles: mine }, { person, roles: theirs }))
    return faulty({ kind: "outranked", person });
  const driver = drivers.get(connection);
  if (!driver) return fail({ kind: "unknown_group", typed: alias, known: [...register.groups.keys()] });
  return ok({ group: group.value, driver, rule: rule.value });
}

/** The group tells the connection. Where there is one connection only, nobody has to name a group. */
function groupOf({ work, ask }: Considering, word: GroupWord | null): Result<Group, Refusal> {
  const { register } = work;
  const group = resolveGroup(register, word, ask.channel);
  if (group.ok || word !== null) return group;
  const groups = [...register.groups.values()];
  const [first] = groups;
  const isOnlyOne = groups.every(({ connection }) => connection === first?.connection);
  return first && isOnlyOne ? ok(first) : group;
}

/** Somebody else who is linked to an account; null when nobody is. */
function holderOf(
  { register }: Pick<Casework, "register">,
  connection: string,
  driver: VendorDriver,
  account: string,
  person: string,
): string | null {
  for (const [other, accounts] of register.links) {
    const theirs = accounts.get(connection);
    // As everywhere that it is asked whose account it is: one too many found out harms nobody.
    const isSame = theirs !== undefined && driver.nameOf(theirs).toLowerCase() === account.toLowerCase();
    if (isSame && other !== person) return other;
  }
  return null;
}

/** Whether the chat service has the account, where it can tell. */
async function isKnown(driver: VendorDriver, group: Group, account: string): Promise<Result<null, Refusal>> {
  const described = await driver.describe(group);
  if (!described.ok) return fail({ kind: "vendor", failure: described.failure });
  const states = await driver.states(described.value, [account], ["standing", "existence"]);
  if (!states.ok) return fail({ kind: "vendor", failure: states.failure });
  return states.value.some(({ exists }) => exists === false)
    ? faulty({ kind: "no_such_account", account, connection: group.connection })
    : ok(null);
}
