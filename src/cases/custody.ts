import { decide, type Denial } from "../policy/decide.ts";
import type { Person } from "../policy/person.ts";
import { fail, ok, type Result } from "../result.ts";
import type { Custody } from "../words.ts";
import type { Considering } from "./considering.ts";
import type { Refusal } from "./notice.ts";

/** What no rule that lists groups lists. */
const ALL_GROUPS = "*";

/**
 * The rule that lets somebody hand out or remove what stands in the record. Of a group by its alias; null: of all groups
 * and of what belongs to none, which takes a rule for all groups, and none that forbids it for one of them.
 */
export function mayKeep(
  { work, ask }: Considering,
  person: Person,
  right: Custody,
  group: string | null,
): Result<string, Refusal & { readonly kind: "denied" }> {
  const { policy, groups } = work.register;
  const wishFor = (alias: string) =>
    ({ right, group: alias, accounts: 1, lasts: null, channel: ask.channel, recent: 0 }) as const;
  const asked =
    group === null ? [ALL_GROUPS, ...new Set([...groups.values()].map(({ alias }) => alias))] : [group];
  const rules: string[] = [];
  for (const alias of asked) {
    const decision = decide(policy, person, wishFor(alias));
    if (!decision.allowed) return fail({ kind: "denied", denial: shown(decision.denial) });
    rules.push(decision.rule.id);
  }
  return ok(rules[0] ?? "");
}

function shown(denial: Denial): Denial {
  const isAboutAll = "group" in denial && denial.group === ALL_GROUPS;
  return isAboutAll ? { ...denial, group: null } : denial;
}
