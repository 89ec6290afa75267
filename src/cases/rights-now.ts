import { decide } from "../policy/decide.ts";
import type { Person } from "../policy/person.ts";
import type { Authority } from "../policy/reach.ts";
import type { Rule } from "../policy/rules.ts";
import { authorityOf } from "./authority.ts";
import { isStillBacked } from "./clearance.ts";
import { wishOf } from "./considering.ts";
import { liftRule } from "./lifting.ts";
import type { Pass } from "./pass.ts";

/**
 * How old Slack's word may be when a case is carried out, in milliseconds: about the person it is asked anew, but for
 * what was heard this moment; about user groups it may be a little older, because Slack answers about 20 questions on
 * those a minute (usergroups.users.list is Tier 2; docs.slack.dev, rate limits), and events tell of changes.
 */
const EXECUTED_MAX_AGE_MS = 1_000;
const EXECUTED_GROUPS_MAX_AGE_MS = 20_000;

/** Whether the asker of a case, and whoever approved it, may still do it. */
export type RightsNow =
  | { readonly kind: "held"; readonly authority: Authority }
  | { readonly kind: "lost" }
  /** Slack could not be asked, so nobody knows. `detail`: what went wrong. */
  | { readonly kind: "unread"; readonly detail: string };

const LOST: RightsNow = { kind: "lost" };

/** Rights are checked again now: they may have been lost since the case was asked for, or since it was approved. */
export async function rightsNow(pass: Pass): Promise<RightsNow> {
  const { work, kase } = pass;
  if (kase.lifts !== null) return reachNow(pass, null, liftRule(kase.lifts));
  const { team, person: asker } = kase.actor;
  const person = await work.people.find(team, asker, EXECUTED_MAX_AGE_MS, EXECUTED_GROUPS_MAX_AGE_MS);
  if (!person.ok) return person.failure.kind === "unreachable" ? unread(person.failure.detail) : LOST;
  const decision = decide(work.register.policy, person.value, wishOf(kase));
  if (!decision.allowed) return LOST;
  const backed = await isStillBacked(work, kase, decision.approval !== null);
  if (!backed.ok) return unread(backed.failure);
  return backed.value ? reachNow(pass, person.value, decision.rule) : LOST;
}

async function reachNow({ work, kase }: Pass, person: Person | null, rule: Rule): Promise<RightsNow> {
  const { verb, accounts } = kase;
  const reached = { verb, connection: kase.group.connection, accounts };
  const authority = await authorityOf(work, person, rule, reached, EXECUTED_GROUPS_MAX_AGE_MS);
  return authority.ok ? { kind: "held", authority: authority.value } : unread(authority.failure);
}

function unread(detail: string): RightsNow {
  return { kind: "unread", detail };
}
