import { fail, ok, type Result } from "../result.ts";
import { isGroupId, looksLikeGroup, sameAlias, unknownGroup } from "./groups.ts";
import { isQuoted, literal, type Word } from "./lex.ts";
import { isNear } from "./near.ts";
import { fold } from "./normalise.ts";
import type { Problem } from "./problem.ts";
import { seemsTime } from "./time.ts";

/** Longest reason, in characters. */
export const LONGEST_REASON = 500;

/** A dash on its own, as typed or as macOS and iOS make it of `--`: the reason begins after it. */
const DASH = /^(?:--?|[\u2010-\u2015\u2212])$/;

export interface ReasonContext {
  /** From `--reason`. */
  readonly flagged: string | null;
  /** The accounts, when nothing stands between them and these words. */
  readonly accounts: string | null;
  readonly aliases: readonly string[];
  readonly takesTime: boolean;
}

/** Takes all words that are left as the reason, unless one of them may have been meant as something else. */
export function takeReason(words: readonly Word[], context: ReasonContext): Result<string | null, Problem> {
  const [first, ...after] = words;
  if (!first) return bounded(context.flagged);
  if (context.flagged !== null) return fail({ kind: "two_reasons", token: first.typed });
  const announced = DASH.test(first.typed);
  const said = announced ? after : words;
  const [only, ...more] = said;
  if (!only) return fail({ kind: "empty_reason", token: first.typed });

  const reason = more.length === 0 ? literal(only) : said.map((word) => word.typed).join(" ");
  const fits = bounded(reason);
  if (!fits.ok) return fits;
  const slip = slipIn(said, context);
  if (slip) return fail(slip);
  if (context.accounts !== null && more.length === 0 && !announced && !isQuoted(only))
    return fail({ kind: "ambiguous_word", token: only.typed, accounts: context.accounts });
  return fits;
}

function bounded(reason: string | null): Result<string | null, Problem> {
  if (reason === null) return ok(null);
  const length = Array.from(reason).length;
  if (length > LONGEST_REASON) return fail({ kind: "long_reason", token: null, length });
  return reason.trim() === "" ? fail({ kind: "empty_reason", token: '""' }) : ok(reason);
}

/**
 * The first word that may have been meant as an account, a group or a time. Other bots read such a word as
 * part of the reason, and the act goes to the wrong place, or lasts for ever. Quotes say that it is text.
 */
export function slipIn(
  words: readonly Word[],
  context: Pick<ReasonContext, "aliases" | "takesTime">,
): Problem | null {
  for (const [index, word] of words.entries()) {
    if (isQuoted(word)) continue;
    const slip = accountSlip(word) ?? groupSlip(word, context.aliases);
    if (slip) return slip;
    if (seemsTime(word.typed, words[index + 1]?.typed))
      return { kind: "misplaced_time", token: word.typed, taken: context.takesTime };
  }
  return null;
}

function accountSlip(word: Word): Problem | null {
  const marked = word.atoms.some((atom) => atom.kind === "person" || atom.kind === "several");
  const folded = fold(word.typed);
  const named = /^@./.test(folded) && !isGroupId(folded);
  return marked || named ? { kind: "misplaced_account", token: word.typed } : null;
}

export function groupSlip(word: Word, aliases: readonly string[]): Problem | null {
  const token = word.typed;
  const folded = fold(token);
  const name = folded.replace(/^#/, "");
  const channel = word.atoms.some((atom) => atom.kind === "channel");
  if (channel || isGroupId(folded) || aliases.some((alias) => sameAlias(token.replace(/^#/, ""), alias)))
    return { kind: "misplaced_group", token };
  const near = aliases.find((alias) => isNear(name, fold(alias)));
  if (near !== undefined) return { kind: "nearly_group", token, alias: near };
  return looksLikeGroup(folded) ? unknownGroup(token, aliases) : null;
}
