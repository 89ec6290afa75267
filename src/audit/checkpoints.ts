import type { Clock } from "../clock.ts";
import type { Job, Ledger, NewJob, StoredCheckpoint } from "../ledger/port.ts";
import { fail, ok, type Result } from "../result.ts";
import { verifyChain, type ChainHead, CHAIN_START } from "./chain.ts";
import { checkpointText, readCheckpoint } from "./checkpoint.ts";
import { hourTimer, isHourTimer } from "./checkpoint-timers.ts";
import { openNote, readVerifier, signNote, type Signer } from "./note.ts";
import { EMPTY_FRONTIER, grow, rootOf, type Frontier } from "./tree.ts";

export interface Checkpointing {
  readonly ledger: Pick<Ledger, "latestCheckpoints" | "addCheckpoint" | "logHead" | "entries">;
  readonly clock: Clock;
  /** The first one's name is the name of the log. Others sign too, while a new key takes over from an old one. */
  readonly signers: readonly [Signer, ...(readonly Signer[])];
  /** What is to be done with a new checkpoint: where it is posted and copied to. */
  readonly told: (checkpoint: StoredCheckpoint) => readonly NewJob[];
}

/** Why nothing was signed: what stands in the journal is not what was signed before. In words, for the log. */
export type Unsigned = { readonly kind: "broken"; readonly detail: string };

const PAGE = 1_000;

/**
 * Signs how long the log is and what stands in it, once for each timer. What came since the checkpoint before is checked
 * first, and so is that checkpoint itself: whoever changes the journal behind Bailiff's back does not get its
 * signature on it.
 */
export async function makeCheckpoint(work: Checkpointing, job: Job): Promise<Result<null, Unsigned>> {
  for (;;) {
    const [before = null] = await work.ledger.latestCheckpoints(1);
    const start = startAfter(before);
    if (!start.ok) return start;
    const { seq, hash } = await work.ledger.logHead();
    const followed = isHourTimer(job) ? [hourTimer(work.clock.now())] : [];
    const isNew = before === null || seq > before.frontier.size || isHourTimer(job);
    const grown = await growTo(work.ledger, start.value, seq, hash);
    if (!grown.ok) return grown;
    const checkpoint = isNew ? sign(work, (before?.number ?? 0) + 1, grown.value, hash) : null;
    const jobs = [...(checkpoint ? work.told(checkpoint) : []), ...followed];
    const added = await work.ledger.addCheckpoint(job, checkpoint, jobs);
    if (added !== "moved") return ok(null);
  }
}

/** A tree and the entry it ends with. */
interface Grown {
  readonly frontier: Frontier;
  readonly head: ChainHead;
}

/** Where the checkpoint before left off, if it says itself what was kept of it. */
function startAfter(before: StoredCheckpoint | null): Result<Grown, Unsigned> {
  if (before === null) return ok({ frontier: EMPTY_FRONTIER, head: CHAIN_START });
  const verifier = readVerifier(before.verifier);
  const note = verifier.ok ? openNote(before.note, [verifier.value]) : verifier;
  const told = note.ok ? readCheckpoint(note.value.text) : note;
  const isKept =
    told.ok && told.value.size === before.frontier.size && told.value.root === rootOf(before.frontier);
  if (!isKept) return broken(`checkpoint ${before.number} is not what was signed`);
  return ok({ frontier: before.frontier, head: { seq: told.value.size, hash: told.value.head } });
}

async function growTo(
  ledger: Checkpointing["ledger"],
  { frontier, head }: Grown,
  seq: number,
  hash: string,
): Promise<Result<Frontier, Unsigned>> {
  let grown = frontier;
  let last = head;
  while (last.seq < seq) {
    const entries = await ledger.entries(last.seq + 1, Math.min(PAGE, seq - last.seq));
    const verified = verifyChain(entries, last);
    if (!verified.ok) return broken(`entry ${verified.failure.seq} is ${verified.failure.what}`);
    if (entries.length === 0) return broken(`entry ${last.seq + 1} is missing`);
    for (const entry of entries) grown = grow(grown, entry.hash);
    last = verified.value.head;
  }
  if (last.seq !== seq || last.hash !== hash)
    return broken(`the journal ends with entry ${seq}, and checkpoint covered ${last.seq}`);
  return ok(grown);
}

function sign(
  { signers, clock }: Checkpointing,
  number: number,
  frontier: Frontier,
  head: string,
): StoredCheckpoint {
  const at = clock.now();
  const [{ name: origin, verifier }] = signers;
  const text = checkpointText({ origin, size: frontier.size, root: rootOf(frontier), at, head });
  return { number, at, frontier, verifier, note: signNote(text, signers) };
}

function broken(detail: string): { readonly ok: false; readonly failure: Unsigned } {
  return fail({ kind: "broken", detail });
}
