import { fail, ok, type Result } from "../result.ts";
import { literal, type Word } from "./lex.ts";
import type { Problem } from "./problem.ts";

/** Longest text, in characters: what a section of a Slack message holds. */
export const LONGEST_FREE_TEXT = 3_000;

/** Takes all words that are left as they were typed: nothing in them means anything to the command. */
export function takeText(words: readonly Word[]): Result<string, Problem> {
  const [only, ...more] = words;
  if (!only) return fail({ kind: "missing_text", token: null });
  const text = more.length === 0 ? literal(only) : words.map(({ typed }) => typed).join(" ");
  if (text.trim() === "") return fail({ kind: "missing_text", token: null });
  const length = Array.from(text).length;
  if (length > LONGEST_FREE_TEXT)
    return fail({ kind: "long_text", token: null, length, most: LONGEST_FREE_TEXT });
  return ok(text);
}
