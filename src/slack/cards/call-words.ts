import type { CallTarget } from "../../alerts/port.ts";
import { amountOf } from "../../texts/amount.ts";

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

/**
 * The same where nobody is to be called yet: Slack notifies whomever a message mentions when it is posted, which would
 * be the escalation itself. A channel's name calls nobody.
 */
export function calledLater(targets: readonly CallTarget[]): string {
  const count = (kind: string, one: string, many: string): readonly string[] => {
    const found = targets.filter((target) => target.startsWith(`${kind}:`)).length;
    return found === 0 ? [] : [amountOf(found, one, many)];
  };
  const channels = targets.filter((target) => target.startsWith("channel:"));
  return [
    ...count("usergroup", "user group", "user groups"),
    ...count("person", "person", "people"),
    ...channels.map(mentionOf),
  ].join(", ");
}
