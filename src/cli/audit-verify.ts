import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readSigner, readVerifier, type Verifier } from "../audit/note.ts";
import { exitCodeOf, type Report } from "../audit/report.ts";
import { verifyChannel } from "../audit/verify-channel.ts";
import { verifyDatabase, type Known } from "../audit/verify-database.ts";
import { verifyExport } from "../audit/verify-export.ts";
import { systemClock } from "../clock.ts";
import { readKeeping, type Environment } from "../config/environment.ts";
import { describeProblem } from "../config/problem.ts";
import { openDatabaseCopy, type DatabasePlace } from "../ledger/database-copy.ts";
import { blot } from "../ops/log.ts";
import { fail, ok, type Result } from "../result.ts";
import { badKey, describeReport, unusable, unusableDatabase, VERIFY_USAGE } from "../texts/audit.ts";
import {
  channelCopyOf,
  exportCopyOf,
  findCopy,
  notesOfFile,
  reading,
  type FoundCopy,
} from "./audit-copies.ts";
import type { Terminal } from "./terminal.ts";

/** `bailiff audit verify`. The answer is the exit code, as its usage says. */
export async function runAuditVerify(
  terminal: Pick<Terminal, "out" | "err" | "variables">,
  args: readonly string[],
): Promise<number> {
  const options = readOptions(args);
  if (!options.ok) {
    terminal.err(`${options.failure}\n\n${VERIFY_USAGE}`);
    return 2;
  }
  const name = options.value.copy ?? settledPlace(terminal);
  const known = await readKnown(options.value);
  const found = known.ok ? await findCopy(name) : known;
  if (!known.ok || !found.ok) {
    terminal.err(known.ok ? (found.ok ? "" : found.failure) : known.failure);
    return 2;
  }
  const report = await verify(found.value, known.value, options.value.from);
  if (!report.ok) {
    terminal.err(blot(report.failure, []));
    return 2;
  }
  // The address of a database holds a password.
  terminal.out(describeReport(report.value, blot(name, [])));
  return exitCodeOf(report.value);
}

interface Options {
  readonly copy: string | null;
  readonly keys: readonly string[];
  readonly checkpoints: readonly string[];
  readonly from: number | null;
}

function readOptions(args: readonly string[]): Result<Options, string> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        key: { type: "string", multiple: true, default: [] },
        checkpoint: { type: "string", multiple: true, default: [] },
        from: { type: "string" },
      },
    });
    const [copy = null, ...others] = positionals;
    const isNumber = values.from === undefined || /^[1-9]\d{0,15}$/.test(values.from);
    if (others.length > 0 || !isNumber) return fail(others[0] ?? `--from ${values.from}`);
    const from = values.from === undefined ? null : Number(values.from);
    return ok({ copy, keys: values.key, checkpoints: values.checkpoint, from });
  } catch (error) {
    return fail(error instanceof Error ? error.message : "bad arguments");
  }
}

/** The database that the settings name. */
function settledPlace({ variables, err }: Pick<Terminal, "variables" | "err">): string {
  const keeping = readKeeping(variables);
  if (!keeping.ok) {
    for (const problem of keeping.failure) err(`${problem.where}: ${describeProblem(problem)}`);
    return "";
  }
  const place = placeOf(keeping.value.storage);
  return place.kind === "postgres" ? place.url : place.path;
}

/** The database of the settings. */
export function placeOf(storage: Environment["storage"]): DatabasePlace {
  return storage.kind === "postgres"
    ? { kind: "postgres", url: storage.url.reveal() }
    : { kind: "file", path: join(storage.folder, "ledger.db") };
}

async function readKnown(options: Pick<Options, "keys" | "checkpoints">): Promise<Result<Known, string>> {
  const keys: Verifier[] = [];
  for (const text of options.keys) {
    const read = await readKeys(text);
    if (!read.ok) return read;
    keys.push(...read.value);
  }
  const notes: string[] = [];
  for (const file of options.checkpoints) {
    const read = await notesOfFile(file);
    if (!read.ok) return read;
    notes.push(...read.value);
  }
  return ok({ keys, notes });
}

/** A key, or a file of keys; also the file of the key that signs, of which the other half follows. */
async function readKeys(text: string): Promise<Result<readonly Verifier[], string>> {
  const key = readVerifier(text);
  if (key.ok) return ok([key.value]);
  const words = (await readFile(text, "utf8").catch(() => "")).split(/\s+/).filter((word) => word !== "");
  const keys = words.map((word) => {
    const signer = readSigner(word);
    return readVerifier(signer.ok ? signer.value.verifier : word);
  });
  const good = keys.flatMap((read) => (read.ok ? [read.value] : []));
  return good.length > 0 && good.length === keys.length ? ok(good) : fail(badKey(text));
}

async function verify(found: FoundCopy, known: Known, from: number | null): Promise<Result<Report, string>> {
  switch (found.kind) {
    case "database":
      return verifyPlace(found.place, known);
    case "export":
      return reading(found.path, async () => ok(await verifyExport(await exportCopyOf(found.path), known)));
    case "channel": {
      const copy = await channelCopyOf(found.files, from);
      if (!copy.ok) return copy;
      const report = await verifyChannel(copy.value, known);
      return report.entries === 0 && report.integrity.count === 0
        ? fail(unusable(found.files.join(", "), "no_log"))
        : ok(report);
    }
    default:
      return found satisfies never;
  }
}

async function verifyPlace(place: DatabasePlace, known: Known): Promise<Result<Report, string>> {
  const name = place.kind === "file" ? place.path : blot(place.url, []);
  const opened = await openDatabaseCopy(place, systemClock);
  if (!opened.ok) return fail(unusableDatabase(name, opened.failure));
  if (opened.value === null) return fail(unusable(name, "no_journal"));
  await using journal = opened.value;
  try {
    return ok(await verifyDatabase(journal.copy, known));
  } catch (error) {
    // A damaged file may only show itself on the way.
    const problem = journal.problemOf(error);
    if (!problem) throw error;
    return fail(unusableDatabase(name, problem));
  }
}
