import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { hostname, userInfo } from "node:os";
import { basename, join } from "node:path";
import { exportEntries, type Exported } from "../audit/exporting/make.ts";
import { manifestOf, type ExportFile } from "../audit/exporting/manifest.ts";
import type { ExportSource } from "../audit/exporting/port.ts";
import { inWords, type Selection } from "../audit/exporting/selection.ts";
import { readCheckpoint } from "../audit/checkpoint.ts";
import type { Signer } from "../audit/note.ts";
import { readSigners } from "../audit/signers.ts";
import { systemClock, type Clock } from "../clock.ts";
import { readKeeping, type Keeping } from "../config/environment.ts";
import { describeProblem } from "../config/problem.ts";
import { openForExport } from "../ledger/export-source.ts";
import type { LedgerPlace } from "../ledger/open.ts";
import type { NewEntry } from "../ledger/port.ts";
import { recordBeside } from "../ledger/record-beside.ts";
import { fail, ok, type Result } from "../result.ts";
import * as texts from "../texts/audit-export.ts";
import { ledgerProblemText } from "../texts/ledger.ts";
import { readExportOptions, type ExportOptions } from "./audit-export-options.ts";
import type { Terminal } from "./terminal.ts";
import { programVersion } from "./version.ts";
import { isThere, openWholeFile, type WholeFile } from "./whole-file.ts";
import { ledgerPlace } from "./ledger-place.ts";

/** `bailiff audit export`. The answer is the exit code: 0 when there is a file and no entry was missing. */
export async function runAuditExport(
  { out, err, variables }: Pick<Terminal, "out" | "err" | "variables">,
  args: readonly string[],
  clock: Clock = systemClock,
): Promise<number> {
  const options = readExportOptions(args);
  if (!options.ok) {
    err(`${options.failure}\n\n${texts.EXPORT_USAGE}`);
    return 2;
  }
  const keeping = readKeeping(variables);
  if (!keeping.ok) {
    for (const problem of keeping.failure) err(`${problem.where}: ${describeProblem(problem)}`);
    return 2;
  }
  const { storage } = keeping.value;
  const place = ledgerPlace(storage);
  const opened = await openForExport(place, clock);
  if (!opened.ok || opened.value === null) {
    err(opened.ok ? texts.NO_JOURNAL : ledgerProblemText(opened.failure));
    return 1;
  }
  await using journal = opened.value;
  const signers = await signersAtHand(keeping.value);
  if (!signers.ok) err(signers.failure);
  const made = await makeExport(options.value, {
    source: journal.source,
    place,
    clock,
    signers: signers.ok ? signers.value : [],
  });
  if (!made.ok) {
    err(made.failure);
    return 1;
  }
  const { told, missing } = made.value;
  out(texts.exportTold(told));
  if (missing === null) return 0;
  err(texts.missingEntry(missing));
  return 1;
}

interface Making {
  readonly source: ExportSource;
  readonly place: LedgerPlace;
  readonly clock: Clock;
  readonly signers: readonly Signer[];
}

type Made = { readonly told: texts.Told; readonly missing: number | null };

async function makeExport(options: ExportOptions, making: Making): Promise<Result<Made, string>> {
  const selected = await selectionOf(making.source, options);
  if (!selected.ok) return selected;
  const selection = selected.value;
  const path = options.out ?? nameOf(selection, options.format);
  const manifestPath = `${path}.manifest.json`;
  for (const taken of [path, manifestPath])
    if (await isThere(taken)) return fail(texts.isThereAlready(taken));
  const unique = randomBytes(4).toString("hex");
  try {
    await using file = await openWholeFile(path, unique);
    await using manifest = await openWholeFile(manifestPath, unique);
    const made = await writeBoth(options, making, selection, { path, file, manifest });
    if (!made.ok) return made;
    if (!(await file.place())) return fail(texts.isThereAlready(path));
    if (!(await manifest.place())) return fail(texts.isThereAlready(manifestPath));
    return made;
  } catch (error) {
    const code = codeOf(error);
    if (!UNWRITABLE.has(code)) throw error;
    return fail(texts.cannotWrite(path, code));
  }
}

/** Codes of the system for a place where no file can be made, or none so large. */
const UNWRITABLE = new Set([
  "EACCES",
  "EDQUOT",
  "EFBIG",
  "EIO",
  "EISDIR",
  "ENAMETOOLONG",
  "ENOENT",
  "ENOSPC",
  "ENOTDIR",
  "EPERM",
  "EROFS",
]);

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

