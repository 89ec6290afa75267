import type { Instant } from "../clock.ts";
import type { Fault, FaultKind } from "../audit/faults.ts";
import type { Remark, Report, Shortfall, Witness } from "../audit/report.ts";
import type { LedgerProblem } from "../ledger/problem.ts";
import { amount, amountOf } from "./amount.ts";
import { storageProblem } from "./doctor-house.ts";
import { formatSpan } from "./span.ts";

/** What `bailiff audit verify` says, in one screen: first what was altered, then what is missing. */
export function describeReport(report: Report, name: string): string {
  const { integrity } = report;
  return [
    `${COPIES[report.copy]} ${name}`,
    "",
    `INTEGRITY: ${integrity.count === 0 ? fineAsFar(report) : "BROKEN"}`,
    ...integrityLines(report).map((line) => `  ${line}`),
    "",
    `COMPLETENESS: ${howComplete(report)}`,
    ...completenessLines(report).map((line) => `  ${line}`),
  ].join("\n");
}

const COPIES = { database: "Database", export: "Export", channel: "Channel" } as const satisfies Readonly<
  Record<Report["copy"], string>
>;

function howComplete({ completeness, checkpoints }: Report): string {
  const { shortfalls, isEndStated } = completeness;
  const isLost = shortfalls.some(({ kind }) => !NOT_SHOWN.has(kind));
  if (isLost) return "INCOMPLETE";
  if (shortfalls.some(({ kind }) => kind === "no_key"))
    return "NOT SHOWN (signed by keys nobody vouched for: give --key)";
  if (shortfalls.length > 0) return "NOT SHOWN";
  const { coveredUpTo, coveredAt } = checkpoints;
  return isEndStated || coveredAt === null
    ? "fine"
    : `shown up to entry ${coveredUpTo} (checkpoint of ${moment(coveredAt)})`;
}

/** Nothing says that something is missing, nor that it is not. */
const NOT_SHOWN: ReadonlySet<Shortfall["kind"]> = new Set([
  "unsigned",
  "unvouched",
  "no_key",
  "none_covered",
]);

function fineAsFar({ depth }: Report): string {
  return depth === "numbers" ? "fine, as far as numbers and the beginnings of hashes show" : "fine";
}

function integrityLines(report: Report): readonly string[] {
  const { integrity, redacted, checkpoints } = report;
  const proven = provenLine(report);
  const removed =
    redacted === 0
      ? []
      : [`What ${amountOf(redacted, "entry", "entries")} told was removed, and a later entry says so.`];
  if (integrity.count === 0) {
    const fit =
      checkpoints.fitting === 0
        ? []
        : [`${amountOf(checkpoints.fitting, "signed checkpoint fits", "signed checkpoints fit")}.`];
    return [checked(report), ...fit, ...removed];
  }
  const [first, ...others] = integrity.faults;
  const shown = others.slice(0, MOST_OTHERS).map((fault) => `Also: ${describeFault(fault)}`);
  const hidden = integrity.count - 1 - shown.length;
  return [
    ...(first ? [describeFault(first)] : []),
    ...shown,
    ...(hidden > 0 ? [`And ${amount(hidden)} more.`] : []),
    proven,
    ...removed,
  ];
}

const MOST_OTHERS = 4;

function checked({ entries, first, last, depth }: Report): string {
  if (first === null || last === null) return "There is no entry in it.";
  const which = `${amountOf(entries, "entry", "entries")}, ${first} to ${last}`;
  switch (depth) {
    case "bodies":
      return `${which}: what each tells fits its hash, and each follows from the one before.`;
    case "chain":
      return `${which}: the chain, made again from what programs read, fits what people see, and each follows from the one before.`;
    case "numbers":
      return `${which}. This copy came without the part that programs read, so the chain could not be made again.`;
    default:
      return depth satisfies never;
  }
}

function provenLine({ integrity: { provenUpTo }, first }: Report): string {
  return provenUpTo === 0 || first === null
    ? "No signed checkpoint proves anything before that."
    : `Signed checkpoints prove ${range(first, provenUpTo)}.`;
}

/** A sentence, which names the first number it concerns. */
export function describeFault({ seq, upTo, what }: Fault): string {
  const where =
    seq === null ? "" : upTo === null || upTo === seq ? `Entry ${seq}` : `Entries ${seq} to ${upTo}`;
  return FAULTS[what](where || "A checkpoint", upTo ?? seq ?? 0);
}

