import type { CommandRequest } from "./request.ts";
import { fail, ok, type Result } from "../result.ts";
import { refusalText } from "../texts/grammar.ts";
import { NO_ARGS, readArgs } from "./args.ts";
import type { Catalog, CommandSpec } from "./define.ts";
import { lex, type Word } from "./lex.ts";
import { specAt, verbAt, type SlackNames } from "./names.ts";
import { asWords } from "./print.ts";
import type { Problem } from "./problem.ts";
import { asShown, usage } from "./usage.ts";

export interface ParseContext {
  readonly catalog: Catalog;
  /** Names of the configured groups. */
  readonly aliases: readonly string[];
  readonly names: SlackNames;
}

export interface Parsed {
  readonly spec: CommandSpec;
  readonly request: CommandRequest;
  /** The command as it was understood: `mute tommy, jared in lobby for 10m — reason: spam`. */
  readonly words: string;
}

/** A command that was not understood as a whole, so that nothing of it is done. */
export interface Refusal {
  readonly kind: Problem["kind"];
  /** The part of the text at fault, as it was typed; null when something is missing. */
  readonly token: string | null;
  /** The complete answer for the person. Plain text with foreign parts: to be escaped where it is rendered. */
  readonly text: string;
}

/** Reads a slash command as Slack delivers it. Never throws, whatever the text. */
export function parse(
  input: { readonly command: string; readonly text: string },
  context: ParseContext,
): Result<Parsed, Refusal> {
  const { catalog, names } = context;
  const spec = specAt(input.command, catalog, names);
  if (!spec) return refused({ kind: "unknown_command", token: input.command, nearest: null }, spec, "");
  const lexed = lex(input.text);
  if (!lexed.ok) return refused(lexed.failure, spec, input.command);
  if (!spec.umbrella) return parseVerb(spec, input.command, lexed.value, context);

  const [first, ...rest] = lexed.value;
  if (!first) return understood(spec, spec.request(NO_ARGS));
  if (asksHelp(lexed.value)) return understood(spec, { kind: "help", verb: null });
  const verb = verbAt(first.typed, catalog);
  if (!verb.ok) return refused(verb.failure, spec, input.command);
  return parseVerb(verb.value, `${input.command} ${verb.value.name}`, rest, context);
}

function parseVerb(
  spec: CommandSpec,
  typedName: string,
  words: readonly Word[],
  context: ParseContext,
): Result<Parsed, Refusal> {
  if (asksHelp(words)) return understood(spec, { kind: "help", verb: spec.name });
  if (spec.takes.about) return parseAbout(spec, typedName, words, context);
  const args = readArgs(spec, words, context);
  return args.ok ? understood(spec, spec.request(args.value)) : refused(args.failure, spec, typedName);
}

/** A command about a command: the other one is read as if it had been typed itself. */
function parseAbout(
  spec: CommandSpec,
  typedName: string,
  [first, ...rest]: readonly Word[],
  context: ParseContext,
): Result<Parsed, Refusal> {
  if (!first) return refused({ kind: "empty", token: null }, spec, typedName);
  const verb = verbAt(first.typed, context.catalog);
  if (!verb.ok) return refused(verb.failure, spec, typedName);
  const asked = parseVerb(verb.value, `${typedName} ${verb.value.name}`, rest, context);
  if (!asked.ok) return asked;
  const { request, words } = asked.value;
  if (request.kind !== "act") return refused({ kind: "not_an_act", token: first.typed }, spec, typedName);
  return understood(spec, spec.request({ ...NO_ARGS, about: { request, words } }));
}

function asksHelp(words: readonly Word[]): boolean {
  const [only] = words;
  return words.length === 1 && only !== undefined && /^(?:--|[\u2013-\u2015])?help$/i.test(only.typed);
}

function understood(spec: CommandSpec, request: CommandRequest): Result<Parsed, Refusal> {
  return ok({ spec, request, words: asWords(request) });
}

function refused(
  problem: Problem,
  spec: CommandSpec | undefined,
  typedName: string,
): Result<Parsed, Refusal> {
  const help = spec && {
    takes: spec.takes,
    usage: usage(spec, typedName),
    example: `${typedName} ${asShown(spec.examples[0] ?? "")}`.trimEnd(),
  };
  return fail({ kind: problem.kind, token: problem.token, text: refusalText(problem, help) });
}
