import { verifyChain, CHAIN_START } from "../../audit/chain.ts";
import type { Clock } from "../../clock.ts";
import type { DeadLetter, JobKind, LedgerCounts } from "../../ledger/port.ts";
import { dead, HOUSE, storage as texts, storageProblem } from "../../texts/doctor-house.ts";
import { checkRecord, type Time } from "./record.ts";
import { fine, trouble, warning, type Finding } from "../finding.ts";
import { check, look, unseen } from "../limit.ts";
import type { LedgerView, StorageView } from "../ports.ts";

const ENTRIES = 200;
const LETTERS = 10;
/** Room on the disk, in bytes. A day of a busy workspace takes some tens of megabytes. */
const LITTLE_ROOM = 1_000_000_000;
const NO_ROOM = 100_000_000;

/**
 * The storage and what stands in it that somebody should look at. `timer` limits each look, `clock` is the one by which
 * the journal is kept.
 */
export async function checkStorage(
  view: StorageView,
  timer: Clock,
  clock: Clock,
): Promise<readonly Finding[]> {
  const what = HOUSE.storage(view.name);
  const [came, disk] = await Promise.all([look(timer, () => view.look()), checkDisk(view, timer)]);
  if (came.kind !== "seen") return [unseen(what, view.where, came), ...disk];
  if (!came.value.ok) return [trouble(what, view.where, storageProblem(came.value.failure)), ...disk];
  const ledger = came.value.value;
  if (ledger === null) return [fine(what, texts.none), ...disk];
  try {
    return await checkLedger(ledger, { what, where: view.where }, { timer, now: clock.now() }, disk);
  } finally {
    await look(timer, () => ledger.close());
  }
}

async function checkLedger(
  ledger: LedgerView,
  about: { readonly what: string; readonly where: string },
  time: Time,
  disk: readonly Finding[],
): Promise<readonly Finding[]> {
  const { timer } = time;
  const came = await look(timer, () => ledger.counts());
  if (came.kind !== "seen") return [unseen(about.what, about.where, came), ...disk];
  const counts = came.value;
  const pending = ledger.pending.length > 0 ? texts.pending(ledger.pending) : "";
  const [chain, provable, letters] = await Promise.all([
    checkChain(ledger, timer, about.where, counts.entries),
    checkRecord(ledger, time, about.where, counts),
    checkDeadLetters(ledger, timer, about.where, counts),
  ]);
  return [
    fine(about.what, `${texts.fine(counts.entries, counts.openCases)}${pending}`),
    ...disk,
    ...chain,
    ...provable,
    ...letters,
  ];
}

function checkDisk({ disk, where }: StorageView, timer: Clock): Promise<readonly Finding[]> {
  if (!disk) return Promise.resolve([]);
  return check(timer, { what: HOUSE.disk, where }, disk, ({ isWritable, freeBytes }) => {
    if (!isWritable) return [trouble(HOUSE.disk, where, texts.readOnly)];
    if (freeBytes >= LITTLE_ROOM) return [fine(HOUSE.disk, texts.room(freeBytes))];
    return [(freeBytes < NO_ROOM ? trouble : warning)(HOUSE.disk, where, texts.littleRoom(freeBytes))];
  });
}

/** Whether the newest entries follow from each other. What stands before them is for whoever verifies the whole log. */
function checkChain(
  ledger: LedgerView,
  timer: Clock,
  where: string,
  count: number,
): Promise<readonly Finding[]> {
  const from = Math.max(1, count - ENTRIES + 1);
  const read = () => ledger.entries(from, ENTRIES);
  return check(timer, { what: HOUSE.chain, where }, read, (entries) => {
    const start = from === 1 ? CHAIN_START : { seq: from - 1, hash: entries[0]?.prev ?? "" };
    const verified = verifyChain(entries, start);
    if (!verified.ok)
      return [trouble(HOUSE.chain, where, texts.broken(verified.failure.seq, verified.failure.what))];
    if (verified.value.head.seq < count)
      return [trouble(HOUSE.chain, where, texts.broken(verified.value.head.seq + 1, "missing"))];
    return [fine(HOUSE.chain, texts.chain(entries.length))];
  });
}

function checkDeadLetters(
  ledger: LedgerView,
  timer: Clock,
  where: string,
  { jobs }: LedgerCounts,
): Promise<readonly Finding[]> {
  const kinds = Object.keys(jobs) as JobKind[];
  const count = kinds.reduce((sum, kind) => sum + jobs[kind].dead, 0);
  if (count === 0) return Promise.resolve([fine(HOUSE.dead, dead.none)]);
  const read = () => ledger.deadLetters(LETTERS);
  return check(timer, { what: HOUSE.dead, where }, read, (letters) => [
    warning(HOUSE.dead, where, dead.some(count)),
    ...letters.map(letterFinding),
  ]);
}

function letterFinding({ id, kind, case: number, why, at }: DeadLetter): Finding {
  return warning(HOUSE.deadLetter(id), dead.where(number), dead.letter(id, kind, at, why));
}
