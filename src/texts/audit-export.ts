import { amount, amountOf } from "./amount.ts";

/** What `bailiff audit export` says. */

export const EXPORT_USAGE = `Usage: bailiff audit export [--from <number|date>] [--to <number|date>] [--format jsonl|csv|ocsf] [--out <file>]
         [--group <alias|id>] [--person <id>] [--account <name>] [--verb <verb>] [--case <number>] [--kind <kind>]
         [--sample <count> [--seed <text>]] [--unrecorded]

Writes entries into a file, and a signed manifest beside it, also while Bailiff runs. A date is a day (2026-11-01, UTC) or
a moment (2026-11-01T09:30Z). The export itself becomes an entry; where nothing can be written into the journal,
--unrecorded makes it all the same, and its manifest says so. A person's id stands in Slack under their profile, Copy
member ID; as it stands in messages, <@U0123>, will do too. The journal is found as \`bailiff start\` finds it:
DATABASE_URL, or the folder BAILIFF_DATA.`;

export function badOption(name: string, value: string): string {
  return `--${name} ${JSON.stringify(value)}: ${WANTED[name] ?? "is not known"}`;
}

const MOMENT = "must be a number, a day such as 2026-11-01, or a moment such as 2026-11-01T09:30Z";

const WANTED: Readonly<Record<string, string>> = {
  from: MOMENT,
  to: MOMENT,
  format: "must be jsonl, csv or ocsf",
  case: "must be the number of a case, such as 1042",
  sample: "must be a number from 1 to 100,000",
  seed: "goes with --sample, and is at most 64 letters, digits, dots and dashes",
};

export const NO_JOURNAL =
  "There is no journal to export from, or it has not been opened by this version of Bailiff yet. Start Bailiff once, or set BAILIFF_DATA or DATABASE_URL.";

export function nothingThere(first: number, last: number, newest: number): string {
  if (newest === 0) return "There is no entry yet, so no file was written.";
  if (first > last) return "There is no entry in that time, so no file was written.";
  return `There is no entry from ${amount(first)} to ${amount(last)}: the newest is ${amount(newest)}. No file was written.`;
}

export function isThereAlready(path: string): string {
  return `${path} is there already, and nothing is written over. Choose another name with --out, or move the file away.`;
}

export function cannotWrite(path: string, code: string): string {
  return `${path} cannot be written (${code}). No file was left behind.`;
}

export function notOnRecord(why: string): string {
  return (
    `The export could not be put on record, so no file was written: ${why} ` +
    "Run it as the user that Bailiff runs as, or add --unrecorded; the manifest then says that it is not on record."
  );
}

export const BECAUSE_UNWRITABLE = "the journal cannot be written to.";

export function keyTrouble(where: string): string {
  return `${where} does not hold a key that can sign, so the manifest is not signed.`;
}

export function missingEntry(seq: number): string {
  return `Entry ${amount(seq)} is not in the journal, though later ones are. The file holds what is there; \`bailiff audit verify\` looks closer.`;
}

export interface Told {
  readonly path: string;
  /** The numbers that were selected from. */
  readonly first: number;
  readonly last: number;
  readonly manifestPath: string;
  readonly count: number;
  readonly among: number;
  readonly held: { readonly first: number; readonly last: number } | null;
  readonly isSelection: boolean;
  readonly bytes: number;
  readonly sha256: string;
  readonly signedBy: readonly string[];
  readonly recorded: number | null;
  readonly sample: { readonly size: number; readonly seed: string } | null;
  readonly wanted: number;
  readonly redacted: number;
}

export function exportTold(told: Told): string {
  const { count, among, held, bytes, sample, redacted } = told;
  const numbers = held === null ? "" : `, numbers ${amount(held.first)} to ${amount(held.last)}`;
  const of = told.isSelection ? ` of ${amount(among)}` : "";
  const lines = [
    `Wrote ${told.path}: ${amount(count)}${of} ${count === 1 && of === "" ? "entry" : "entries"}${numbers}, ${amountOf(bytes, "byte")}.`,
    `Manifest: ${told.manifestPath}, ${told.signedBy.length === 0 ? "not signed: no key is at hand" : `signed by ${told.signedBy.join(" and ")}`}.`,
    `SHA-256 of the file: ${told.sha256}`,
  ];
  if (sample)
    lines.push(
      `Sample: ${amount(count)} of ${amount(told.wanted)} that are wanted, drawn with the seed ${sample.seed}. The same again: the same options with --from ${told.first} --to ${told.last} --sample ${sample.size} --seed ${sample.seed}`,
    );
  if (redacted > 0) lines.push(`What ${amountOf(redacted, "entry", "entries")} said was redacted.`);
  lines.push(
    told.recorded === null
      ? "This export is not on record, and its manifest says so."
      : `On record as entry ${amount(told.recorded)}.`,
  );
  return lines.join("\n");
}
