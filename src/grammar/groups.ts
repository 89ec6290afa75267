import type { GroupWord } from "./request.ts";
import { fail, ok, type Result } from "../result.ts";
import type { Word } from "./lex.ts";
import { nearest } from "./near.ts";
import { asciiLower } from "./normalise.ts";
import type { Problem } from "./problem.ts";

/** Tencent makes its group ids begin like this, and forbids it for ids that an app chooses (269/1502). */
const TENCENT_GROUP = "@TGS#";

/** Printable ASCII as the vendor says; long enough for a topic, `@TGS#_…@TOPIC#_…`. */
const GROUP_ID = /^@TGS#[^\s",<>\x7f-\u{10ffff}]{1,95}$/u;

export interface TakenGroup {
  readonly group: GroupWord | null;
  readonly rest: readonly Word[];
}

/** Reads the group if the first word names one. A word that only nearly does is found by whoever reads it next. */
export function takeGroup(words: readonly Word[], aliases: readonly string[]): Result<TakenGroup, Problem> {
  const [word, ...rest] = words;
  if (!word) return ok({ group: null, rest: words });
  const [atom, ...more] = word.atoms;
  if (atom.kind === "channel" && more.length === 0)
    return ok({ group: { kind: "channel", channel: atom.id }, rest });
  if (isGroupId(word.typed)) {
    if (!GROUP_ID.test(word.typed)) return fail(unknownGroup(word.typed, aliases));
    return ok({ group: { kind: "id", id: word.typed }, rest });
  }
  const alias = aliases.find((known) => sameAlias(word.typed.replace(/^#/, ""), known));
  if (alias !== undefined) return ok({ group: { kind: "alias", alias }, rest });
  return ok({ group: null, rest: words });
}

/** In any case of letters, so that a mistyped id is refused as a group and not tried as an account. */
export function isGroupId(typed: string): boolean {
  return typed.slice(0, TENCENT_GROUP.length).toUpperCase() === TENCENT_GROUP;
}

/** `#word`, but not `#3`: rules and cases are counted so. */
export function looksLikeGroup(typed: string): boolean {
  return /^#(?!\d*\p{P}*$)/u.test(typed);
}

export function sameAlias(word: string, alias: string): boolean {
  return asciiLower(word) === asciiLower(alias);
}

export function unknownGroup(token: string, aliases: readonly string[]): Problem {
  const near = nearest(asciiLower(token.replace(/^#/, "")), aliases.map(asciiLower));
  return {
    kind: "unknown_group",
    token,
    nearest: aliases.find((alias) => asciiLower(alias) === near) ?? null,
    known: aliases,
  };
}
