import { openCheckpoints, openWith } from "./checkpoint-book.ts";
import { readExportLine, readManifest, type Manifest } from "./export-form.ts";
import { collectFaults, type Faults } from "./faults.ts";
import { conclude, type Report, type Shortfall } from "./report.ts";
import { keysOf, notesOf, type Known } from "./verify-database.ts";
import { walkLog, type Beginning } from "./walk.ts";
import { witness } from "./witness.ts";

/** The files of an export. */
export interface ExportCopy {
  /** The text of the manifest; null: there is none beside the file. */
  readonly manifest: string | null;
  /** In pages, without their ends. */
  lines(): AsyncIterable<readonly string[]>;
  /** Hex SHA-256 of the file, once all lines were read. */
  sha256(): string;
}

export async function verifyExport(copy: ExportCopy, known: Known): Promise<Report> {
  const faults = collectFaults();
  const { manifest, isSigned, shortfalls } = describe(copy, known, faults);
  const keys = { vouched: known.keys, claimed: keysOf(manifest?.verifiers ?? []) };
  const notes = (manifest?.checkpoints ?? []).map((note) => ({ note }));
  const opened = openCheckpoints(notesOf(notes, known), keys, faults);
  const walk = walkLog(beginningOf(manifest, isSigned), opened, faults);
  let lines = 0;
  let head = "";
  for await (const page of copy.lines()) {
    for (const line of page) {
      const entry = readExportLine(line);
      if (entry) walk.take(witness(entry));
      else walk.unreadable();
      head = entry?.hash ?? head;
    }
    lines += page.length;
  }
  const last = walk.expected() - 1;
  const isAsDescribed = manifest?.sha256 === copy.sha256() && manifest.count === lines;
  const endsAsDescribed = last !== manifest?.last || manifest.count === 0 || head === manifest.head;
  if (manifest && !(isAsDescribed && endsAsDescribed)) faults.add("manifest", null);
  return conclude({
    copy: "export",
    depth: "bodies",
    walk,
    opened,
    hasKeys: known.keys.length > 0,
    statedFirst: manifest?.first ?? 1,
    ...(manifest && isSigned ? { statedLast: manifest.last } : {}),
    isSelection: manifest !== null && manifest.selection !== null,
    shortfalls: [...shortfalls, ...cutBy(manifest, last)],
  });
}

interface Described {
  readonly manifest: Manifest | null;
  /** By a key that counts: one that was given, or where none was, one that the manifest names. */
  readonly isSigned: boolean;
  readonly shortfalls: readonly Shortfall[];
}

function describe({ manifest: text }: ExportCopy, known: Known, faults: Faults): Described {
  const nobody: Described = {
    manifest: null,
    isSigned: false,
    shortfalls: [{ kind: "unsigned", what: "manifest" }],
  };
  if (text === null) return nobody;
  const read = readManifest(text);
  if (!read.ok) {
    faults.add("manifest", null);
    return nobody;
  }
  const { manifest, note } = read.value;
  if (note.endsWith("\n\n")) return { ...nobody, manifest };
  const opened = openWith(note, { vouched: known.keys, claimed: keysOf(manifest.verifiers) });
  if (!opened || manifest.frontier.size !== manifest.first - 1) {
    faults.add("manifest", null);
    return { ...nobody, manifest, shortfalls: [] };
  }
  const isSigned = opened.trust === (known.keys.length > 0 ? "vouched" : "claimed");
  const unvouched: Shortfall = { kind: "unvouched", count: 1, size: manifest.last, by: opened.by.join(", ") };
  return { manifest, isSigned, shortfalls: isSigned ? [] : [unvouched] };
}

function beginningOf(manifest: Manifest | null, isSigned: boolean): Beginning {
  if (!manifest) return { head: null, frontier: null };
  const { first, last, prev, selection, frontier, redactions } = manifest;
  const isSelection = selection !== null;
  // What says so inside the file is found there; what stands outside of it is known by the manifest alone.
  const outside = redactions.filter(({ by }) => isSigned && (isSelection || by > last));
  const redacted = new Set(outside.map(({ entry }) => entry));
  return {
    head: { seq: first - 1, hash: prev },
    frontier: isSelection ? null : frontier,
    isSelection,
    redacted,
  };
}

function cutBy(manifest: Manifest | null, last: number): readonly Shortfall[] {
  const isCut = manifest !== null && manifest.selection === null && last < manifest.last;
  return isCut ? [{ kind: "cut", last, known: manifest.last, by: "manifest" }] : [];
}
