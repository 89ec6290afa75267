import { fail, ok, type Result } from "../result.ts";
import { listProblemText, NO_LIST, TWO_LISTS } from "../texts/batch.ts";
import { refusalText } from "../texts/grammar.ts";
import { formText } from "../texts/batch-form.ts";
import type { CommandSpec } from "./define.ts";
import { lex } from "./lex.ts";
import { readList } from "./list.ts";
import { encodeEntities } from "./normalise.ts";
import type { AccountWord, ActRequest, TimeWord } from "./request.ts";
import { takeTime } from "./time.ts";

/** What a form says, field by field, as it was entered. */
export interface FormEntry {
  readonly verb: string | null;
  readonly group: string | null;
  readonly accounts: string;
  readonly file: object | null;
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

/** Commands for many accounts at once. */
export function formVerbs(verbs: ReadonlyMap<string, CommandSpec>): ReadonlyMap<string, CommandSpec> {
  return new Map([...verbs].filter(([, { takes }]) => takes.accounts === "several"));
}

/**
 * Reads a form as the command it stands for: what a command refuses, a form refuses. The accounts of a file are not
 * known yet, so with a file there may be none.
 */
export function readForm(entry: FormEntry, context: FormContext): Result<ActRequest, FormFault> {
  const spec = context.verbs.get(entry.verb ?? "");
  if (!spec) return fail({ field: "verb", text: formText.noVerb });
  const group = context.aliases.find((alias) => alias === entry.group);
  if (group === undefined) return fail({ field: "group", text: formText.noGroup });
  const accounts = accountsOf(entry, context.aliases);
  if (!accounts.ok) return accounts;
  const time = timeOf(entry.time, spec);
  if (!time.ok) return time;
  const request = spec.request({
    accounts: accounts.value,
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
  return ok(request);
}

function accountsOf(
  { accounts, file }: FormEntry,
  aliases: readonly string[],
): Result<readonly AccountWord[], FormFault> {
  const isPasted = accounts.trim() !== "";
  if (isPasted === (file !== null)) return fail({ field: "accounts", text: isPasted ? TWO_LISTS : NO_LIST });
  if (!isPasted) return ok([]);
  const list = readList(accounts, null, aliases);
  return list.ok ? ok(list.value.accounts) : fail({ field: "accounts", text: listProblemText(list.failure) });
}

function timeOf(entered: string, { takes, name }: CommandSpec): Result<TimeWord | null, FormFault> {
  if (!takes.time) return entered === "" ? ok(null) : fail({ field: "time", text: formText.timeless(name) });
  const words = lex(encodeEntities(entered));
  const taken = words.ok ? takeTime(words.value) : words;
  if (!taken.ok) return fail({ field: "time", text: refusalText(taken.failure, undefined) });
  const [surplus] = taken.value.rest;
  return surplus ? fail({ field: "time", text: formText.surplus(surplus.typed) }) : ok(taken.value.time);
}