/** Writes the entries, puts that on record, and writes the manifest; both files are under their temporary names. */
async function writeBoth(
  options: ExportOptions,
  making: Making,
  selection: Selection,
  { path, file, manifest }: { readonly path: string; readonly file: WholeFile; readonly manifest: WholeFile },
): Promise<Result<Made, string>> {
  const { source, signers, clock } = making;
  const origin = await originOf(source, signers);
  const about = { format: options.format, origin, version: programVersion() };
  const exported = await exportEntries(source, selection, about, (lines) => file.write(lines));
  const written = { name: basename(path), ...(await file.end()) };
  const recorded = options.isRecorded ? await putOnRecord(making, exported, options, written) : ok(null);
  if (!recorded.ok) return recorded;
  await manifest.write(
    manifestOf(exported, {
      ...about,
      file: written,
      madeAt: clock.now(),
      recorded: recorded.value,
      checkpoints: await source.checkpoints(selection.first, selection.last),
      redactions: await source.redactions(selection.first, selection.last),
      signers,
    }),
  );
  await manifest.end();
  const manifestPath = `${path}.manifest.json`;
  const told = toldOf(exported, { path, manifestPath, written, signers, recorded: recorded.value });
  return ok({ told, missing: exported.missing });
}

function toldOf(
  { count, among, wanted, held, redacted, selection }: Exported,
  about: {
    readonly path: string;
    readonly manifestPath: string;
    readonly written: ExportFile;
    readonly signers: readonly Signer[];
    readonly recorded: number | null;
  },
): texts.Told {
  const { path, manifestPath, written, signers, recorded } = about;
  const isSelection = inWords(selection) !== null;
  const { bytes, sha256 } = written;
  const signedBy = signers.map(({ name }) => name);
  const { first, last, sample } = selection;
  return {
    path,
    first,
    last,
    manifestPath,
    count,
    among,
    wanted,
    held,
    isSelection,
    bytes,
    sha256,
    signedBy,
    recorded,
    sample,
    redacted,
  };
}

/** The numbers that are meant, as far as there are entries. */
async function selectionOf(
  source: ExportSource,
  { from, to, filter, sample }: ExportOptions,
): Promise<Result<Selection, string>> {
  const { seq: newest } = await source.head();
  const first = from === null ? 1 : "seq" in from ? from.seq : await source.firstFrom(from.at);
  const last = to === null ? newest : "seq" in to ? Math.min(to.seq, newest) : await source.lastBefore(to.at);
  if (first === null || last === null || first > last)
    return fail(texts.nothingThere(first ?? newest + 1, last ?? 0, newest));
  const seed = sample && (sample.seed ?? randomBytes(8).toString("hex"));
  return ok({ first, last, filter, sample: sample && seed !== null ? { size: sample.size, seed } : null });
}

function nameOf({ first, last }: Selection, format: ExportOptions["format"]): string {
  return `bailiff-audit-${first}-${last}.${format === "ocsf" ? "ocsf.jsonl" : format}`;
}

/** The key that signs, where this user may read it. None is made here: that is for whoever writes the journal. */
async function signersAtHand({ auditKey, storage }: Keeping): Promise<Result<readonly Signer[], string>> {
  const inFolder = storage.kind === "sqlite" ? join(storage.folder, "audit.key") : null;
  const text =
    auditKey?.reveal() ?? (inFolder === null ? null : await readFile(inFolder, "utf8").catch(() => null));
  if (text === null) return ok([]);
  const signers = readSigners(text);
  return signers.ok ? signers : fail(texts.keyTrouble(inFolder ?? "BAILIFF_AUDIT_KEY"));
}

/** The name of the log: of the key that signs, or as its newest checkpoint has it. */
async function originOf(source: ExportSource, [signer]: readonly Signer[]): Promise<string> {
  if (signer) return signer.name;
  const { seq } = await source.head();
  const newest = (await source.checkpoints(seq, seq)).at(-1);
  const checkpoint = newest && readCheckpoint(newest.note.slice(0, newest.note.lastIndexOf("\n\n") + 1));
  return checkpoint?.ok ? checkpoint.value.origin : "bailiff";
}

/** Before the file gets its name: one that was handed out without a word of it in the journal must not exist. */
async function putOnRecord(
  { place, clock }: Making,
  { selection, count }: Exported,
  { format }: ExportOptions,
  { name, bytes, sha256 }: ExportFile,
): Promise<Result<number, string>> {
  const { first, last } = selection;
  const entry: NewEntry = {
    kind: "exported",
    case: null,
    body: {
      actor: { shell: `${userName()}@${hostname()}` },
      surface: "terminal",
      format,
      first,
      last,
      count,
      selection: inWords(selection),
      file: { name, bytes, sha256 },
    },
  };
  const recorded = await recordBeside(place, clock, entry);
  if (recorded.ok) return ok(recorded.value.seq);
  return fail(texts.notOnRecord(texts.BECAUSE_UNWRITABLE));
}

/** As the system calls whoever runs this; a number where it has no name for them, as in some containers. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? "unknown"}`;
  }
}
