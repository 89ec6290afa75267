import type { ChangeRequest } from "../grammar/request.ts";
import type { Person } from "../policy/person.ts";
import { fail, ok, type Result } from "../result.ts";
import { faulty, inFile, mayChange } from "./change-rights.ts";
import type { Considering } from "./considering.ts";
import type { Refusal } from "./notice.ts";
import type { RegisterChange } from "./register-change.ts";
import { resolveGroup } from "./resolve.ts";

type Request<K extends ChangeRequest["kind"]> = ChangeRequest & { readonly kind: K };

export async function changeOfBind(
  at: Considering,
  request: Request<"bind">,
  asker: Person,
): Promise<Result<RegisterChange, Refusal>> {
  const { work, ask } = at;
  const { register } = work;
  const { channel } = request;
  const group = resolveGroup(register, request.group, ask.channel);
  if (!group.ok) return group;
  const { alias } = group.value;
  // A group of which only the id is known has no name that could stand in the register.
  if (!register.groups.has(alias))
    return fail({ kind: "unknown_group", typed: alias, known: [...register.groups.keys()] });
  const binding = bindingOf(at, channel);
  // It takes the channel away from the group that it has now.
  const rule = mayChange(at, asker, "bind", binding.before === null ? [alias] : [alias, binding.before]);
  if (!rule.ok) return rule;
  const hidden = await whyNotSeen(at, channel);
  if (hidden) return fail(hidden);
  return ok({ ...binding, after: alias, entry: "bound", rule: rule.value });
}

export function changeOfUnbind(
  at: Considering,
  { channel }: Request<"unbind">,
  asker: Person,
): Result<RegisterChange, Refusal> {
  const binding = bindingOf(at, channel);
  if (binding.before === null) return faulty({ kind: "not_bound", channel });
  const rule = mayChange(at, asker, "bind", [binding.before]);
  if (!rule.ok) return rule;
  return ok({ ...binding, after: null, entry: "unbound", rule: rule.value });
}

function bindingOf({ work }: Considering, channel: string): Omit<RegisterChange, "after" | "entry" | "rule"> {
  const { register } = work;
  const before = register.channels.get(channel)?.group ?? null;
  return {
    subject: { what: "bind", channel },
    kind: "bind",
    key: channel,
    before,
    inFile: inFile(register, "bind", channel, before),
    reason: null,
    facts: {},
  };
}

/** Results are to be posted there, so the bot must see it, and nobody of another organisation may. */
async function whyNotSeen({ work }: Considering, channel: string): Promise<Refusal | null> {
  // A conversation of two is nobody's place of work, and looking at it needs a scope of its own.
  if (channel.startsWith("D")) return { kind: "register", why: { kind: "hidden_channel", channel } };
  const reach = await work.channels.reach(channel);
  switch (reach) {
    case "internal":
      return null;
    case "shared":
      return work.register.channels.get(channel)?.shared
        ? null
        : { kind: "register", why: { kind: "shared_channel", channel } };
    case "unknown":
      return { kind: "register", why: { kind: "hidden_channel", channel } };
    case "unreachable":
      return { kind: "slack_unreachable", detail: "whether that channel is shared" };
    default:
      return reach satisfies never;
  }
}
