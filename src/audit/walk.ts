import type { ChainHead } from "./chain.ts";
import type { OpenedCheckpoint } from "./checkpoint-book.ts";
import { collectFaults, type Faults } from "./faults.ts";
import { grow, rootOf, type Frontier } from "./tree.ts";
import type { Witnessed } from "./witness.ts";

/** Where a copy of the log begins. */
export interface Beginning {
  /** What its first entry has to follow; null: the copy begins wherever its first entry says. */
  readonly head: ChainHead | null;
  /** The tree up to there; null: not known, so roots cannot be computed. */
  readonly frontier: Frontier | null;
  /** Only some of the entries are in the copy, and it says so: numbers may be left out. */
  readonly isSelection?: boolean;
  /** Numbers whose bodies were lawfully removed, according to entries that are not in the copy. */
  readonly redacted?: ReadonlySet<number>;
}

/** Numbers that are not there; `isLate`: they stand further back. */
export interface Gap {
  readonly from: number;
  readonly to: number;
  isLate: boolean;
}

/** What a walk over a copy of the log has found. */
export interface Walked {
  readonly entries: number;
  readonly first: number | null;
  readonly last: ChainHead | null;
  readonly gaps: readonly Gap[];
  /** Entries whose body was lawfully removed. */
  readonly redacted: number;
  /** Checkpoints that the entries bear out. */
  readonly fitting: ReadonlySet<OpenedCheckpoint>;
  /** The last number up to which checkpoints prove all that was read, before anything was found to be wrong. */
  readonly provenUpTo: number;
  /** The last key that an entry says signs from there on. */
  readonly newKey: { readonly seq: number; readonly verifier: string } | null;
}

/** Goes through a copy of the log from front to back; what it keeps does not grow with the log. */
export interface Walk {
  readonly faults: Faults;
  /** The number that comes next; 1 where nothing says where the copy begins. */
  expected(): number;
  take(entry: Witnessed): void;
  /** Something stands in the next entry's place that is none. */
  unreadable(): void;
  end(): Walked;
}

const MOST_GAPS = 1_000;

/**
 * `opened` in the order of their sizes; only those that count are held against the log. Hashes may be shortened to their first digits, as people see them in the
 * channel; then they are compared as far as they go.
 */
export function walkLog(
  beginning: Beginning,
  opened: readonly OpenedCheckpoint[],
  faults = collectFaults(),
): Walk {
  const gaps: Gap[] = [];
  const checkpoints = opened.filter(({ counts }) => counts);
  const fitting = new Set<OpenedCheckpoint>();
  /** Bodies that are gone, until a later entry says that they were removed. */
  const bare = new Set<number>();
  let { head, frontier } = beginning;
  /** After a gap, what the next entry has to follow is not known. */
  let isLinked = head !== null;
  let [entries, redacted, provenUpTo, due] = [0, 0, 0, 0];
  let first: number | null = null;
  let newKey: Walked["newKey"] = null;

  const expected = (): number => (head === null ? 1 : head.seq + 1);
  if (head) skipTo(head.seq - 1);
  compareDue();

  function take(entry: Witnessed): void {
    entries += 1;
    if (head === null) {
      head = { seq: entry.seq - 1, hash: entry.prev ?? "" };
      skipTo(head.seq);
    }
    const next = expected();
    // What an entry says of itself counts for nothing when its hash does not cover it, its number included.
    const isUncovered = entry.fault === "edited" || entry.fault === "relinked";
    if (entry.fault === "edited") addOnce("edited", next);
    if (entry.fault === "relinked") addRelinked(next);
    if (entry.seq !== next && isUncovered) return;
    if (entry.seq < next) return takeLate(entry.seq);
    if (entry.seq > next) leaveGap(next, entry.seq - 1);
    else if (isLinked && !isUncovered && entry.prev?.startsWith(head.hash) === false) relink(entry);
    advance(entry);
  }

  function advance(entry: Witnessed): void {
    first ??= entry.seq;
    const canGrow = entry.fault === null || entry.fault === "body" || /^[0-9a-f]{64}$/.test(entry.hash);
    frontier = frontier && canGrow ? grow(frontier, entry.hash) : null;
    head = { seq: entry.seq, hash: entry.hash };
    isLinked = true;
    if (entry.fault === "body") addOnce("body", entry.seq);
    if (entry.body === "gone" && beginning.redacted?.has(entry.seq)) redacted += 1;
    else if (entry.body === "gone") bare.add(entry.seq);
    if (entry.key !== null) newKey = { seq: entry.seq, verifier: entry.key };
    for (const seq of entry.redacts) if (bare.delete(seq)) redacted += 1;
    compareDue();
  }

  /** Of two that do not follow each other, the earlier one was written anew, or both: the later one names its hash. */
  function relink(entry: Witnessed): void {
    if (first === null || provenUpTo === entry.seq - 1) addOnce("edited", entry.seq);
    else addRelinked(entry.seq - 1);
  }

  /** Everything since the last proof may have been written anew up to `seq`, with hashes that fit. */
  function addRelinked(seq: number): void {
    if (!faults.isKnown(seq, seq)) faults.add("relinked", Math.min(provenUpTo + 1, seq), seq);
  }

  function takeLate(seq: number): void {
    const gap = gaps.find(({ from, to }) => seq >= from && seq <= to);
    if (!gap) return addOnce("duplicated", seq);
    if (seq === gap.from) gap.isLate = true;
  }

  function leaveGap(from: number, to: number): void {
    if (!beginning.isSelection && gaps.length < MOST_GAPS) gaps.push({ from, to, isLate: false });
    frontier = null;
    isLinked = false;
    skipTo(to);
  }

  /** Checkpoints within a gap can be held against nothing. */
  function skipTo(seq: number): void {
    while ((checkpoints[due]?.checkpoint.size ?? Infinity) <= seq) due += 1;
  }

  function compareDue(): void {
    for (let next = checkpoints[due]; next && head; next = checkpoints[due]) {
      const { size, root, head: signedHead } = next.checkpoint;
      if (size !== head.seq) return;
      due += 1;
      const isRoot = frontier === null || rootOf(frontier) === root;
      if (signedHead.startsWith(head.hash) && isRoot) bearOut(next);
      else contradict(size);
    }
  }

  function bearOut(opened: OpenedCheckpoint): void {
    const { size } = opened.checkpoint;
    fitting.add(opened);
    if (!faults.isKnown(0, size) && gaps.length === 0) provenUpTo = size;
  }

  function contradict(size: number): void {
    frontier = null;
    // What is known to be wrong since the last one that fitted explains it.
    if (!faults.isKnown(provenUpTo + 1, size) && gaps.every(({ from }) => from > size))
      faults.add("rewritten", Math.min(provenUpTo + 1, size), size);
  }

  function addOnce(what: "edited" | "body" | "duplicated" | "unreadable", seq: number): void {
    if (!faults.isKnown(seq, seq)) faults.add(what, seq);
  }

  return {
    faults,
    expected,
    take,
    unreadable: () => addOnce("unreadable", expected()),
    end() {
      for (const { from, to, isLate } of gaps)
        if (!faults.isKnown(from, from)) faults.add(isLate ? "reordered" : "missing", from, to);
      const [firstBare] = bare;
      if (firstBare !== undefined) faults.add("body_gone", firstBare);
      return { entries, first, last: head, gaps, redacted, fitting, provenUpTo, newKey };
    },
  };
}
