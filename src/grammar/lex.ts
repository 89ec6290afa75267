import { fail, ok, type Result } from "../result.ts";
import { codePoint, decodeEntities, normalise } from "./normalise.ts";
import type { Problem } from "./problem.ts";

/** The smallest part of a command. `typed` is how it stood there, for reasons and refusals. */
export type Atom =
  | { readonly kind: "plain"; readonly typed: string }
  | { readonly kind: "comma"; readonly typed: string }
  | { readonly kind: "quoted"; readonly typed: string; readonly text: string }
  /** A Slack person or channel. The label that Slack puts beside the id is dropped: anyone can choose theirs. */
  | { readonly kind: "person"; readonly typed: string; readonly id: string }
  | { readonly kind: "channel"; readonly typed: string; readonly id: string }
  /** `<!channel>`, `<!subteam^S1>` and the like: many people under one name. */
  | { readonly kind: "several"; readonly typed: string };

/** Atoms with no blank between them. */
export interface Word {
  readonly typed: string;
  readonly atoms: readonly [Atom, ...Atom[]];
}

/**
 * One atom, or blanks. No two alternatives can match the same text, and none looks further than the next
 * `<` or the end of the quotes, so a text is read in one pass, however it was made.
 */
const PIECE = new RegExp(
  [
    " +",
    ",",
    '"(?<quoted>[^"\\\\]*(?:\\\\.[^"\\\\]*)*)"',
    "<(?<sign>[@#!])(?<id>[^<>|]*)(?:\\|[^<>]*)?>",
    "<(?<link>(?:https?|mailto|tel):[^<>|]*)(?:\\|(?<label>[^<>]*))?>",
    '(?<plain>[^ ,"<]+|<)',
  ].join("|"),
  "suy",
);

/** Splits a command into words. Quotes keep blanks and commas together; `\"` is a quote inside quotes. */
export function lex(text: string): Result<readonly Word[], Problem> {
  const source = normalise(text);
  const control = /\p{Cc}/u.exec(source);
  if (control) return fail({ kind: "control_character", token: codePoint(control[0]) });

  const words: Word[] = [];
  let atoms: Atom[] = [];
  const endWord = (): void => {
    const [first, ...more] = atoms;
    if (first) words.push({ typed: atoms.map((atom) => atom.typed).join(""), atoms: [first, ...more] });
    atoms = [];
  };
  PIECE.lastIndex = 0;
  for (let at = 0; at < source.length; at = PIECE.lastIndex) {
    const piece = PIECE.exec(source);
    if (!piece) return fail({ kind: "unclosed_quote", token: decodeEntities(source.slice(at)) });
    if (piece[0].startsWith(" ")) endWord();
    else addAtom(atoms, atomOf(piece));
  }
  endWord();
  return ok(words);
}

function atomOf(piece: RegExpExecArray): Atom {
  const typed = piece[0];
  const { quoted, sign, id, link, label, plain } = piece.groups ?? {};
  if (plain !== undefined) return { kind: "plain", typed: decodeEntities(plain) };
  if (quoted !== undefined) return quotedAtom(typed, quoted);
  if (link !== undefined) return { kind: "plain", typed: decodeEntities(linkAsTyped(link, label)) };
  if (sign === "@" && id !== undefined && /^[UW][A-Z0-9]+$/.test(id))
    return { kind: "person", typed: `<@${id}>`, id };
  if (sign === "#" && id !== undefined && /^[CGD][A-Z0-9]+$/.test(id))
    return { kind: "channel", typed: `<#${id}>`, id };
  if (sign !== undefined) return { kind: "several", typed };
  return { kind: "comma", typed };
}

function quotedAtom(typed: string, inner: string): Atom {
  const text = inner.replace(/\\(["\\])/g, "$1");
  return { kind: "quoted", typed: plainText(typed), text: plainText(text) };
}

function plainText(marked: string): string {
  const unlinked = marked.replace(
    /<((?:https?|mailto|tel):[^<>|]*)(?:\|([^<>]*))?>/g,
    (_, link: string, label: string | undefined) => linkAsTyped(link, label),
  );
  return decodeEntities(unlinked);
}

/**
 * Slack makes links of what looks like one: `tommy.io` arrives as `<http://tommy.io|tommy.io>`. The label is
 * what was typed when the link is that label with a scheme before it; otherwise the link itself counts.
 */
function linkAsTyped(link: string, label: string | undefined): string {
  if (label === undefined) return link;
  const bare = link.replace(/^(?:https?:\/\/|mailto:|tel:)/, "");
  return bare === label || bare === `${label}/` ? label : link;
}

/** Plain text beside plain text is one atom, as in `a<b` or in a word with a link in it. */
function addAtom(atoms: Atom[], next: Atom): void {
  const last = atoms.at(-1);
  if (last?.kind === "plain" && next.kind === "plain")
    atoms[atoms.length - 1] = { kind: "plain", typed: last.typed + next.typed };
  else atoms.push(next);
}

/** The word's text when it is a single quoted piece or has no quotes at all, as a value to be taken literally. */
export function literal(word: Word): string {
  const [first] = word.atoms;
  return word.atoms.length === 1 && first.kind === "quoted" ? first.text : word.typed;
}

export function isQuoted(word: Word): boolean {
  return word.atoms.some((atom) => atom.kind === "quoted");
}
