import type { Instant } from "../clock.ts";
import type { Entry, NewEntry } from "../ledger/port.ts";
import { fail, ok, type Result } from "../result.ts";
import { commitmentOf, leafHash } from "./hash.ts";
import { canonicalStorable } from "./storable.ts";

/** The end of a chain: the last entry's number and hash. Enough to append to it or to go on verifying. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}

/** What the first entry follows. */
export const CHAIN_START: ChainHead = { seq: 0, hash: "0".repeat(64) };

/** An entry with its body, as it is written. */
export type WholeEntry = Entry & { readonly body: string; readonly salt: string };

/** What is hashed of an entry: everything but its body, for which a commitment stands. */
export interface Header extends Pick<Entry, "seq" | "at" | "case" | "prev"> {
  readonly kind: string;
  /** Hex SHA-256 over salt and body. */
  readonly commitment: string;
}

/**
 * The entry that records `fact` right after `prev`. `salt`: hex of 16 bytes that nobody can guess. Throws only for
 * numbers that JSON does not have.
 */
export function link(prev: ChainHead, fact: NewEntry & { readonly at: Instant }, salt: string): WholeEntry {
  const { at, kind, case: caseNumber } = fact;
  const body = canonicalStorable(fact.body);
  const place = { seq: prev.seq + 1, at, kind, case: caseNumber, prev: prev.hash };
  const text = headerText({ ...place, commitment: commitmentOf(salt, body) });
  return { ...place, text, hash: leafHash(text), body, salt };
}

/** Canonical JSON of a header. Written out, as its members and their order are known, because all entries pass here. */
export function headerText({ seq, at, kind, case: caseNumber, prev, commitment }: Header): string {
  return `{"at":${at},"body":"${commitment}","case":${caseNumber},"kind":${JSON.stringify(kind)},"prev":"${prev}","seq":${seq},"v":2}`;
}

/**
 * What is wrong at a number. `edited`: the entry, or its link to the next one, is not what was written.
 * `missing`: it is not there. `reordered`: it stands further back. `duplicated`: it is there again.
 */
export type ChainFault = "edited" | "missing" | "reordered" | "duplicated";

export interface BrokenChain {
  /** The first number that cannot be trusted; everything before it is proven. */
  readonly seq: number;
  readonly what: ChainFault;
}

/**
 * Proves that `entries` are the unbroken continuation of `from`. A chain cannot show that its tail was cut off:
 * compare `head` with one that was kept elsewhere. A body that was redacted breaks nothing; whether it was redacted
 * lawfully is told by the entry about that.
 */
export function verifyChain(
  entries: readonly Entry[],
  from: ChainHead = CHAIN_START,
): Result<{ readonly count: number; readonly head: ChainHead }, BrokenChain> {
  let head = from;
  for (const [index, entry] of entries.entries()) {
    const expected = head.seq + 1;
    if (entry.seq < expected) return fail({ seq: entry.seq, what: "duplicated" });
    if (entry.seq > expected) {
      const laterOn = entries.slice(index).some(({ seq }) => seq === expected);
      return fail({ seq: expected, what: laterOn ? "reordered" : "missing" });
    }
    if (!isSound(entry)) return fail({ seq: entry.seq, what: "edited" });
    // Either side of a broken link may have been rewritten, so trust ends before the earlier one.
    if (entry.prev !== head.hash) return fail({ seq: index === 0 ? entry.seq : head.seq, what: "edited" });
    head = entry;
  }
  return ok({ count: entries.length, head: { seq: head.seq, hash: head.hash } });
}

/** The hash covers the text, the text says what the columns say, and the body is the one that was committed to. */
export function isSound(entry: Entry): boolean {
  if (leafHash(entry.text) !== entry.hash) return false;
  const commitment = commitmentIn(entry);
  return commitment !== null && headerText({ ...entry, commitment }) === entry.text;
}

/** By the body itself where it is there, otherwise as the text says. Null: a body without its salt, or no such text. */
function commitmentIn({ body, salt, text }: Entry): string | null {
  if (body !== null && salt !== null) return commitmentOf(salt, body);
  if (body !== null || salt !== null) return null;
  return committedIn(text);
}

/** The commitment in the text of an entry. Null: there is none, so it is no text of ours. */
export function committedIn(text: string): string | null {
  return /"body":"([0-9a-f]{64})"/.exec(text)?.[1] ?? null;
}
