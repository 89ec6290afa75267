import type { CommandSpec } from "./define.ts";

/** What follows the slash name: `<accounts> [group] <time> [reason] [--dry-run]`; `<…>` must be there, `[…]` may. */
export function usageHint({ takes, umbrella }: CommandSpec): string {
  if (umbrella) return "<command> …";
  const parts: string[] = [];
  if (takes.accounts) parts.push(takes.accounts === "one" ? "<account>" : "<accounts>");
  if (takes.group) parts.push("[group]");
  if (takes.time) parts.push("<time>");
  if (takes.case) parts.push("<number>");
  if (takes.page) parts.push("[page]");
  if (takes.command) parts.push("[command]");
  if (takes.about) parts.push("<command> …");
  if (takes.reason) parts.push("[reason]");
  for (const flag of takes.flags ?? []) parts.push(`[--${flag}]`);
  return parts.join(" ");
}

/** The usage line, under the name by which the command is typed. */
export function usage(spec: CommandSpec, typedName: string): string {
  return `${typedName} ${usageHint(spec)}`.trimEnd();
}