const FAULTS: Readonly<Record<FaultKind, (where: string, last: number) => string>> = {
  edited: (where) => `${where}: edited. The hash does not cover what stands there.`,
  missing: (where) => `${where}: missing.`,
  reordered: (where) => `${where}: not in its place; it stands further back.`,
  duplicated: (where) => `${where}: there twice.`,
  relinked: (where, last) =>
    `${where}: entry ${last} was written anew with a hash made to fit, and those before it may have been.`,
  rewritten: (where) =>
    `${where}: rewritten. All hashes fit each other, but not the checkpoint that was signed.`,
  body: (where) => `${where}: what it tells is not what was committed to.`,
  body_gone: (where) => `${where}: what it told is gone, and no entry says that it was removed.`,
  unreadable: (where) => `${where}: something stands there that cannot be read as an entry.`,
  unaccounted: (where) => `${where}: not the newest one by the database's own note of it.`,
  visible: (where) => `${where}: what people see is not what the message says to programs.`,
  retouched: (where) => `${where}: Slack marks the message as edited, and Bailiff never edits there.`,
  stranger: (where) => `${where}: the message is by another author than the rest of the log.`,
  checkpoint: () => "A checkpoint is damaged, falsely signed, or not what is kept beside it.",
  forked: (_, last) =>
    `Two signed checkpoints of ${amountOf(last, "entry", "entries")} contradict each other.`,
  manifest: () => "The manifest is damaged or falsely signed, or the file is not the one it describes.",
};

function completenessLines(report: Report): readonly string[] {
  const { completeness, first, last } = report;
  const { shortfalls, remarks } = completeness;
  const numbers =
    first === null || last === null || shortfalls.some(({ kind }) => kind === "missing")
      ? []
      : remarks.some(({ kind }) => kind === "selection")
        ? []
        : [`Numbers run from ${first} to ${last} without a gap.`];
  const lost = shortfalls.slice(0, MOST_SHORTFALLS).map((shortfall) => describeShortfall(shortfall, report));
  const hidden = shortfalls.length - lost.length;
  return [
    ...lost,
    ...(hidden > 0 ? [`And ${amount(hidden)} more.`] : []),
    ...numbers,
    ...(remarks.some(({ kind }) => kind === "selection") ? [] : coverage(report)),
    ...remarks.map((remark) => describeRemark(remark, report)),
  ];
}

const MOST_SHORTFALLS = 5;

function describeShortfall(shortfall: Shortfall, { copy }: Report): string {
  switch (shortfall.kind) {
    case "begins_late":
      return `It begins with entry ${shortfall.first}. If that is meant, say --from ${shortfall.first}.`;
    case "missing":
      return `${range(shortfall.from, shortfall.to, "Entry", "Entries")}: not there.`;
    case "cut":
      return `The end is missing: ${WITNESSES[shortfall.by]} knows ${amountOf(shortfall.known, "entry", "entries")}, and the last one here is ${shortfall.last}.`;
    case "checkpoints_missing":
      return `Checkpoints are missing before number ${shortfall.before}.`;
    case "checkpoint_dropped":
      return `A signed checkpoint of ${amountOf(shortfall.size, "entry", "entries")} was kept elsewhere and is not in the database.`;
    case "unvouched":
      return `${amountOf(shortfall.count, "signature is", "signatures are")} by a key that you did not give (${shortfall.by}), up to entry ${shortfall.size}. If you trust it, add it with --key.`;
    case "unsigned":
      return shortfall.what === "manifest"
        ? "There is no signed manifest, so nothing shows that this is the whole export."
        : `There is no signed checkpoint in the ${copy}, so nothing shows whether the end is missing. Give one that was kept elsewhere with --checkpoint.`;
    case "no_key":
      return `Keys nobody vouched for signed it${shortfall.by === null ? "" : ` (${shortfall.by})`}: whoever wrote the copy may have made them. Give the key with --key.`;
    case "none_covered":
      return "The checkpoints by the key that you gave cover none of the entries here.";
    default:
      return shortfall satisfies never;
  }
}

const WITNESSES: Readonly<Record<Witness, string>> = {
  here: "a signed checkpoint in it",
  elsewhere: "a signed checkpoint that was kept elsewhere",
  database: "the database's own note",
  manifest: "the manifest",
};

