import { fail, ok, type Result } from "../result.ts";
import type { Catalog, CommandSpec } from "./define.ts";
import { nearest } from "./near.ts";
import { asciiLower } from "./normalise.ts";
import type { Problem } from "./problem.ts";

/** Which slash names the app has in Slack. */
export interface SlackNames {
  /** `commands`: one name for each command, and the umbrella's. `umbrella`: only `/mod`. */
  readonly form: "commands" | "umbrella";
  /** Put before each command's name, as `x-` in `/x-mute`. The umbrella keeps its own, so that it always works. */
  readonly prefix: string;
  /** Also names which Slack is known to keep for itself. */
  readonly includeReserved: boolean;
}

/**
 * Names that Slack uses itself and refuses to an app: one of them makes Slack refuse the whole manifest with
 * `invalid_name`. `/me` and `/status` were seen refused (2026-09); the others stand on Slack's own list of
 * built-in commands and were not tried one by one. `/kick` and `/unmute` are on no list.
 */
const RESERVED: ReadonlySet<string> = new Set(
  (
    "away collapse dnd expand feed invite join leave me msg mute open pro remind remove " +
    "search shortcuts shrug status topic who"
  ).split(" "),
);

/** The name the command would have as a slash command of its own: `/mute`, or `/x-mute` with the prefix `x-`. */
export function ownName(spec: CommandSpec, names: Pick<SlackNames, "prefix">): string {
  return spec.umbrella ? `/${spec.name}` : `/${names.prefix}${spec.name}`;
}

export function isReserved(slashName: string): boolean {
  return RESERVED.has(slashName.slice(1));
}

/** Whether the command has its own name in Slack. */
export function hasOwnName(spec: CommandSpec, names: SlackNames): boolean {
  if (spec.umbrella) return true;
  if (spec.umbrellaOnly || names.form === "umbrella") return false;
  return names.includeReserved || !isReserved(ownName(spec, names));
}

/** What a person types to reach the command: its own name, or `/mod mute`. */
export function slashName(spec: CommandSpec, catalog: Catalog, names: SlackNames): string {
  return hasOwnName(spec, names) ? ownName(spec, names) : `/${catalog.umbrella.name} ${spec.name}`;
}

/** The command behind a slash name that Slack delivered, with the prefix or without. */
export function specAt(slash: string, catalog: Catalog, names: SlackNames): CommandSpec | undefined {
  const own = [catalog.umbrella, ...catalog.verbs.values()].filter((spec) => !spec.umbrellaOnly);
  return (
    own.find((spec) => slash === ownName(spec, names)) ??
    own.find((spec) => slash === `/${spec.name}` || slash === `/${names.prefix}${spec.name}`)
  );
}

/** The command a person named after the umbrella's. Phones make the first letter a capital. */
export function verbAt(typed: string, catalog: Catalog): Result<CommandSpec, Problem> {
  const name = asciiLower(typed).replace(/^\//, "");
  const spec = catalog.verbs.get(name);
  if (spec) return ok(spec);
  return fail({ kind: "unknown_command", token: typed, nearest: nearest(name, catalog.verbs.keys()) });
}
