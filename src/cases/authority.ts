import type { Instant } from "../clock.ts";
import type { Person } from "../policy/person.ts";
import type { Authority, Holder } from "../policy/reach.ts";
import type { Rule } from "../policy/rules.ts";
import { fail, ok, type Result } from "../result.ts";
import type { Verb } from "../words.ts";
import type { Casework } from "./casework.ts";

/** How far back a rule's `perHour` counts, in milliseconds. */
const HOUR_MS = 3_600_000;

/** What an act is about, as far as single targets are concerned. */
export interface Reached {
  readonly verb: Verb;
  readonly connection: string;
  readonly accounts: readonly string[];
}

/**
 * Looks up whose accounts are among the targets, and their roles, not older than `maxAgeMs` milliseconds. When Slack
 * cannot say, nobody can tell who outranks whom, so it is a failure. `actor` null: nobody asks but the clock.
 */
export async function authorityOf(
  { register, people }: Pick<Casework, "register" | "people">,
  actor: Person | null,
  rule: Rule,
  { verb, connection, accounts }: Reached,
  maxAgeMs: number,
): Promise<Result<Authority, string>> {
  // Nobody's protection keeps a ban from ending.
  if (actor === null)
    return ok({ policy: { protect: [], protectPeople: [] }, rule, verb, actor, holders: new Map() });
  const wanted = new Set(accounts.map((account) => account.toLowerCase()));
  const holders = new Map<string, Holder[]>();
  for (const [person, accountsOf] of register.links) {
    const account = accountsOf.get(connection)?.toLowerCase();
    if (account === undefined || !wanted.has(account)) continue;
    const found = await people.find(actor.team, person, maxAgeMs);
    if (!found.ok && found.failure.kind === "unreachable") return fail(found.failure.detail);
    const roles = found.ok ? found.value.grants.map(({ role }) => role) : [];
    holders.set(account, [...(holders.get(account) ?? []), { person, roles }]);
  }
  const roles = actor.grants.map(({ role }) => role);
  const same = samePeople({ register }, actor.id);
  return ok({ policy: register.policy, rule, verb, actor: { person: actor.id, roles, same }, holders });
}

/** The Slack people who are the same person, themselves among them: accounts join them, however many lie between. */
export function samePeople({ register }: Pick<Casework, "register">, person: string): readonly string[] {
  const people = new Set([person]);
  const accounts = new Set<string>();
  let known = -1;
  while (people.size + accounts.size > known) {
    known = people.size + accounts.size;
    for (const [other, theirs] of register.links) {
      const names = [...theirs].map(([connection, account]) => `${connection}:${account.toLowerCase()}`);
      if (!people.has(other) && !names.some((name) => accounts.has(name))) continue;
      people.add(other);
      for (const name of names) accounts.add(name);
    }
  }
  return [...people];
}

/** On how many accounts a person acted in the hour before, by whichever Slack account; 0 where no rule counts them. */
export async function recentActs(
  { register, ledger, clock }: Pick<Casework, "register" | "ledger" | "clock">,
  { team, id }: Pick<Person, "team" | "id">,
): Promise<number> {
  if (register.policy.rules.every(({ perHour }) => perHour === null)) return 0;
  return ledger.actsSince({ team, people: samePeople({ register }, id) }, hourBefore(clock.now()));
}

export function hourBefore(now: Instant): Instant {
  return now - HOUR_MS;
}
