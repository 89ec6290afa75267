import { isNear } from "../grammar/near.ts";
import type { ChangeRequest } from "../grammar/request.ts";
import type { Person } from "../policy/person.ts";
import { fail, ok, type Result } from "../result.ts";
import { faulty, mayChange } from "./change-rights.ts";
import type { Considering } from "./considering.ts";
import type { Refusal } from "./notice.ts";
import type { RegisterChange } from "./register-change.ts";
import { resolveGroup } from "./resolve.ts";

type Request<K extends ChangeRequest["kind"]> = ChangeRequest & { readonly kind: K };

/** Another name for a group. Decisions and records go on calling the group by its alias in the configuration. */
export function changeOfAlias(
  at: Considering,
  { name, group: word }: Request<"alias">,
  asker: Person,
): Result<RegisterChange, Refusal> {
  const { work, ask } = at;
  const { register } = work;
  const group = resolveGroup(register, word, ask.channel);
  if (!group.ok) return group;
  const { alias } = group.value;
  if (!register.groups.has(alias))
    return fail({ kind: "unknown_group", typed: alias, known: [...register.groups.keys()] });
  const rule = mayChange(at, asker, "alias", [alias]);
  if (!rule.ok) return rule;
  const change = { ...nameOf(name), after: alias, entry: "aliased", rule: rule.value } as const;
  for (const [other, { alias: theirs }] of register.groups) {
    const isSame = other.toLowerCase() === name.toLowerCase();
    if (isSame && theirs === alias && other !== alias) return ok({ ...change, before: alias });
    if (isSame) return faulty({ kind: "name_in_use", name: other, group: theirs });
    if (theirs !== alias && (isNear(name, other) || isNear(other, name)))
      return faulty({ kind: "name_too_near", name, near: other, group: theirs });
  }
  // One whose group is no longer configured stands in the register, but means nothing.
  const set = register.changes.find(({ kind, key }) => kind === "alias" && key === name);
  return ok({ ...change, before: set?.value ?? null });
}

export function changeOfUnalias(
  at: Considering,
  { name }: Request<"unalias">,
  asker: Person,
): Result<RegisterChange, Refusal> {
  const { register } = at.work;
  const names = register.changes.filter(({ kind }) => kind === "alias");
  const set = names.find(({ key }) => key === name);
  if (!set || set.value === null) {
    if (register.groups.has(name)) return faulty({ kind: "own_name", name });
    return faulty({ kind: "no_such_name", name, known: names.map(({ key }) => key) });
  }
  const rule = mayChange(at, asker, "alias", [set.value]);
  if (!rule.ok) return rule;
  return ok({ ...nameOf(name), before: set.value, after: null, entry: "unaliased", rule: rule.value });
}

function nameOf(
  name: string,
): Pick<RegisterChange, "subject" | "kind" | "key" | "inFile" | "reason" | "facts"> {
  // What the file calls a group is no name that was given at run time, so here the file says nothing.
  return {
    subject: { what: "alias", name },
    kind: "alias",
    key: name,
    inFile: null,
    reason: null,
    facts: {},
  };
}
