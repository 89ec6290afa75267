import type { AccountWord } from "./request.ts";
import { fail, ok, type Result } from "../result.ts";
import { isGroupId, sameAlias } from "./groups.ts";
import type { Atom, Word } from "./lex.ts";
import { codePoint } from "./normalise.ts";
import type { AccountFault, Problem } from "./problem.ts";
import { isTime } from "./time.ts";

/** Longest account the grammar takes, in bytes; each vendor checks its own bound (Tencent: 32). */
const LONGEST_ACCOUNT = 64;

type NotAnAccount = Extract<Problem, { readonly kind: "not_an_account" }>;

export interface Accounts {
  readonly accounts: readonly AccountWord[];
  readonly rest: readonly Word[];
}

/**
 * Reads accounts from the front: the first word always, a further word only when it cannot be anything else
 * (`@jared`, a mention, or after a comma). So no word of a reason ever becomes a target.
 */
export function takeAccounts(words: readonly Word[], aliases: readonly string[]): Result<Accounts, Problem> {
  const found = new Map<string, AccountWord>();
  let open = true;
  let used = 0;
  for (const word of words) {
    if (!open && !goesOn(word)) break;
    for (const [index, atom] of word.atoms.entries()) {
      if (atom.kind === "comma") {
        if (open) return fault(word.typed, { kind: "comma" });
        open = true;
        continue;
      }
      if (!open && index > 0) return fault(word.typed, { kind: "joined" });
      const account = accountOf(atom, aliases);
      if (!account.ok) return account;
      found.set(keyOf(account.value), account.value);
      open = false;
    }
    used += 1;
  }
  if (open) return fail({ kind: "missing_account", token: words.at(-1)?.typed ?? null });
  return ok({ accounts: [...found.values()], rest: words.slice(used) });
}

/** Whether a word after a complete account can only be one more, or the comma before one. */
function goesOn({ atoms: [first] }: Word): boolean {
  if (first.kind === "plain") return first.typed.startsWith("@") && !isGroupId(first.typed);
  return first.kind === "comma" || first.kind === "person" || first.kind === "several";
}

/** The account that an atom names when it stands where accounts do. */
export function accountOf(atom: Atom, aliases: readonly string[]): Result<AccountWord, NotAnAccount> {
  if (atom.kind === "person") return ok({ kind: "mention", person: atom.id });
  if (atom.kind === "several") return fault(atom.typed, { kind: "several_people" });
  if (atom.kind === "channel") return fault(atom.typed, { kind: "group" });
  const literal = atom.kind === "quoted";
  const account = literal ? atom.text : atom.typed.replace(/^@/, "");
  const why = literal ? null : mistaken(atom.typed, account, aliases);
  const faulty = why ?? unfit(account, literal);
  return faulty ? fault(atom.typed, faulty) : ok({ kind: "account", account });
}

/** Something else in an account's place. Who has such an account writes it in quotes. */
function mistaken(typed: string, account: string, aliases: readonly string[]): AccountFault | null {
  if (/^@(?:channel|everyone|here)$/i.test(typed)) return { kind: "several_people" };
  if (typed.startsWith("#") || isGroupId(typed)) return { kind: "group" };
  if (aliases.some((alias) => sameAlias(account, alias))) return { kind: "group" };
  if (isTime(typed)) return { kind: "time" };
  if (/^[\p{Pd}\u2212]/u.test(typed)) return { kind: "dash" };
  if (account.includes("://")) return { kind: "link" };
  return account.startsWith("@") ? { kind: "character", character: "@" } : null;
}

/** Look-alikes (a Cyrillic `о`, full-width letters) are refused, never mended: the wrong person would be hit. */
function unfit(account: string, literal: boolean): AccountFault | null {
  const stranger = /[^\x20-\x7e]/u.exec(account) ?? /["'`<>]/.exec(account);
  if (stranger) return { kind: "character", character: shownCharacter(stranger[0]) };
  if (account === "" || account.trim() !== account) return { kind: "length" };
  if (literal && isGroupId(account)) return { kind: "group" };
  return account.length > LONGEST_ACCOUNT ? { kind: "length" } : null;
}

function shownCharacter(character: string): string {
  return /[\x21-\x7e]/.test(character) ? character : codePoint(character);
}

function keyOf(word: AccountWord): string {
  return word.kind === "account" ? `account ${word.account}` : `person ${word.person}`;
}

function fault(token: string, why: AccountFault): { readonly ok: false; readonly failure: NotAnAccount } {
  return fail({ kind: "not_an_account", token, why });
}
