import type {
  AccountWord,
  ActRequest,
  CasesRequest,
  CommandRequest,
  GroupWord,
  SinceWord,
  TimeWord,
} from "./request.ts";

/** What a command takes, declared; usage, help, completion and the manifest are all derived from it. */
export interface Takes {
  /** A Slack person by mention, before everything else. */
  readonly person?: "required" | "optional";
  /** A Slack channel, before everything else. */
  readonly channel?: true;
  /** A name that a group is to have, or not any more; before everything else. */
  readonly name?: true;
  /** Accounts come first: exactly one, one and more, or one that is `named` and is not a Slack person. */
  readonly accounts?: "one" | "several" | "named";
  /** A group may be named, otherwise the channel's own counts; or it must be. */
  readonly group?: true | "required";
  /** How long. Always required where it is taken: an absent time never means "for ever". */
  readonly time?: true;
  /** A case number such as `1042` or `#1042`. */
  readonly case?: true;
  /** The number of an entry of the audit log, such as `184203`. */
  readonly entry?: true;
  /** Which page of a list, counted from 1; the first when not said. */
  readonly page?: true;
  /** Whom, where, what and since when, each optional and in any order: which cases to look for. */
  readonly search?: true;
  /** From when on; `since` before it may be left out. */
  readonly since?: true;
  /** All that is left, word for word: it must be there. */
  readonly text?: true;
  /** The name of a command, optional (for help). */
  readonly command?: true;
  /** All that follows is another command, which acts, and which is only asked about. */
  readonly about?: true;
  readonly reason?: true;
  readonly flags?: readonly Flag[];
}

export type Flag = "silent" | "dry-run" | "confirm";

/** What the parser found, already of the right shape for what the command takes. */
export interface Args {
  /** Id of a Slack person. */
  readonly person: string | null;
  /** Id of a Slack channel. */
  readonly channel: string | null;
  readonly name: string | null;
  /** Each account once; at least one where accounts are taken. */
  readonly accounts: readonly AccountWord[];
  readonly group: GroupWord | null;
  readonly time: TimeWord | null;
  readonly case: number | null;
  readonly entry: number | null;
  readonly page: number | null;
  readonly search: Omit<CasesRequest, "kind"> | null;
  readonly since: SinceWord | null;
  readonly text: string | null;
  readonly command: string | null;
  readonly about: { readonly request: ActRequest; readonly words: string } | null;
  readonly reason: string | null;
  /** As in `ActRequest`. */
  readonly doubtful: readonly string[];
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
  /** True: its first word names another command, and the rest of the text is that command's. There is one such. */
  readonly umbrella?: true;
  /** True: it has no slash name of its own and is typed after the umbrella's, as in `/mod whoami`. */
  readonly umbrellaOnly?: true;
}

/** For what the parser has promised: an argument that the command declares as one that must be there. */
export function required<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error("The parser let a missing argument through");
  return value;
}

/** All commands there are, read from `commands/` at start. */
export interface Catalog {
  readonly umbrella: CommandSpec;
  /** Every command but the umbrella, by name. */
  readonly verbs: ReadonlyMap<string, CommandSpec>;
}

export function defineCommand(spec: CommandSpec): CommandSpec {
  return Object.freeze(spec);
}
