import { headerText } from "../../src/audit/chain.ts";
import { commitmentOf, leafHash } from "../../src/audit/hash.ts";
import type { CheckpointRow } from "../../src/audit/verify-database.ts";
import type { Entry } from "../../src/ledger/port.ts";
import { checkpointsOf, FORGER, type Day, type Rows } from "./copies.ts";
import { flipped, type Random } from "./random.ts";

/** A copy that somebody has been at, and the first number that is not to be trusted; null where it is no number. */
export interface Tampered<Copy> {
  readonly copy: Copy;
  readonly first: number | null;
  /** Any number up to this one is right too. */
  readonly upTo?: number;
}

export type Tampering<Copy> = (copy: Copy, random: Random) => Tampered<Copy>;

export function databaseTamperings({ checkpoints }: Day): Readonly<Record<string, Tampering<Rows>>> {
  return {
    "a byte of an entry is flipped": (rows, random) => {
      const entry = random.one(rows.entries);
      const columns = (["text", "prev", "hash", "kind", "body", "salt"] as const).filter(
        (column) => entry[column] !== null,
      );
      const column = random.one(columns);
      return changed(rows, entry.seq, { [column]: flipped(entry[column] ?? "", random) });
    },
    "a number of an entry is changed": (rows, random) => {
      const entry = random.one(rows.entries);
      const other = random.one([-entry.seq, entry.seq + rows.entries.length, 0.5]);
      const change = random.one<Partial<Entry>>([
        { seq: other },
        { at: entry.at + random.between(1, 1_000) },
        { case: entry.case === null ? 3 : random.one([null, entry.case + 1]) },
      ]);
      const first = change.seq !== undefined && change.seq < entry.seq ? Math.min(1, entry.seq) : entry.seq;
      return { ...changed(rows, entry.seq, change), first };
    },
    "what happened is written anew": (rows, random) => {
      const entry = random.one(rows.entries.filter(({ body }) => body !== null));
      return changed(rows, entry.seq, { body: JSON.stringify({ person: "U2", n: random.between(0, 1e9) }) });
    },
    "an entry is written anew, and its hash with it": (rows, random) => {
      const entry = random.one(rows.entries.slice(0, -1));
      return changed(rows, entry.seq, rewritten(entry, entry.prev, random));
    },
    "the last entry is written anew, and its hash with it": (rows, random) => {
      const last = rows.entries.length;
      return changed(rows, last, rewritten(rows.entries[last - 1] as Entry, null, random));
    },
    "an entry is deleted": (rows, random) => {
      const { seq } = random.one(rows.entries);
      return { copy: { ...rows, entries: rows.entries.filter((entry) => entry.seq !== seq) }, first: seq };
    },
    "what happened is deleted": (rows, random) => {
      const { seq } = random.one(rows.entries.filter(({ body }) => body !== null));
      return changed(rows, seq, { body: null, salt: null });
    },
    "an entry is inserted": (rows, random) => {
      const next = rows.entries.length + 1;
      const model = random.one(rows.entries.filter(({ body }) => body !== null));
      const last = rows.entries[next - 2] as Entry;
      const inserted = random.one([
        { ...model, seq: next },
        rewritten({ ...model, seq: next }, last.hash, random),
      ]);
      return { copy: { ...rows, entries: [...rows.entries, inserted] }, first: next };
    },
    "two entries change places": (rows, random) => {
      const [one, other] = two(rows.entries, random);
      const once = changed(rows, one.seq, { ...other, seq: one.seq });
      return { ...changed(once.copy, other.seq, { ...one, seq: other.seq }), first: one.seq };
    },
    "the tail is cut": (rows, random) => prefix(rows, random.between(1, rows.entries.length - 1), false),
    "the tail is cut, and the head with it": (rows, random) =>
      prefix(rows, random.between(0, rows.entries.length - 1), true),
    "an older backup is restored and goes on": (rows, random) => {
      const size = random.between(1, rows.entries.length - 1);
      const { copy } = prefix(rows, size, true);
      const goneOn = rewrittenFrom(rows, size + 1, random);
      return { copy: { ...goneOn, checkpoints: copy.checkpoints }, first: size + 1 };
    },
    "the chain is made anew without the key": (rows, random) => {
      const from = random.between(1, rows.entries.length);
      return { copy: rewrittenFrom(rows, from, random), first: from };
    },
    "the chain is made anew and signed by another key": (rows, random) => {
      const from = random.between(1, rows.entries.length);
      const forged = rewrittenFrom(rows, from, random);
      const sizes = checkpoints.map(({ size }) => size);
      return {
        copy: { ...forged, checkpoints: checkpointsOf(forged.entries, sizes, FORGER) },
        first: from,
      };
    },
    "a byte of a checkpoint is flipped": (rows, random) => {
      const row = random.one(rows.checkpoints);
      const column = random.one(["note", "frontier", "verifier"] as const);
      return withCheckpoint(rows, row, { [column]: flipped(row[column], random) });
    },
    "a number of a checkpoint is changed": (rows, random) => {
      const row = random.one(rows.checkpoints);
      const column = random.one(["number", "size", "at"] as const);
      return withCheckpoint(rows, row, { [column]: row[column] + random.one([-1, 1, 1_000]) });
    },
    "a checkpoint is deleted": (rows, random) => {
      const { number } = random.one(rows.checkpoints);
      return {
        copy: { ...rows, checkpoints: rows.checkpoints.filter((row) => row.number !== number) },
        first: null,
      };
    },
    "the head is changed": (rows, random) => {
      const { seq, hash } = rows.head ?? { seq: 0, hash: "" };
      const head = random.one([
        { seq, hash: flipped(hash, random) },
        { seq: seq - random.between(1, seq), hash },
        { seq: seq + 1, hash },
        null,
      ]);
      const isLonger = head !== null && head.seq > seq;
      return { copy: { ...rows, head }, first: isLonger ? seq + 1 : seq };
    },
  };
}

