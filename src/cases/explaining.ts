import type { ActRequest } from "../grammar/request.ts";
import { decide, type Wish } from "../policy/decide.ts";
import type { Person } from "../policy/person.ts";
import type { Policy } from "../policy/rules.ts";
import { ok, type Result } from "../result.ts";
import { RIGHTS, ROLES, type Role } from "../words.ts";
import { intentOf } from "./acting.ts";
import type { Ask } from "./ask.ts";
import { recentActs } from "./authority.ts";
import type { Casework } from "./casework.ts";
import { wishOf } from "./considering.ts";
import type { Notice, Refusal } from "./notice.ts";
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
  return ok({
    kind: "can",
    words,
    group: group.value.alias,
    policy: policy.version,
    decision: decide(policy, person, wish),
    others: rolesThatMay(policy, wish),
    approvers: policy.approvals?.by ?? [],
  });
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
export function whoami({ register }: Casework, { channel }: Ask, person: Person): Notice {
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
