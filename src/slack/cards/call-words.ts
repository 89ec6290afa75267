import type { CallTarget } from "../../alerts/port.ts";
import { amountOf } from "../../texts/amount.ts";
import { clean, code } from "../markup.ts";

/** `usergroup:S…`, `person:U…` and `channel:C…`, as mentions. What the configuration names has been checked. */
export function callWords(targets: readonly CallTarget[]): string {
  return targets.map(mentionOf).join(" ");
}

function mentionOf(target: CallTarget): string {
  const [kind, id = ""] = target.split(":", 2);
  if (!/^[A-Z0-9_]+$/.test(id)) return "";
  if (kind === "usergroup") return `<!subteam^${id}>`;
  return kind === "channel" ? `<#${id}>` : `<@${id}>`;
}

/** What those are called whom an alert may reach, as far as it is known. */
type Names = ReadonlyMap<CallTarget, string>;

/**
 * The same where nobody is to be called yet: Slack notifies whomever a message mentions when it is posted, which would
 * be the escalation itself. A channel's name calls nobody, nor does a name that is only text.
 */
export function calledLater(targets: readonly CallTarget[], names: Names): string {
  return wordsOf(targets, (target) => {
    if (target.startsWith("channel:")) return mentionOf(target);
    const name = names.get(target);
    return name === undefined ? null : code(name, 80);
  });
}

/** As plain text, for a menu. */
export function calledInWords(targets: readonly CallTarget[], names: Names): string {
  return wordsOf(targets, (target) => clean(names.get(target) ?? "").replaceAll(/[<>]/g, "") || null);
}

/** Those that can be shown one by one, in their order; of the others how many they are. */
function wordsOf(targets: readonly CallTarget[], show: (target: CallTarget) => string | null): string {
  const hidden = targets.filter((target) => show(target) === null);
  const count = (kind: string, one: string, many: string): readonly string[] => {
    const found = hidden.filter((target) => target.startsWith(`${kind}:`)).length;
    return found === 0 ? [] : [amountOf(found, one, many)];
  };
  return [
    ...targets.flatMap((target) => show(target) ?? []),
    ...count("usergroup", "user group", "user groups"),
    ...count("person", "person", "people"),
    ...count("channel", "channel", "channels"),
  ].join(", ");
}
