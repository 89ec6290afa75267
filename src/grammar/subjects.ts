import { GROUP_NAME } from "../group-name.ts";
import { fail, ok, type Result } from "../result.ts";
import type { Atom, Word } from "./lex.ts";
import type { Problem } from "./problem.ts";
import { isTime } from "./time.ts";

/** What commands about the register begin with: a person, a channel, or a name that is to be. */

export interface Taken {
  readonly value: string;
  readonly rest: readonly Word[];
}

/** A mention: typed names are anybody's, so nobody is looked up by one. */
export function takePerson(words: readonly Word[]): Result<Taken, Problem> {
  const [word, ...rest] = words;
  const atom = onlyAtom(word);
  return atom?.kind === "person"
    ? ok({ value: atom.id, rest })
    : fail({ kind: "bad_person", token: word?.typed ?? "" });
}

export function takeChannel(words: readonly Word[]): Result<Taken, Problem> {
  const [word, ...rest] = words;
  const atom = onlyAtom(word);
  return atom?.kind === "channel"
    ? ok({ value: atom.id, rest })
    : fail({ kind: "bad_channel", token: word?.typed ?? "" });
}

/** A name that a group is to have. What means something else in a command would never be understood as a group. */
export function takeName(words: readonly Word[]): Result<Taken, Problem> {
  const [word, ...rest] = words;
  const typed = word?.typed ?? "";
  if (!GROUP_NAME.test(typed)) return fail({ kind: "bad_name", token: typed });
  if (isTime(typed) || typed === "help") return fail({ kind: "taken_name", token: typed });
  return ok({ value: typed, rest });
}

function onlyAtom(word: Word | undefined): Atom | undefined {
  return word?.atoms.length === 1 ? word.atoms[0] : undefined;
}
