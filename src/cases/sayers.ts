import type { Instant } from "../clock.ts";
import type { Sayer } from "../policy/approval.ts";
import { decide, lastsFrom } from "../policy/decide.ts";
import type { Person } from "../policy/person.ts";
import { fail, ok, type Result } from "../result.ts";
import type { End, Verb } from "../words.ts";
import { samePeople } from "./authority.ts";
import type { Casework } from "./casework.ts";

/** How old Slack's word may be about people who clear an act, in milliseconds: one answer for presses of a moment. */
export const CLEARING_MAX_AGE_MS = 1_000;

/** The act that people speak about, as far as their rights to it go. */
export interface ActInQuestion {
  readonly verb: Verb;
  readonly group: { readonly alias: string; readonly connection: string };
  readonly accounts: readonly string[];
  readonly until: End | null;
  readonly askedAt: Instant;
  readonly channel: string;
}

/** What somebody may say to an act, by their roles and the rules of this moment. */
export function sayerOf({ register }: Pick<Casework, "register">, person: Person, act: ActInQuestion): Sayer {
  const { policy } = register;
  const holds = (roles: readonly string[] = []): boolean =>
    person.bar === null && person.grants.some(({ role }) => roles.includes(role));
  const same = samePeople({ register }, person.id);
  const targets = new Set(act.accounts.map((account) => account.toLowerCase()));
  const isTarget = same.some((one) => {
    const account = register.links.get(one)?.get(act.group.connection);
    return account !== undefined && targets.has(account.toLowerCase());
  });
  return {
    team: person.team,
    person: person.id,
    same,
    isTarget,
    mayApprove: holds(policy.approvals?.by) && mightDo({ register }, person, act),
    mayBreakGlass: holds(policy.approvals?.breakGlass),
  };
}

/** Nobody approves what is beyond their own limits: two people with a small rule do not make a wide one. */
function mightDo({ register }: Pick<Casework, "register">, person: Person, act: ActInQuestion): boolean {
  const decision = decide(register.policy, person, {
    right: act.verb,
    group: act.group.alias,
    accounts: act.accounts.length,
    lasts: lastsFrom(act.askedAt, act.until),
    channel: act.channel,
    recent: 0,
  });
  return decision.allowed && decision.approval?.kind !== "over_limit";
}

/** Those of these people whom Slack knows now. A failure, in words, when it cannot be asked about one of them. */
export async function sayersNow(
  work: Pick<Casework, "register" | "people">,
  team: string,
  people: readonly string[],
  act: ActInQuestion,
): Promise<Result<ReadonlyMap<string, Sayer>, string>> {
  const sayers = new Map<string, Sayer>();
  for (const id of new Set(people)) {
    const person = await work.people.find(team, id, CLEARING_MAX_AGE_MS);
    if (person.ok) sayers.set(id, sayerOf(work, person.value, act));
    else if (person.failure.kind === "unreachable") return fail(person.failure.detail);
  }
  return ok(sayers);
}