function coverage({ checkpoints }: Report): readonly string[] {
  const { newest, elsewhere, coveredUpTo, total, trust } = checkpoints;
  if (!newest) return total === 0 ? [] : ["No checkpoint is signed by a key that you gave."];
  const by = newest.by.join(", ");
  const when = moment(newest.checkpoint.at);
  const signed =
    trust === "vouched"
      ? `signed by ${by}, a key that you gave`
      : `signed by keys nobody vouched for (${by})`;
  const kept = elsewhere
    ? `The newest that was kept elsewhere has ${amountOf(elsewhere.checkpoint.size, "entry", "entries")} and is of ${moment(elsewhere.checkpoint.at)}.`
    : "None was given that was kept elsewhere, so an older copy put in place of this one would not show.";
  return [
    `${amountOf(total, "checkpoint")} up to ${when}, which cover entries up to ${coveredUpTo}; ${signed}.`,
    kept,
  ];
}

function describeRemark(remark: Remark, { completeness }: Report): string {
  switch (remark.kind) {
    case "uncovered":
      return completeness.isEndStated
        ? `${range(remark.from, remark.to, "Entry", "Entries")} came after the last checkpoint; that nothing follows in the export, its signed manifest says.`
        : `${range(remark.from, remark.to, "Entry", "Entries")} came after it: whether more were cut off behind them would not show here.`;
    case "selection":
      return "It is a selection, so numbers are left out. That nothing is left out that belongs to it, only whoever signed its manifest vouches for.";
    case "silences":
      return `${amountOf(remark.count, "time", "times")} there was no checkpoint for more than an hour, the longest for ${formatSpan(remark.to - remark.from)} from ${moment(remark.from)}.`;
    case "key_taken":
      return `Entry ${remark.seq} says that another key signs from there on: ${remark.verifier}`;
    default:
      return remark satisfies never;
  }
}

function range(from: number, to: number, one = "entry", several = "entries"): string {
  return from === to ? `${one} ${from}` : `${several} ${from} to ${to}`;
}

function moment(at: Instant): string {
  return `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** Why something that was named cannot be looked at. */
export type Unusable =
  | "absent"
  | "unreadable"
  | "unknown"
  | "empty"
  | "no_json"
  | "no_notes"
  | "no_journal"
  | "no_log";

const UNUSABLE: Readonly<Record<Unusable, string>> = {
  absent: "it is not there",
  unreadable: "it cannot be read",
  unknown:
    "it is none of these: a SQLite database, an export in JSONL, a channel of Slack in JSON. (Exports as CSV and OCSF are for reading; ask for JSONL.)",
  empty: "there is neither a database nor a file of messages (*.json) in it",
  no_json: "it is not JSON",
  no_notes: "there is no signed checkpoint in it",
  no_journal: "there is no journal of Bailiff in it",
  no_log: "there is no message of the log in it",
};

export function unusable(name: string, why: Unusable): string {
  return `${name}: ${UNUSABLE[why]}.`;
}

/** SQLite writes beside a database that is in use, or was when it was copied, also to read it. */
export function unusableDatabase(name: string, problem: LedgerProblem): string {
  const { says } = storageProblem(problem);
  const mend =
    problem.kind === "not_writable"
      ? " Copy it into a folder that you can write to, and look at it there."
      : "";
  return `${name}: ${says}.${mend}`;
}

export function badKey(text: string): string {
  return `${text.startsWith("PRIVATE+KEY+") ? "The key that signs" : text} is no key that checks: it should look like <name>+<8 hex digits>+<base64>, or be a file of such lines.`;
}

export const VERIFY_USAGE = `Usage: bailiff audit verify [<copy>] [--key <key>] [--checkpoint <file>] [--from <number>]

Checks a copy of the record without Bailiff: a SQLite database or the folder it is in, the address of a PostgreSQL
database, an export (.jsonl, with its .manifest.json beside it), or the log channel as Slack exports it (a folder of
days, or one JSON file). Without <copy>: the database that the settings name.

  --key         a key that checks, from somebody you trust (or a file of them); may be given several times
  --checkpoint  signed checkpoints that were kept elsewhere: a file of them, or of messages; may be given several times
  --from        the number with which a copy of the channel is meant to begin

Exit code: 0 nothing was altered, and all is there up to the last checkpoint by a key that you gave (entries that came
after it are named: a log in use always has some); 1 something was altered; 3 something is missing, or nothing shows
that it is not, which is always so without --key; 2 the copy cannot be looked at.`;
