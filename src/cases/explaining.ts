import type { ActRequest } from "../grammar/request.ts";
import { decide, type Wish } from "../policy/decide.ts";
import type { Person } from "../policy/person.ts";
import { reach } from "../policy/reach.ts";
import type { Policy, Rule } from "../policy/rules.ts";
import { fail, ok, type Result } from "../result.ts";
import { RIGHTS, ROLES, type Role } from "../words.ts";
import { intentOf } from "./acting.ts";
import type { Ask } from "./ask.ts";
import { authorityOf, recentActs } from "./authority.ts";
import type { Casework } from "./casework.ts";
import { ASKED_MAX_AGE_MS, wishOf, type Intent } from "./considering.ts";
import type { BarredAccount, Notice, Refusal } from "./notice.ts";
import { actsOfOthers } from "./overlap.ts";
import { resolveGroup } from "./resolve.ts";

/** Answers about rights: what somebody is, may, and what the rules say. The same decisions as on the road itself. */

/** Whether a command would run, by which rule, and who else could; nothing of it is done, and no vendor is asked. */
export async function can(
  work: Casework,
  ask: Ask,
  { request, words }: { readonly request: ActRequest; readonly words: string },
  person: Person,
): Promise<Result<Notice, Refusal>> {
  const { policy } = work.register;
  const group = resolveGroup(work.register, request.group, ask.channel);
  if (!group.ok) return group;
  const intent = intentOf({ work, ask }, request, group.value, person);
  if (!intent.ok) return intent;
  const { askedAt, channel } = ask;
  const about = { ...intent.value, verb: request.verb, askedAt, channel };
  const wish = wishOf(about, await recentActs(work, person));
  const decision = decide(policy, person, wish);
  const barred = decision.allowed ? await outOfReach(work, person, decision.rule, intent.value) : ok([]);
  if (!barred.ok) return barred;
  return ok({
    kind: "can",
    words,
    group: group.value.alias,
    policy: policy.version,
    decision,
    barred: barred.value,
    recent: decision.allowed ? await actsOfOthers({ work, ask }, intent.value, null) : [],
    accounts: intent.value.accounts.length,
    others: rolesThatMay(policy, wish),
    approvers: policy.approvals?.by ?? [],
  });
}

/** The accounts that the configuration and the ranks of people keep out of reach; the group itself is not asked. */
async function outOfReach(
  work: Casework,
  person: Person,
  rule: Rule,
  { request, group, accounts }: Intent,
): Promise<Result<readonly BarredAccount[], Refusal>> {
  const reached = { verb: request.verb, connection: group.connection, accounts };
  const authority = await authorityOf(work, person, rule, reached, ASKED_MAX_AGE_MS);
  if (!authority.ok) return fail({ kind: "slack_unreachable", detail: authority.failure });
  const unread = { standing: "unlisted", exists: null, mutedUntil: null, bannedUntil: null } as const;
  return ok(
    accounts.flatMap((account) => {
      const why = reach(authority.value, { account, ...unread });
      return why === null ? [] : [{ account, why }];
    }),
  );
}

/** Roles that could do it without asking anybody. */
function rolesThatMay(policy: Policy, wish: Wish): readonly Role[] {
  return ROLES.filter((role) => {
    const somebody = { team: "", id: "", name: "", zone: "UTC", bar: null, grants: [{ role, from: "" }] };
    const decision = decide(policy, somebody, { ...wish, recent: 0 });
    return decision.allowed && decision.approval === null;
  });
}

/** Anybody may ask who they are to Bailiff: their own roles, where each comes from, and what these allow. */
export function whoami(
  { register }: Pick<Casework, "register">,
  { channel }: Pick<Ask, "channel">,
  person: Person,
): Notice & { readonly kind: "whoami" } {
  const probe = { group: null, accounts: 1, lasts: null, channel, recent: 0 } as const;
  const decisions = RIGHTS.map((right) => ({
    right,
    decision: decide(register.policy, person, { right, ...probe }),
  }));
  const rights = decisions.filter(({ decision }) => decision.allowed).map(({ right }) => right);
  const refused = decisions.find(({ decision }) => !decision.allowed)?.decision;
  const denial = rights.length === 0 && refused && !refused.allowed ? refused.denial : null;
  return { kind: "whoami", person: person.id, grants: person.grants, denial, rights };
}

/** The rules in force, for everybody who has a role: what one may not do is no secret among those who moderate. */
export function rules({ register }: Casework, person: Person): Result<Notice, Refusal> {
  const mine = [...new Set(person.grants.map(({ role }) => role))];
  if (person.bar !== null || mine.length === 0) {
    const denial = person.bar
      ? ({ kind: "barred", bar: person.bar } as const)
      : ({ kind: "no_role" } as const);
    return { ok: false, failure: { kind: "denied", denial } };
  }
  return ok({ kind: "rules", policy: register.policy, mine });
}
