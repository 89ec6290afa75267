import { fail, ok, type Result } from "../result.ts";
import { takeAccounts } from "./accounts.ts";
import type { Args, Catalog, CommandSpec } from "./define.ts";
import { takeFlags } from "./flags.ts";
import { takeText } from "./free-text.ts";
import { takeGroup, unknownGroup } from "./groups.ts";
import type { Word } from "./lex.ts";
import { verbAt } from "./names.ts";
import { asciiLower } from "./normalise.ts";
import { accountAsWord } from "./print.ts";
import type { Problem } from "./problem.ts";
import { groupSlip, slipIn, takeReason } from "./reason.ts";
import { takeSearch } from "./search.ts";
import { takeSince } from "./since.ts";
import { takeChannel, takeName, takePerson } from "./subjects.ts";
import { takeTime } from "./time.ts";

export interface ArgsContext {
  readonly catalog: Catalog;
  readonly aliases: readonly string[];
}

/** What has been read so far, and the words that nobody has taken yet. */
interface Reading {
  readonly args: Args;
  readonly rest: readonly Word[];
}

type Step = (reading: Reading, spec: CommandSpec, context: ArgsContext) => Result<Reading, Problem>;

export const NO_ARGS: Args = {
  person: null,
  channel: null,
  name: null,
  accounts: [],
  group: null,
  time: null,
  case: null,
  entry: null,
  page: null,
  search: null,
  since: null,
  text: null,
  command: null,
  about: null,
  reason: null,
  doubtful: [],
  flags: new Set(),
};

/** The order of the usage line. Flags go first because they may stand anywhere. */
const STEPS: readonly Step[] = [
  flags,
  subject,
  accounts,
  group,
  time,
  caseNumber,
  entryNumber,
  page,
  search,
  since,
  text,
  command,
  reason,
  nothingLeft,
];

/** Reads a command's arguments: every word is taken exactly once, or the whole command is refused. */
export function readArgs(
  spec: CommandSpec,
  words: readonly Word[],
  context: ArgsContext,
): Result<Args, Problem> {
  if (words.length === 0 && needsMore(spec)) return fail({ kind: "empty", token: null });
  let reading: Reading = { args: NO_ARGS, rest: words };
  for (const step of STEPS) {
    const read = step(reading, spec, context);
    if (!read.ok) return read;
    reading = read.value;
  }
  return ok(reading.args);
}

function needsMore({ takes }: CommandSpec): boolean {
  const { person, channel, name, accounts: who, time: howLong, case: which, entry } = takes;
  return Boolean(person === "required" || channel || name || who || howLong || which || entry);
}

function flags({ args, rest: words }: Reading, { takes }: CommandSpec): Result<Reading, Problem> {
  const taken = takeFlags(words, takes);
  if (!taken.ok) return taken;
  const { rest, ...found } = taken.value;
  return ok({ args: { ...args, ...found }, rest });
}

function subject({ args, rest: words }: Reading, { takes }: CommandSpec): Result<Reading, Problem> {
  if (takes.person === "required" || (takes.person === "optional" && words.length > 0)) {
    const taken = takePerson(words);
    return taken.ok ? ok({ args: { ...args, person: taken.value.value }, rest: taken.value.rest }) : taken;
  }
  if (takes.channel) {
    const taken = takeChannel(words);
    return taken.ok ? ok({ args: { ...args, channel: taken.value.value }, rest: taken.value.rest }) : taken;
  }
  if (takes.name) {
    const taken = takeName(words);
    return taken.ok ? ok({ args: { ...args, name: taken.value.value }, rest: taken.value.rest }) : taken;
  }
  return ok({ args, rest: words });
}

function accounts(reading: Reading, { takes }: CommandSpec, context: ArgsContext): Result<Reading, Problem> {
  if (!takes.accounts) return ok(reading);
  const taken = takeAccounts(reading.rest, context.aliases);
  if (!taken.ok) return taken;
  const { rest, ...found } = taken.value;
  const [first, second] = found.accounts;
  if (takes.accounts !== "several" && second)
    return fail({ kind: "too_many_accounts", token: accountAsWord(second) });
  if (takes.accounts === "named" && first?.kind === "mention")
    return fail({ kind: "person_as_account", token: accountAsWord(first) });
  return ok({ args: { ...reading.args, ...found }, rest });
}

