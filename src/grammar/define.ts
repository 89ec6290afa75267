import type { AccountWord, CommandRequest, GroupWord, TimeWord } from "../cases/request.ts";

/** What a command takes, declared; usage, help, completion and the manifest are all derived from it. */
export interface Takes {
  /** Accounts come first: exactly one, or one and more. */
  readonly accounts?: "one" | "several";
  /** A group may be named; otherwise the channel's own counts. */
  readonly group?: true;
  /** How long. Always required where it is taken: an absent time never means "for ever". */
  readonly time?: true;
  /** A case number such as `1042` or `#1042`. */
  readonly case?: true;
  /** The name of a command, optional (for help). */
  readonly command?: true;
  readonly reason?: true;
  readonly flags?: readonly Flag[];
}

export type Flag = "silent" | "dry-run";

/** What the parser found, already of the right shape for what the command takes. */
export interface Args {
  readonly accounts: readonly AccountWord[];
  readonly group: GroupWord | null;
  readonly time: TimeWord | null;
  readonly case: number | null;
  readonly command: string | null;
  readonly reason: string | null;
  readonly flags: ReadonlySet<Flag>;
}

/**
 * A slash command: a declaration and a pure function from arguments to what is asked. It never sees a clock,
 * a database, Slack or a vendor, so no command can do anything that the one road does not check.
 */
export interface CommandSpec {
  /** What is typed after the slash, and after `/mod `. */
  readonly name: string;
  /** One line for help and for Slack's own list of commands. */
  readonly summary: string;
  readonly takes: Takes;
  /** At least one, without the slash name: `@tommy 10m spam`. */
  readonly examples: readonly string[];
  readonly request: (args: Args) => CommandRequest;
}

export function defineCommand(spec: CommandSpec): CommandSpec {
  return Object.freeze(spec);
}