function changed(rows: Rows, seq: number, change: Partial<Entry>): Tampered<Rows> {
  const entries = rows.entries.map((entry) => (entry.seq === seq ? { ...entry, ...change } : entry));
  return { copy: { ...rows, entries }, first: seq };
}

function withCheckpoint(rows: Rows, row: CheckpointRow, change: Partial<CheckpointRow>): Tampered<Rows> {
  const checkpoints = rows.checkpoints.map((one) => (one === row ? { ...one, ...change } : one));
  return { copy: { ...rows, checkpoints }, first: null };
}

function two(entries: readonly Entry[], random: Random): readonly [Entry, Entry] {
  const at = random.between(0, entries.length - 2);
  return [entries[at] as Entry, entries[random.between(at + 1, entries.length - 1)] as Entry];
}

function prefix(rows: Rows, size: number, isThorough: boolean): Tampered<Rows> {
  const entries = rows.entries.slice(0, size);
  const last = entries.at(-1);
  return {
    copy: {
      entries,
      checkpoints: rows.checkpoints.filter((row) => row.size <= size),
      head: isThorough ? { seq: size, hash: last?.hash ?? "0".repeat(64) } : rows.head,
    },
    first: size + 1,
  };
}

/** The entry with something else in it and everything that fits: what somebody does who knows how it works. */
export function rewritten(entry: Entry, prev: string | null, random: Random): Entry {
  const body = JSON.stringify({ n: random.between(0, 1e9), person: "U2" });
  const salt = entry.salt ?? "0".repeat(32);
  const place = { ...entry, prev: prev ?? entry.prev };
  const text = headerText({ ...place, commitment: commitmentOf(salt, body) });
  return { ...place, text, hash: leafHash(text), body, salt };
}

/** All entries from number `from` on with other contents in a chain that holds together, and the head with them. */
export function rewrittenFrom(rows: Rows, from: number, random: Random): Rows {
  let head = rows.entries[from - 2]?.hash ?? "0".repeat(64);
  const entries = rows.entries.map((entry) => {
    if (entry.seq < from) return entry;
    const other = rewritten(entry, head, random);
    head = other.hash;
    return other;
  });
  return { ...rows, entries, head: { seq: rows.entries.length, hash: head } };
}
