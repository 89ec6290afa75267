import { decide } from "../policy/decide.ts";
import type { Person } from "../policy/person.ts";
import { fail, ok, type Result } from "../result.ts";
import type { Change } from "../words.ts";
import type { Casework, Register } from "./casework.ts";
import type { Considering } from "./considering.ts";
import type { Refusal } from "./notice.ts";
import type { RegisterFault, StandingChange } from "./register-change.ts";

/** The rule that allows a change, which must be allowed in every group that it concerns; the first of them names it. */
export function mayChange(
  { work, ask }: Considering,
  person: Person,
  right: Change,
  groups: readonly string[],
): Result<string, Refusal> {
  const rules: string[] = [];
  for (const group of groups) {
    const wish = { right, group, accounts: 1, lasts: null, channel: ask.channel, recent: 0 };
    const decision = decide(work.register.policy, person, wish);
    if (!decision.allowed) return fail({ kind: "denied", denial: decision.denial });
    rules.push(decision.rule.id);
  }
  const [rule] = rules;
  if (rule === undefined) throw new Error("a change that concerns no group was asked about");
  return ok(rule);
}

/** What the file says in a place, whatever was set over it. */
export function inFile(
  { changes }: Pick<Register, "changes">,
  kind: StandingChange["kind"],
  key: string,
  now: string | null,
): string | null {
  const set = changes.find((change) => change.kind === kind && change.key === key);
  return set ? set.inFile : now;
}

export function faulty(why: RegisterFault): { readonly ok: false; readonly failure: Refusal } {
  return fail({ kind: "register", why });
}

/** Aliases of the configured groups of a connection. */
export function groupsAt({ register }: Pick<Casework, "register">, connection: string): readonly string[] {
  const groups = [...register.groups.values()].filter((group) => group.connection === connection);
  return [...new Set(groups.map(({ alias }) => alias))];
}
