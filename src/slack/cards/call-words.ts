import type { CallTarget } from "../../alerts/port.ts";

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
