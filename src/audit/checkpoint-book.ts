import { readCheckpoint, type Checkpoint } from "./checkpoint.ts";
import type { Faults } from "./faults.ts";
import { openNote, type Verifier } from "./note.ts";

/** A signed note that should be a checkpoint. */
export interface KeptNote {
  readonly note: string;
  /** Whether it stands in the copy that is looked at, or was kept apart from it. */
  readonly from: "here" | "elsewhere";
}

export interface Keys {
  /** Keys that whoever checks has from somebody they trust. */
  readonly vouched: readonly Verifier[];
  /** Keys that only the copy itself names: they show damage, but not who signed. */
  readonly claimed: readonly Verifier[];
}

export interface OpenedCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly from: KeptNote["from"];
  /** `unknown`: by keys that nobody named, so the text is a claim. */
  readonly trust: "vouched" | "claimed" | "unknown";
  /** Names of the keys. */
  readonly by: readonly string[];
  /** Whether it proves something to whoever checks: it is by one of their keys, or they have none and take it as it is. */
  readonly counts: boolean;
}

export type Trust = OpenedCheckpoint["trust"];

/** Checkpoints in the order of their sizes. What is none, is falsely signed or contradicts another is a fault. */
export function openCheckpoints(
  notes: Iterable<KeptNote>,
  keys: Keys,
  faults: Pick<Faults, "add">,
): readonly OpenedCheckpoint[] {
  const opened: OpenedCheckpoint[] = [];
  for (const kept of notes) {
    const one = openOne(kept, keys);
    if (one) opened.push(one);
    else faults.add("checkpoint", null);
  }
  opened.sort((a, b) => a.checkpoint.size - b.checkpoint.size || a.checkpoint.at - b.checkpoint.at);
  const counted = opened.filter(({ counts }) => counts);
  for (const [index, { checkpoint }] of counted.entries()) {
    const before = counted[index - 1]?.checkpoint;
    if (before?.size === checkpoint.size && !isSameTree(before, checkpoint))
      faults.add("forked", checkpoint.size);
  }
  return opened;
}

function openOne({ note, from }: KeptNote, keys: Keys): OpenedCheckpoint | null {
  const opened = openWith(note, keys);
  if (!opened) return null;
  const { text, trust, by } = opened;
  const checkpoint = readCheckpoint(text);
  const counts = keys.vouched.length === 0 || trust === "vouched";
  return checkpoint.ok ? { checkpoint: checkpoint.value, from, trust, by, counts } : null;
}

/** A note by the best key that signed it. Null: it is none, or a key that is known did not sign it. */
export function openWith(
  note: string,
  { vouched, claimed }: Keys,
): { readonly text: string; readonly trust: Trust; readonly by: readonly string[] } | null {
  const byVouched = openNote(note, vouched);
  if (byVouched.ok) return { text: byVouched.value.text, trust: "vouched", by: byVouched.value.signedBy };
  if (byVouched.failure.kind !== "unknown_keys") return null;
  const byClaimed = openNote(note, claimed);
  if (byClaimed.ok) return { text: byClaimed.value.text, trust: "claimed", by: byClaimed.value.signedBy };
  if (byClaimed.failure.kind !== "unknown_keys") return null;
  return { text: byClaimed.failure.text, trust: "unknown", by: byClaimed.failure.claimed };
}

function isSameTree(one: Checkpoint, other: Checkpoint): boolean {
  return one.root === other.root && one.head === other.head;
}

/** The notes in a text that holds any number of them, one after the other, with or without blank lines between. */
export function notesIn(text: string): readonly string[] {
  const notes: string[] = [];
  let lines: string[] = [];
  let isSigned = false;
  const put = (): void => {
    if (isSigned) notes.push(`${lines.join("\n")}\n`);
    lines = [];
    isSigned = false;
  };
  for (const line of text.split("\n")) {
    const isSignature = line.startsWith("— ");
    if (isSigned && !isSignature) put();
    if (lines.length === 0 && line.trim() === "") continue;
    lines.push(line);
    isSigned ||= isSignature;
  }
  put();
  return notes;
}
