import type { CommandSpec } from "./define.ts";

/** What follows the slash name: `<accounts> [group] <time> [reason] [--dry-run]`; `<…>` must be there, `[…]` may. */
export function usageHint({ takes, umbrella }: CommandSpec): string {
  if (umbrella) return "[command] …";
  const parts: string[] = [];
  if (takes.person) parts.push(takes.person === "required" ? "<@person>" : "[@person]");
  if (takes.channel) parts.push("<#channel>");
  if (takes.name) parts.push("<name>");
  if (takes.accounts) parts.push(takes.accounts === "several" ? "<accounts>" : "<account>");
  if (takes.group) parts.push(takes.group === "required" ? "<group>" : "[group]");
  if (takes.time) parts.push("<time>");
  if (takes.case) parts.push("<number>");
  if (takes.entry) parts.push("<entry>");
  if (takes.page) parts.push("[page]");
  if (takes.search)
    parts.push("[account|@person]", "[group]", "[verb]", "[by @person]", "[since …]", "[before <number>]");
  if (takes.since) parts.push("[since …]");
  if (takes.text) parts.push("<text>");
  if (takes.command) parts.push("[command]");
  if (takes.about) parts.push("<command> …");
  if (takes.reason) parts.push("[reason]");
  for (const flag of takes.flags ?? []) parts.push(`[--${flag}]`);
  return parts.join(" ");
}

/** An example as a person types it: Slack makes `<@U1|mel>` of `@mel`. */
export function asShown(example: string): string {
  return example.replaceAll(/<([@#])[A-Z0-9]+\|([^<>]*)>/g, "$1$2");
}

/** The usage line, under the name by which the command is typed. */
export function usage(spec: CommandSpec, typedName: string): string {
  return `${typedName} ${usageHint(spec)}`.trimEnd();
}
