import type { Instant } from "../../clock.ts";
import { manifestText, type Manifest } from "../export-form.ts";
import type { Signer } from "../note.ts";
import type { Exported, Format } from "./make.ts";
import type { KeptCheckpoint, Redacted } from "./port.ts";
import { inWords, type Filter, type Sampling } from "./selection.ts";

/** What is said beside a file of entries: all that checks of entries need, and what a person asks about the file. */
export interface ExportManifest extends Manifest {
  readonly format: Format;
  readonly program: { readonly name: "bailiff"; readonly version: string };
  readonly file: { readonly name: string; readonly bytes: number };
  /** Numbers of the first and the last entry in the file; null: there is none. */
  readonly held: { readonly first: number; readonly last: number } | null;
  /** Entries between the two numbers, how many of them were wanted, and whether the file has every number. */
  readonly among: number;
  readonly wanted: number;
  readonly gapFree: boolean;
  readonly filter: Filter;
  readonly sample: (Sampling & { readonly method: string }) | null;
  /** RFC 6962 root over all entries up to `last`; null where entries are missing from the database. */
  readonly tree: { readonly size: number; readonly root: string } | null;
  /** Entries whose bodies were removed, with the numbers of the entries that say so. */
  readonly redactions: readonly Redacted[];
  /** Number of the entry that says that this was handed out; null: it is not on record. */
  readonly recorded: number | null;
}

/** Anybody can draw the same again by it. */
export const SAMPLING_METHOD =
  "of the entries wanted, those with the smallest SHA-256 (hex) of the text <seed>:<number>";

export interface ExportFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

export function manifestOf(
  exported: Exported,
  about: {
    readonly origin: string;
    readonly version: string;
    readonly format: Format;
    readonly file: ExportFile;
    readonly madeAt: Instant;
    readonly recorded: number | null;
    readonly checkpoints: readonly KeptCheckpoint[];
    readonly redactions: readonly Redacted[];
    readonly signers: readonly Signer[];
  },
): string {
  const { selection, before, end, frontier, root, count, among, wanted, held, isGapFree } = exported;
  const { file, signers, checkpoints } = about;
  const manifest: ExportManifest = {
    origin: about.origin,
    made: new Date(about.madeAt).toISOString(),
    sha256: file.sha256,
    count,
    first: selection.first,
    last: selection.last,
    prev: before.hash,
    head: end.hash,
    frontier,
    selection: inWords(selection),
    checkpoints: checkpoints.map(({ note }) => note),
    verifiers: [
      ...new Set([
        ...signers.map(({ verifier }) => verifier),
        ...checkpoints.map(({ verifier }) => verifier),
      ]),
    ],
    format: about.format,
    program: { name: "bailiff", version: about.version },
    file: { name: file.name, bytes: file.bytes },
    held,
    among,
    wanted,
    gapFree: isGapFree,
    filter: selection.filter,
    sample: selection.sample && { ...selection.sample, method: SAMPLING_METHOD },
    tree: root === null ? null : { size: selection.last, root },
    redactions: about.redactions,
    recorded: about.recorded,
  };
  return manifestText(manifest, signers);
}
