import { readVerifier } from "../../audit/note.ts";
import type { Clock, Instant } from "../../clock.ts";
import type { LedgerCounts } from "../../ledger/port.ts";
import { RECORD, record as texts } from "../../texts/doctor-record.ts";
import { fine, warning, type Finding } from "../finding.ts";
import { check } from "../limit.ts";
import type { LedgerView } from "../ports.ts";

/** Checkpoints come every hour; one that is missed may still come. */
const NO_CHECKPOINT_MS = 2 * 3_600_000;
/** What waits longer than this is held, and not only on its way. */
const HELD_MS = 10 * 60_000;

/** `timer` limits each look; `now` is told by the clock by which the journal is kept. */
export interface Time {
  readonly timer: Clock;
  readonly now: Instant;
}

/** Whether the record can be proven from outside: by a new checkpoint, and by a log channel that keeps up. */
export async function checkRecord(
  ledger: LedgerView,
  time: Time,
  where: string,
  counts: LedgerCounts,
): Promise<readonly Finding[]> {
  // A journal that nobody has served from yet has neither.
  if (counts.entries === 0 || ledger.pending.length > 0) return [];
  const found = await Promise.all([
    checkCheckpoints(ledger, time, where),
    checkLogChannel(ledger, time, counts),
  ]);
  return found.flat();
}

function checkCheckpoints(
  ledger: LedgerView,
  { timer, now }: Time,
  where: string,
): Promise<readonly Finding[]> {
  const read = () => ledger.latestCheckpoints(1);
  return check(timer, { what: RECORD.checkpoints, where }, read, ([latest]) => {
    if (!latest) return [warning(RECORD.checkpoints, where, texts.noCheckpoint)];
    const { number, at, frontier, verifier } = latest;
    const key = readVerifier(verifier);
    const by = key.ok ? `${key.value.name}+${key.value.id}` : verifier;
    if (now - at > NO_CHECKPOINT_MS)
      return [warning(RECORD.checkpoints, where, texts.oldCheckpoint(number, at))];
    return [fine(RECORD.checkpoints, texts.checkpoint(number, frontier.size, at, by))];
  });
}

function checkLogChannel(
  ledger: LedgerView,
  { timer, now }: Time,
  { entries, unshown }: LedgerCounts,
): Promise<readonly Finding[]> {
  if (unshown === 0) return Promise.resolve([fine(RECORD.log, texts.shown(entries))]);
  const about = { what: RECORD.log, where: "log.channel" };
  const read = () => ledger.entries(entries - unshown + 1, 1);
  return check(timer, about, read, ([first]) => {
    const since: Instant = first?.at ?? now;
    if (now - since < HELD_MS) return [fine(RECORD.log, texts.underWay(unshown))];
    return [warning(RECORD.log, "log.channel", texts.held(unshown, since))];
  });
}
