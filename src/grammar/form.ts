import { fail, ok, type Result } from "../result.ts";
import { listProblemText, NO_LIST, TWO_LISTS } from "../texts/batch.ts";
import { refusalText } from "../texts/grammar.ts";
import { formText, listInWords } from "../texts/act-form.ts";
import { VERBS } from "../words.ts";
import { NO_ARGS } from "./args.ts";
import type { CommandSpec } from "./define.ts";
import { lex } from "./lex.ts";
import { readList, type AccountList } from "./list.ts";
import { codePoint, encodeEntities, normalise } from "./normalise.ts";
import { asWords } from "./print.ts";
import { LONGEST_REASON } from "./reason.ts";
import type { ActRequest, TimeWord } from "./request.ts";
import { takeTime } from "./time.ts";

/** What a form says, field by field, as it was entered. */
export interface FormEntry {
  readonly verb: string | null;
  readonly group: string | null;
  readonly accounts: string;
  readonly file: { readonly name: string } | null;
  readonly time: string;
  /** A reason that was chosen from those of the configuration. */
  readonly template: string | null;
  /** One in the person's own words. */
  readonly reason: string;
  readonly dryRun: boolean;
}

export interface FormContext {
  /** Commands that a form can stand for, by name. */
  readonly verbs: ReadonlyMap<string, CommandSpec>;
  readonly aliases: readonly string[];
  /** Reasons to choose from. */
  readonly reasons: readonly string[];
}

/** What is wrong with which field. */
export interface FormFault {
  readonly field: "verb" | "group" | "accounts" | "time" | "template" | "reason";
  readonly text: string;
}

/** What a form asks for. */
export interface FormRequest {
  /** Without accounts where a file names them. */
  readonly request: ActRequest;
  /** The same in words. */
  readonly words: string;
}

/** Commands that do something to accounts or to a group. */
export function formVerbs(verbs: ReadonlyMap<string, CommandSpec>): ReadonlyMap<string, CommandSpec> {
  return new Map([...verbs].filter(([name]) => VERBS.some((verb) => verb === name)));
}

/**
 * Reads a form as the command it stands for: what a command refuses, a form refuses. The accounts of a file are not
 * known yet, so with a file there may be none.
 */
export function readForm(entry: FormEntry, context: FormContext): Result<FormRequest, FormFault> {
  const spec = context.verbs.get(entry.verb ?? "");
  if (!spec) return fail({ field: "verb", text: formText.noVerb });
  const group = context.aliases.find((alias) => alias === entry.group);
  if (group === undefined) return fail({ field: "group", text: formText.noGroup });
  const whom = whomOf(entry, spec, context.aliases);
  if (!whom.ok) return whom;
  const time = timeOf(entry.time, spec);
  if (!time.ok) return time;
  const reason = reasonOf(entry, context.reasons);
  if (!reason.ok) return reason;
  const request = spec.request({
    ...NO_ARGS,
    accounts: whom.value.kind === "list" ? whom.value.list.accounts : [],
    group: { kind: "alias", alias: group },
    time: time.value,
    reason: reason.value,
    flags: new Set(entry.dryRun ? (["dry-run"] as const) : []),
  });
  if (request.kind !== "act") throw new Error(`the command ${spec.name} is a verb but does nothing`);
  return ok({ request, words: wordsOf(request, whom.value) });
}

/** Whom a form is about. */
type Whom =
  | { readonly kind: "list"; readonly list: AccountList }
  | { readonly kind: "file"; readonly name: string }
  | { readonly kind: "everybody" };

function wordsOf(request: ActRequest, whom: Whom): string {
  switch (whom.kind) {
    case "list":
      return withList(request, null, whom.list);
    case "file":
      return `${asWords(request)} (accounts of ${whom.name})`;
    case "everybody":
      return asWords(request);
    default:
      return whom satisfies never;
  }
}

/** Names in words, before their number says more. */
const MOST_NAMED = 20;

/** The command in words, with what was found in its list. `file`: its name, null for what was pasted. */
export function withList(request: ActRequest, file: string | null, list: AccountList): string {
  const { accounts, repeated, column } = list;
  const isPlain = file === null && repeated === 0 && column === null;
  const isShort = accounts.length <= MOST_NAMED;
  if (isShort && isPlain) return asWords({ ...request, accounts });
  const found = listInWords(file, { accounts: accounts.length, repeated, column });
  return `${asWords({ ...request, accounts: isShort ? accounts : [] })} (${found})`;
}

function whomOf(
  { accounts, file }: FormEntry,
  { takes, name }: CommandSpec,
  aliases: readonly string[],
): Result<Whom, FormFault> {
  const isPasted = accounts.trim() !== "";
  if (!takes.accounts) {
    // A lock with accounts in it may be a mute that was meant: the whole group would fall silent instead.
    const isWhole = !isPasted && file === null;
    return isWhole ? ok({ kind: "everybody" }) : fail({ field: "accounts", text: formText.wholeGroup(name) });
  }
  if (isPasted && file !== null) return fail({ field: "accounts", text: TWO_LISTS });
  if (file !== null) return ok({ kind: "file", name: file.name });
  if (!isPasted) return fail({ field: "accounts", text: NO_LIST });
  const list = readList(accounts, null, aliases);
  return list.ok
    ? ok({ kind: "list", list: list.value })
    : fail({ field: "accounts", text: listProblemText(list.failure) });
}

function timeOf(entered: string, { takes, name }: CommandSpec): Result<TimeWord | null, FormFault> {
  if (!takes.time) return entered === "" ? ok(null) : fail({ field: "time", text: formText.timeless(name) });
  const words = lex(encodeEntities(entered));
  const taken = words.ok ? takeTime(words.value) : words;
  if (!taken.ok) return fail({ field: "time", text: refusalText(taken.failure, undefined) });
  const [surplus] = taken.value.rest;
  return surplus ? fail({ field: "time", text: formText.surplus(surplus.typed) }) : ok(taken.value.time);
}

/** One of the reasons to choose from, or one in own words with the bounds of a typed one; never both. */
function reasonOf(
  { template, reason: entered }: FormEntry,
  reasons: readonly string[],
): Result<string | null, FormFault> {
  const written = normalise(entered).trim();
  if (template !== null && written !== "") return fail({ field: "reason", text: formText.twoReasons });
  // What was chosen comes back from outside, and the configuration may have changed meanwhile.
  if (template !== null && !reasons.includes(template))
    return fail({ field: "template", text: formText.goneReason });
  const reason = template === null ? written : normalise(template).trim();
  const control = /\p{Cc}/u.exec(reason);
  if (control) return fail({ field: "reason", text: formText.badReason(codePoint(control[0])) });
  const length = Array.from(reason).length;
  if (length > LONGEST_REASON)
    return fail({ field: "reason", text: formText.longReason(length, LONGEST_REASON) });
  return ok(reason === "" ? null : reason);
}
