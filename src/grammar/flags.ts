import { fail, ok, type Result } from "../result.ts";
import type { Flag, Takes } from "./define.ts";
import { literal, type Atom, type Word } from "./lex.ts";
import { nearest } from "./near.ts";
import type { Problem } from "./problem.ts";

export interface TakenFlags {
  readonly flags: ReadonlySet<Flag>;
  readonly reason: string | null;
  /** The words that are not flags, in order. */
  readonly rest: readonly Word[];
}

/** Takes the flags out, wherever they stand. Each may be given once. */
export function takeFlags(words: readonly Word[], takes: Takes): Result<TakenFlags, Problem> {
  const known = [...(takes.flags ?? []), ...(takes.reason ? (["reason"] as const) : [])];
  const flags = new Set<Flag>();
  const rest: Word[] = [];
  let reason: string | null = null;
  const left = words.values();
  for (const word of left) {
    if (!isFlag(word)) {
      rest.push(word);
      continue;
    }
    const { name, value } = split(word);
    const flag = known.find((one) => one === name);
    if (flag === undefined) return fail(unknownFlag(word.typed, name, known));
    if (flag === "reason") {
      if (reason !== null) return fail({ kind: "repeated_flag", token: word.typed });
      reason = value ?? valueOf(left.next().value);
      if (reason === null) return fail({ kind: "flag_value", token: word.typed, wanted: true });
      if (reason.trim() === "") return fail({ kind: "empty_reason", token: word.typed });
    } else {
      if (value !== null) return fail({ kind: "flag_value", token: word.typed, wanted: false });
      if (flags.has(flag)) return fail({ kind: "repeated_flag", token: word.typed });
      flags.add(flag);
    }
  }
  return ok({ flags, reason, rest });
}

function valueOf(next: Word | undefined): string | null {
  return next && !isFlag(next) ? literal(next) : null;
}

/**
 * A word that begins with a dash, of any kind a keyboard or a web page makes, and goes on: never a reason,
 * lest a mistyped `--dry-run` be carried out. A dash before a digit is left to be refused as a time.
 */
function isFlag(word: Word): boolean {
  return /^[\p{Pd}\u2212]+[^\d\p{Pd}\u2212]/u.test(word.typed);
}

/** The name after `--`, in lower case, and what follows `=`; a malformed flag keeps all of itself as its name. */
function split(word: Word): { readonly name: string; readonly value: string | null } {
  const [start, ...atoms] = word.atoms;
  // macOS and iOS make one dash of two hyphens.
  const typed = start.typed.replace(/^[\u2013-\u2015]/, "--");
  const [, name = word.typed, value] = /^--([^=]*)(?:=(.*))?/su.exec(typed) ?? [];
  if (value === undefined) return { name: atoms.length > 0 ? word.typed : name.toLowerCase(), value: null };
  return { name: name.toLowerCase(), value: value + atoms.map(textOf).join("") };
}

function textOf(atom: Atom): string {
  return atom.kind === "quoted" ? atom.text : atom.typed;
}

function unknownFlag(token: string, name: string, known: readonly string[]): Problem {
  const bare = name.replace(/^[\p{Pd}\u2212]+/u, "").toLowerCase();
  return { kind: "unknown_flag", token, nearest: nearest(bare, known), known };
}