function group(reading: Reading, { takes }: CommandSpec, context: ArgsContext): Result<Reading, Problem> {
  if (!takes.group) return ok(reading);
  const taken = takeGroup(reading.rest, context.aliases);
  if (!taken.ok) return taken;
  const { rest, ...found } = taken.value;
  if (takes.group === "required" && found.group === null) {
    const [word] = rest;
    if (!word) return fail({ kind: "missing_group", token: null, known: context.aliases });
    return fail(groupSlip(word, context.aliases) ?? unknownGroup(word.typed, context.aliases));
  }
  return ok({ args: { ...reading.args, ...found }, rest });
}

function time(reading: Reading, { takes }: CommandSpec, context: ArgsContext): Result<Reading, Problem> {
  if (!takes.time) return ok(reading);
  const taken = takeTime(reading.rest);
  if (taken.ok) return ok({ args: { ...reading.args, time: taken.value.time }, rest: taken.value.rest });
  const [word] = reading.rest;
  return fail((word && groupSlip(word, context.aliases)) ?? taken.failure);
}

function caseNumber(reading: Reading, { takes }: CommandSpec): Result<Reading, Problem> {
  if (!takes.case) return ok(reading);
  const [word, ...rest] = reading.rest;
  const digits = /^#?([1-9]\d{0,14})$/.exec(word?.typed ?? "")?.[1];
  if (digits === undefined) return fail({ kind: "bad_case", token: word?.typed ?? "" });
  return ok({ args: { ...reading.args, case: Number(digits) }, rest });
}

function entryNumber(reading: Reading, { takes }: CommandSpec): Result<Reading, Problem> {
  if (!takes.entry) return ok(reading);
  const [word, ...rest] = reading.rest;
  const digits = /^[1-9]\d{0,14}$/.exec(word?.typed ?? "")?.[0];
  if (digits === undefined) return fail({ kind: "bad_entry", token: word?.typed ?? "" });
  return ok({ args: { ...reading.args, entry: Number(digits) }, rest });
}

function page(reading: Reading, { takes }: CommandSpec): Result<Reading, Problem> {
  const [word, ...rest] = reading.rest;
  if (!takes.page || !word || !/^[1-9]\d{0,3}$/.test(word.typed)) return ok(reading);
  return ok({ args: { ...reading.args, page: Number(word.typed) }, rest });
}

function search(
  reading: Reading,
  { takes }: CommandSpec,
  { aliases }: ArgsContext,
): Result<Reading, Problem> {
  if (!takes.search) return ok(reading);
  const taken = takeSearch(reading.rest, aliases);
  return taken.ok ? ok({ args: { ...reading.args, search: taken.value }, rest: [] }) : taken;
}

function since(reading: Reading, { takes }: CommandSpec): Result<Reading, Problem> {
  const [word, ...after] = reading.rest;
  if (!takes.since || !word) return ok(reading);
  const taken = takeSince(asciiLower(word.typed) === "since" ? after : reading.rest);
  return taken.ok
    ? ok({ args: { ...reading.args, since: taken.value.since }, rest: taken.value.rest })
    : taken;
}

function text(reading: Reading, { takes }: CommandSpec): Result<Reading, Problem> {
  if (!takes.text) return ok(reading);
  const taken = takeText(reading.rest);
  return taken.ok ? ok({ args: { ...reading.args, text: taken.value }, rest: [] }) : taken;
}

function command(reading: Reading, { takes }: CommandSpec, context: ArgsContext): Result<Reading, Problem> {
  const [word, ...rest] = reading.rest;
  if (!takes.command || !word) return ok(reading);
  const verb = verbAt(word.typed, context.catalog);
  return verb.ok ? ok({ args: { ...reading.args, command: verb.value.name }, rest }) : verb;
}

function reason(
  { args, rest }: Reading,
  { takes }: CommandSpec,
  { aliases }: ArgsContext,
): Result<Reading, Problem> {
  if (!takes.reason) return ok({ args, rest });
  const taken = takeReason(rest, {
    flagged: args.reason,
    // Also of a lock, which takes none: `/lock tommy` must not silence a whole group for the reason "tommy".
    whereAccountsStand: args.group === null && args.time === null,
    aliases,
    takesTime: takes.time === true,
  });
  return taken.ok ? ok({ args: { ...args, ...taken.value }, rest: [] }) : taken;
}

function nothingLeft(
  reading: Reading,
  { takes }: CommandSpec,
  { aliases }: ArgsContext,
): Result<Reading, Problem> {
  const [word] = reading.rest;
  if (!word) return ok(reading);
  const slip = slipIn([word], { aliases, takesTime: takes.time === true });
  if (slip) return fail(slip);
  if (takes.group && reading.args.group === null) return fail(unknownGroup(word.typed, aliases));
  return fail({ kind: "leftover", token: word.typed });
}
