import type { Instant } from "../clock.ts";
import type { Entry, NewEntry } from "../ledger/port.ts";
import { fail, ok, type Result } from "../result.ts";
import { canonical, sha256 } from "./hash.ts";
import { storableJson } from "./storable.ts";

/** The end of a chain: the last entry's number and hash. Enough to append to it or to go on verifying. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}

/** What the first entry follows. */
export const CHAIN_START: ChainHead = { seq: 0, hash: "0".repeat(64) };

/** The entry that records `fact` right after `prev`. Throws only for numbers that JSON does not have. */
export function link(prev: ChainHead, fact: NewEntry & { readonly at: Instant }): Entry {
  const { at, kind, case: caseNumber } = fact;
  const seq = prev.seq + 1;
  const text = canonical({
    v: 1,
    seq,
    at,
    kind,
    case: caseNumber,
    prev: prev.hash,
    body: storableJson(fact.body),
  });
  return { seq, at, kind, case: caseNumber, text, prev: prev.hash, hash: sha256(text) };
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
 * compare `head` with one that was kept elsewhere.
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

/** The hash covers the text, and the text says what the columns say. */
function isSound(entry: Entry): boolean {
  if (sha256(entry.text) !== entry.hash) return false;
  const { seq, at, kind, case: caseNumber, prev } = entry;
  try {
    const told: unknown = JSON.parse(entry.text);
    if (typeof told !== "object" || told === null) return false;
    return canonical({ ...told, v: 1, seq, at, kind, case: caseNumber, prev }) === entry.text;
  } catch {
    // Forged text may be no JSON at all, or have no canonical form.
    return false;
  }
}
