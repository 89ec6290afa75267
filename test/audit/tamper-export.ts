import { hash } from "node:crypto";
import { exportLine, manifestText, readExportLine, type Manifest } from "../../src/audit/export-form.ts";
import type { Entry } from "../../src/ledger/port.ts";
import { describe, FORGER, frontierOf, rowsOf, type Day, type Files } from "./copies.ts";
import { flipped, type Random } from "./random.ts";
import { rewritten, rewrittenFrom, type Tampering } from "./tamper-database.ts";

export function exportTamperings(day: Day): Readonly<Record<string, Tampering<Files>>> {
  const count = day.entries.length;
  const place = (random: Random): number => random.between(0, count - 1);
  return {
    "a byte of the file is flipped": ({ file, manifest }, random) => {
      const lines = linesIn(file);
      const at = place(random);
      const spoilt = lines.with(at, flipped(lines[at] ?? "", random));
      return { copy: { file: spoilt.join(""), manifest }, first: at + 1 };
    },
    "a byte of the manifest is flipped": ({ file, manifest }, random) => ({
      copy: { file, manifest: flipped(manifest ?? "", random) },
      first: null,
    }),
    "what happened is written anew": (files, random) => {
      const at = day.entries.findIndex(({ seq, body }) => seq > place(random) && body !== null);
      const entry = day.entries[at] as Entry;
      return edit(files, at, exportLine({ ...entry, body: JSON.stringify({ n: random.between(0, 1e9) }) }));
    },
    "an entry is written anew, and its hash with it": (files, random) => {
      const at = place(random);
      return edit(files, at, exportLine(rewritten(day.entries[at] as Entry, null, random)));
    },
    "a line is deleted": ({ file, manifest }, random) => {
      const at = random.between(0, count - 2);
      return { copy: { file: linesIn(file).toSpliced(at, 1).join(""), manifest }, first: at + 1 };
    },
    "a line is deleted, and the manifest says so": ({ file }, random) => {
      const at = random.between(0, count - 2);
      return { copy: described(day, linesIn(file).toSpliced(at, 1)), first: at + 1 };
    },
    "a line is inserted": ({ file, manifest }, random) => {
      const at = place(random);
      const entry = day.entries[at] as Entry;
      const inserted = exportLine(rewritten(entry, null, random));
      return {
        copy: { file: linesIn(file).toSpliced(at, 0, `${inserted}\n`).join(""), manifest },
        first: at + 1,
      };
    },
    "two lines change places": ({ file, manifest }, random) => {
      const lines = linesIn(file);
      const at = random.between(0, count - 2);
      const other = random.between(at + 1, count - 1);
      const swapped = lines.with(at, lines[other] ?? "").with(other, lines[at] ?? "");
      return { copy: { file: swapped.join(""), manifest }, first: at + 1 };
    },
    "a line is there twice": ({ file, manifest }, random) => {
      const lines = linesIn(file);
      const at = place(random);
      return { copy: { file: lines.toSpliced(at, 0, lines[at] ?? "").join(""), manifest }, first: at + 1 };
    },
    "the tail is cut": ({ file, manifest }, random) => {
      const size = random.between(0, count - 1);
      return { copy: { file: linesIn(file).slice(0, size).join(""), manifest }, first: size + 1 };
    },
    "the tail is cut, and the manifest with it": ({ file }, random) => {
      const size = random.between(0, count - 1);
      return { copy: described(day, linesIn(file).slice(0, size)), first: size + 1 };
    },
    "the chain is made anew without the key": (_, random) => {
      const from = random.between(1, count);
      const { entries } = rewrittenFrom(rowsOf(day), from, random);
      return {
        copy: described(
          day,
          entries.map((entry) => `${exportLine(entry)}\n`),
        ),
        first: from,
      };
    },
    "the manifest is gone": ({ file }, random) => {
      const size = random.between(0, count - 1);
      return { copy: { file: linesIn(file).slice(0, size).join(""), manifest: null }, first: size + 1 };
    },
  };
}

/** Lines with their ends. */
function linesIn(file: string): readonly string[] {
  return file.split(/(?<=\n)/);
}

function edit({ file, manifest }: Files, at: number, line: string): ReturnType<Tampering<Files>> {
  return { copy: { file: linesIn(file).with(at, `${line}\n`).join(""), manifest }, first: at + 1 };
}

/** What somebody does who has all but the key: the manifest fits the file, and is signed by a key of their own. */
function described(day: Day, lines: readonly string[]): Files {
  const file = lines.join("");
  const entries = lines.flatMap((line) => readExportLine(line.trimEnd()) ?? []);
  const sound = day.checkpoints.filter(({ size }) => size <= entries.length);
  const manifest: Manifest = describe(file, entries, frontierOf([]), sound, FORGER);
  return { file, manifest: manifestText({ ...manifest, sha256: hash("sha256", file) }, [FORGER.signer]) };
}
