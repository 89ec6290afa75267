import { fail, ok, type Result } from "../result.ts";
import { accountOf } from "./accounts.ts";
import { isGroupId, looksLikeGroup, sameAlias, unknownGroup } from "./groups.ts";
import { isQuoted, literal, type Word } from "./lex.ts";
import { isNear } from "./near.ts";
import { fold } from "./normalise.ts";
import type { Problem } from "./problem.ts";
import { seemsTime } from "./time.ts";

/** Longest reason, in characters. */
export const LONGEST_REASON = 500;

/** Most words to look up before the act. A list of accounts is known by its first ones. */
const MOST_DOUBTFUL = 10;

/** A dash on its own, as typed or as macOS and iOS make it of `--`: the reason begins after it. */
const DASH = /^(?:--?|[\u2010-\u2015\u2212])$/;

export interface ReasonContext {
  /** From `--reason`. */
  readonly flagged: string | null;
  /** Whether an account could stand where these words do: nothing but accounts stands before them. */
  readonly whereAccountsStand: boolean;
  readonly aliases: readonly string[];
  readonly takesTime: boolean;
}

export interface TakenReason {
  readonly reason: string | null;
  readonly doubtful: readonly string[];
}

/** Takes all words that are left as the reason, unless one of them may have been meant as something else. */
export function takeReason(words: readonly Word[], context: ReasonContext): Result<TakenReason, Problem> {
  const [first, ...after] = words;
  if (!first) {
    const fault = context.flagged === null ? null : unfit(context.flagged);
    return fault ? fail(fault) : ok({ reason: context.flagged, doubtful: [] });
  }
  if (context.flagged !== null) return fail({ kind: "two_reasons", token: first.typed });
  const announced = DASH.test(first.typed);
  const said = announced ? after : words;
  const [only, ...more] = said;
  if (!only) return fail({ kind: "empty_reason", token: first.typed });

  const reason = more.length === 0 ? literal(only) : said.map((word) => word.typed).join(" ");
  const fault = unfit(reason) ?? slipIn(said, context);
  if (fault) return fail(fault);
  const doubtful = context.whereAccountsStand && !announced ? perhapsAccounts(said, context.aliases) : [];
  return ok({ reason, doubtful });
}

function unfit(reason: string): Problem | null {
  const length = Array.from(reason).length;
  if (length > LONGEST_REASON) return { kind: "long_reason", token: null, length };
  return reason.trim() === "" ? { kind: "empty_reason", token: '""' } : null;
}

/**
 * `user7 user8` after `/kick user6` reads like more accounts that somebody forgot to join with commas. The
 * text alone cannot tell them from `spam`, so they are handed on to whoever can look them up.
 */
function perhapsAccounts(words: readonly Word[], aliases: readonly string[]): readonly string[] {
  const found = new Set<string>();
  for (const atom of words.flatMap(({ atoms }) => atoms)) {
    if (found.size === MOST_DOUBTFUL) break;
    if (atom.kind !== "plain") continue;
    const read = accountOf(atom, aliases);
    if (read.ok && read.value.kind === "account") found.add(read.value.account);
  }
  return [...found];
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
