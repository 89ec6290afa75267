import { fail, ok, type Result } from "../result.ts";
import { accountOf } from "./accounts.ts";
import { lex, type Atom, type Word } from "./lex.ts";
import type { BadEntry, EntryFault, ListProblem } from "./list-problem.ts";
import { readTable, type Table } from "./list-table.ts";
import { codePoint } from "./normalise.ts";
import { accountAsWord } from "./print.ts";
import type { AccountWord } from "./request.ts";

/** Most different accounts in one list. */
export const MOST_ACCOUNTS = 10_000;
/** Longest list, in bytes of UTF-8. */
export const MOST_LIST_BYTES = 2_000_000;
/** Most bad entries that a refusal tells one by one. */
const ENTRIES_NAMED = 5;

export interface AccountList {
  /** At least one, each once, in the order of the list. */
  readonly accounts: readonly AccountWord[];
  /** How many entries named an account that stood there before. */
  readonly repeated: number;
  /** Which column of a table the accounts were read from; null for a plain list and a table without names. */
  readonly column: string | null;
}

/** A thing in the list that has to be an account, or what is wrong with it. */
type Entry =
  | { readonly kind: "atom"; readonly line: number; readonly atom: Atom }
  | ({ readonly kind: "bad" } & BadEntry);

/**
 * Reads a list of accounts as people paste or upload it: each as in a command, with commas, semicolons, blanks or
 * line ends between them, or a table (CSV) with a column of them. `name` is the file's name, null for pasted text.
 * Everything in it but empty lines is an account, or the whole list is refused. `aliases` are the groups' names:
 * without quotes they are no accounts, as in a command.
 */
export function readList(
  text: string,
  name: string | null,
  aliases: readonly string[] = [],
): Result<AccountList, ListProblem> {
  const bytes = Buffer.byteLength(text);
  if (bytes > MOST_LIST_BYTES) return fail({ kind: "too_large", bytes, most: MOST_LIST_BYTES });
  const source = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
  const stranger = strangerIn(source);
  if (stranger) return fail(stranger);
  const table = readTable(source, name);
  if (!table.ok) return table;
  const entries = table.value ? entriesOfTable(table.value) : entriesOfLines(source);
  return collect(entries, aliases, table.value?.column ?? null);
}

/** What cannot come from a keyboard: control characters, halves of surrogate pairs, bytes that were no UTF-8. */
function strangerIn(source: string): ListProblem | null {
  const found = /[^\P{Cc}\s\u0085]|\p{Cs}|\ufffd/u.exec(source);
  if (!found) return null;
  const line = source.slice(0, found.index).split("\n").length;
  return { kind: "bad_character", line, character: codePoint(found[0]) };
}

function entriesOfLines(source: string): readonly Entry[] {
  return source.split("\n").flatMap((text, index) => entriesIn(text, index + 1));
}

/** A field is read like a word of a command, so its own quotes count; those of the table are gone by now. */
function entriesOfTable(table: Table): readonly Entry[] {
  return table.cells.map(({ text, line }): Entry => {
    const [entry, ...more] = entriesIn(text, line);
    if (!entry) return { kind: "bad", line, token: text, why: { kind: "empty_field" } };
    return more.length === 0 ? entry : { kind: "bad", line, token: text, why: { kind: "several_in_field" } };
  });
}

function entriesIn(text: string, line: number): readonly Entry[] {
  // Slack escapes the text of commands only; an `&amp;` in a list is what stands there.
  const words = lex(text.replaceAll("&", "&amp;"));
  if (words.ok) return words.value.flatMap((word) => entriesOfWord(word, line));
  const { token } = words.failure;
  return [{ kind: "bad", line, token: token ?? text, why: { kind: "unclosed_quote" } }];
}

function entriesOfWord(word: Word, line: number): readonly Entry[] {
  const runs: Atom[][] = [[]];
  for (const atom of word.atoms.flatMap(splitAtSemicolons)) {
    if (atom.kind === "comma") runs.push([]);
    else runs.at(-1)?.push(atom);
  }
  return runs.flatMap(([atom, ...joined]): readonly Entry[] => {
    if (!atom) return [];
    if (joined.length === 0) return [{ kind: "atom", line, atom }];
    const token = [atom, ...joined].map(({ typed }) => typed).join("");
    return [{ kind: "bad", line, token, why: { kind: "joined" } }];
  });
}

function splitAtSemicolons(atom: Atom): readonly Atom[] {
  if (atom.kind !== "plain") return [atom];
  return atom.typed.split(";").flatMap((typed, index): readonly Atom[] => {
    const part: readonly Atom[] = typed === "" ? [] : [{ kind: "plain", typed }];
    return index === 0 ? part : [{ kind: "comma", typed: ";" }, ...part];
  });
}

function collect(
  entries: readonly Entry[],
  aliases: readonly string[],
  column: string | null,
): Result<AccountList, ListProblem> {
  const found = new Map<string, AccountWord>();
  const first: BadEntry[] = [];
  let count = 0;
  const refuse = (line: number, token: string, why: EntryFault): void => {
    count += 1;
    if (first.length < ENTRIES_NAMED) first.push({ line, token, why });
  };
  for (const entry of entries) {
    if (entry.kind === "bad") {
      refuse(entry.line, entry.token, entry.why);
      continue;
    }
    const account = accountOf(entry.atom, aliases);
    if (account.ok) found.set(accountAsWord(account.value), account.value);
    else refuse(entry.line, account.failure.token, account.failure.why);
  }
  if (count > 0) return fail({ kind: "bad_entries", count, first });
  if (found.size === 0) return fail({ kind: "empty" });
  if (found.size > MOST_ACCOUNTS)
    return fail({ kind: "too_many", accounts: found.size, most: MOST_ACCOUNTS });
  return ok({ accounts: [...found.values()], repeated: entries.length - found.size, column });
}
