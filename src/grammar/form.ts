import { fail, ok, type Result } from "../result.ts";
import { listProblemText, NO_LIST, TWO_LISTS } from "../texts/batch.ts";
import { refusalText } from "../texts/grammar.ts";
import { formText, listInWords } from "../texts/batch-form.ts";
import type { CommandSpec } from "./define.ts";
import { lex } from "./lex.ts";
import { readList, type AccountList } from "./list.ts";
import { encodeEntities } from "./normalise.ts";
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
  readonly reason: string;
  readonly dryRun: boolean;
}

export interface FormContext {
  /** Commands that a form can stand for, by name. */
  readonly verbs: ReadonlyMap<string, CommandSpec>;
  readonly aliases: readonly string[];
}

/** What is wrong with which field. */
export interface FormFault {
  readonly field: "verb" | "group" | "accounts" | "time" | "reason";
  readonly text: string;
}

/** What a form asks for. */
export interface FormRequest {
  /** Without accounts where a file names them. */
  readonly request: ActRequest;
  /** The same in words. */
  readonly words: string;
}

/** Commands for many accounts at once. */
export function formVerbs(verbs: ReadonlyMap<string, CommandSpec>): ReadonlyMap<string, CommandSpec> {
  return new Map([...verbs].filter(([, { takes }]) => takes.accounts === "several"));
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
  const list = listOf(entry, context.aliases);
  if (!list.ok) return list;
  const time = timeOf(entry.time, spec);
  if (!time.ok) return time;
  const length = Array.from(entry.reason).length;
  if (length > LONGEST_REASON)
    return fail({ field: "reason", text: formText.longReason(length, LONGEST_REASON) });
  const request = spec.request({
    accounts: list.value?.accounts ?? [],
    group: { kind: "alias", alias: group },
    time: time.value,
    case: null,
    page: null,
    command: null,
    reason: entry.reason === "" ? null : entry.reason,
    doubtful: [],
    flags: new Set(entry.dryRun ? (["dry-run"] as const) : []),
  });
  if (request.kind !== "act")
    throw new Error(`the command ${spec.name} takes accounts but does nothing to them`);
  const words =
    list.value === null
      ? `${asWords(request)} (accounts of ${entry.file?.name ?? "a file"})`
      : withList(request, null, list.value);
  return ok({ request, words });
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

/** Null where a file has the list. */
function listOf(
  { accounts, file }: FormEntry,
  aliases: readonly string[],
): Result<AccountList | null, FormFault> {
  const isPasted = accounts.trim() !== "";
  if (isPasted === (file !== null)) return fail({ field: "accounts", text: isPasted ? TWO_LISTS : NO_LIST });
  if (!isPasted) return ok(null);
  const list = readList(accounts, null, aliases);
  return list.ok ? list : fail({ field: "accounts", text: listProblemText(list.failure) });
}

function timeOf(entered: string, { takes, name }: CommandSpec): Result<TimeWord | null, FormFault> {
  if (!takes.time) return entered === "" ? ok(null) : fail({ field: "time", text: formText.timeless(name) });
  const words = lex(encodeEntities(entered));
  const taken = words.ok ? takeTime(words.value) : words;
  if (!taken.ok) return fail({ field: "time", text: refusalText(taken.failure, undefined) });
  const [surplus] = taken.value.rest;
  return surplus ? fail({ field: "time", text: formText.surplus(surplus.typed) }) : ok(taken.value.time);
}
