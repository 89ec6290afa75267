import { fail, ok, type Result } from "../result.ts";
import { VERBS } from "../words.ts";
import { accountOf } from "./accounts.ts";
import { takeGroup } from "./groups.ts";
import type { Word } from "./lex.ts";
import { asciiLower } from "./normalise.ts";
import { accountAsWord } from "./print.ts";
import type { Problem } from "./problem.ts";
import { groupSlip } from "./reason.ts";
import type { CasesRequest } from "./request.ts";
import { takeSince } from "./since.ts";
import { takePerson } from "./subjects.ts";

/** What has been found of a search so far. */
type Search = Omit<CasesRequest, "kind">;

/** What has been found with one part more, and the words after it. */
type Taken = Result<{ readonly found: Search; readonly rest: readonly Word[] }, Problem>;

/** Null: these words are not such a part. */
type Taker = (words: readonly Word[], found: Search, aliases: readonly string[]) => Taken | null;

const NOTHING: Search = { about: null, by: null, group: null, verb: null, since: null, before: null };

/** What only one meaning can have comes first; whatever is left names an account. */
const TAKERS: readonly Taker[] = [takeBy, takeSinceWord, takeBefore, takeVerb, takeGroupWord];

/** Reads which cases are looked for: each part at most once, in any order; every word has its part. */
export function takeSearch(words: readonly Word[], aliases: readonly string[]): Result<Search, Problem> {
  let found = NOTHING;
  let [word, ...after] = words;
  while (word) {
    const taken = takePart([word, ...after], found, aliases) ?? takeAbout(word, after, found, aliases);
    if (!taken.ok) return taken;
    found = taken.value.found;
    [word, ...after] = taken.value.rest;
  }
  return ok(found);
}

function takePart(words: readonly Word[], found: Search, aliases: readonly string[]): Taken | null {
  for (const taker of TAKERS) {
    const taken = taker(words, found, aliases);
    if (taken) return taken;
  }
  return null;
}

function takeBy([word, ...after]: readonly Word[], found: Search): ReturnType<Taker> {
  if (!isWord(word, "by")) return null;
  if (found.by !== null) return leftover(word);
  const taken = takePerson(after);
  return taken.ok ? ok({ found: { ...found, by: taken.value.value }, rest: taken.value.rest }) : taken;
}

function takeSinceWord([word, ...after]: readonly Word[], found: Search): ReturnType<Taker> {
  if (!isWord(word, "since")) return null;
  if (found.since !== null) return leftover(word);
  const taken = takeSince(after);
  return taken.ok ? ok({ found: { ...found, since: taken.value.since }, rest: taken.value.rest }) : taken;
}

function takeBefore([word, number, ...rest]: readonly Word[], found: Search): ReturnType<Taker> {
  if (!isWord(word, "before")) return null;
  if (found.before !== null) return leftover(word);
  const digits = /^#?([1-9]\d{0,14})$/.exec(number?.typed ?? "")?.[1];
  if (digits === undefined) return fail({ kind: "bad_before", token: number?.typed ?? "" });
  return ok({ found: { ...found, before: Number(digits) }, rest });
}

function takeVerb([word, ...rest]: readonly Word[], found: Search): ReturnType<Taker> {
  const verb = VERBS.find((one) => isWord(word, one));
  if (!word || verb === undefined) return null;
  return found.verb === null ? ok({ found: { ...found, verb }, rest }) : leftover(word);
}

function takeGroupWord(words: readonly Word[], found: Search, aliases: readonly string[]): ReturnType<Taker> {
  const taken = takeGroup(words, aliases);
  if (!taken.ok) return taken;
  const { group, rest } = taken.value;
  const [word] = words;
  if (group === null || !word) return null;
  if (found.group !== null) return fail({ kind: "misplaced_group", token: word.typed });
  return ok({ found: { ...found, group }, rest });
}

function takeAbout(word: Word, rest: readonly Word[], found: Search, aliases: readonly string[]): Taken {
  const [atom, ...more] = word.atoms;
  const isMarked = word.typed.startsWith("@") || atom.kind !== "plain";
  // Nobody has such an account, and the answer would be an empty list of the wrong place.
  const slip = isMarked ? null : groupSlip(word, aliases);
  if (slip) return fail(slip);
  if (more.length > 0) return leftover(word);
  const account = accountOf(atom, aliases);
  if (!account.ok) return account;
  if (found.about !== null) return fail({ kind: "too_many_accounts", token: accountAsWord(account.value) });
  return ok({ found: { ...found, about: account.value }, rest });
}

/** In quotes it is no word of the command's: its quotes stand in what was typed. */
function isWord(word: Word | undefined, wanted: string): word is Word {
  return word !== undefined && asciiLower(word.typed) === wanted;
}

function leftover({ typed }: Word): Taken {
  return fail({ kind: "leftover", token: typed });
}
