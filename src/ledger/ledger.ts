import { alertById, changeAlert, heardAt, newestAlert, noteHeard, openAlert, openAlerts } from "./alerts.ts";
import { beginAttempt, openAttempts } from "./attempts.ts";
import { blockedBy, caseByNumber, casesOf, openCase } from "./cases.ts";
import { caseRecord } from "./case-record.ts";
import { countAll, readDeadLetters } from "./counts.ts";
import { doneTo } from "./done-to.ts";
import type { LedgerSetting } from "./engine.ts";
import { addCheckpoint, latestCheckpoints } from "./checkpoints.ts";
import { appendEntries, entriesOf, readEntries } from "./entries.ts";
import { addJobs, buryJob, earlierRequests, jobById, postponeJob, settleJob } from "./jobs.ts";
import { claimJobs, nextDue, renewLease } from "./leases.ts";
import type { Ledger, NewEntry, NewJob } from "./port.ts";
import { awaitEntry, logHead } from "./feed.ts";
import { latestOn, isAttemptedLater } from "./latest.ts";
import { progressOf } from "./progress.ts";
import { lastVerified, openCasesOf, whyUnshown } from "./recent.ts";
import { createReceiver } from "./receive.ts";
import { record } from "./record.ts";
import { attemptsBetween, noteSeen, seenBySeq, seenIn, tellSeen, untoldIn } from "./seen.ts";
import { standingAt } from "./standing.ts";
import { searchCases } from "./search.ts";
import { stopCase, stopOf } from "./stop.ts";
import { talliesOf } from "./tallies.ts";
import { actsSince, changeHold, holdById, holdsSince, openHold } from "./holds.ts";
import { redactEntry } from "./redact.ts";
import { changeRegister, registerValues, registerVersion } from "./register.ts";
import { createTransactor, type Unit } from "./transact.ts";

/** The ledger over an open database, which it closes when it is closed itself. */
export function createLedger(setting: LedgerSetting): Ledger {
  const { db, hints } = setting;
  const receiver = createReceiver(setting);
  const { transact, transactChained, close } = createTransactor(setting);
  const transactWith = <T>(what: Ordered, unit: Unit<T>): Promise<T> =>
    isOrdered(what) ? transactChained(unit) : transact(unit);

  return {
    receive: (job) => receiver.receive(job),
    claim: (kind, limit, leaseMs) => transact((writing) => claimJobs(writing, kind, limit, leaseMs)),
    renew: (job, leaseMs) => transact((writing) => renewLease(writing, job, leaseMs)),
    nextDue: (kind) => nextDue(setting, kind),
    onDue: (wake) => hints.onDue(wake),

    settleJob(job, { entries = [], posts = [], note }) {
      return transactWith({ entries, posts }, (writing) => settleJob(writing, job, { entries, posts, note }));
    },
    postpone: (job, runAt, why, { posts = [], note } = {}) =>
      transactWith({ entries: [], posts }, async (writing) => {
        const written = await postponeJob(writing, job, runAt, why, note);
        if (written === "written") await addJobs(writing, posts, job.case);
        return written;
      }),
    earlierRequests: (job) => earlierRequests(setting, job),
    bury: (job, why, { posts = [], entries = [] } = {}) =>
      transactWith({ entries, posts }, (writing) => buryJob(writing, job, why, { posts, entries })),

    openCase: (request, draft, options) =>
      transactChained((writing) => openCase(writing, request, draft, options)),
    beginAttempt: (job, attempt, entry, timers = []) =>
      transactChained((writing) => beginAttempt(writing, job, attempt, entry, timers)),
    stopCase: (request, caseNumber, by, entry, posts) =>
      transactChained((writing) => stopCase(writing, request, caseNumber, { by, entry, posts })),
    openHold: (request, hold) => transactChained((writing) => openHold(writing, request, hold)),
    changeHold: (request, change) => transactChained((writing) => changeHold(writing, request, change)),
    holdById: (id) => holdById(setting, id),
    openAlert: (job, alert) => transactChained((writing) => openAlert(writing, job, alert)),
    changeAlert: (job, change) => transactChained((writing) => changeAlert(writing, job, change)),
    alertById: (id) => alertById(setting, id),
    newestAlert: (source, key) => newestAlert(setting, source, key),
    openAlerts: (limit) => openAlerts(setting, limit),
    noteHeard: (source, at) => transact((writing) => noteHeard(writing, source, at)),
    heardAt: (source) => heardAt(setting, source),
    holdsSince: (since, limit) => holdsSince(setting, since, limit),
    actsSince: (actor, since) => actsSince(setting, actor, since),
    noteSeen: (job, ...what) => transactChained((writing) => noteSeen(writing, job, ...what)),
    untoldIn: (group, limit) => untoldIn(setting, group, limit),
    tellSeen: (job, ...what) => transactChained((writing) => tellSeen(writing, job, ...what)),
    seenIn: (group, accounts, limit) => seenIn(setting, group, accounts, limit),
    seenBySeq: (seq) => seenBySeq(setting, seq),
    attemptsBetween: (...asked) => attemptsBetween(setting, ...asked),
    registerVersion: () => registerVersion(setting),
    registerValues: () => registerValues(setting),
    changeRegister: (request, update) =>
      transactChained((writing) => changeRegister(writing, request, update)),
    record: (job, what) => transactWith(what, (writing) => record(writing, job, what)),

    openAttempts: (caseNumber) => openAttempts(setting, caseNumber),
    blockedBy: (caseNumber) => blockedBy(setting, caseNumber),
    caseByNumber: (number) => caseByNumber(setting, number),
    stopOf: (number) => stopOf(setting, number),
    progressOf: (number) => progressOf(setting, number),
    openCasesOf: (actor, limit) => openCasesOf(setting, actor, limit),
    standingAt: (now, limit) => standingAt(setting, now, limit),
    talliesOf: (period) => talliesOf(setting, period),
    latestOn: (...asked) => latestOn(setting, ...asked),
    isAttemptedLater: (caseNumber, account) => isAttemptedLater(setting, caseNumber, account),
    casesOf: (filter) => casesOf(setting, filter),
    searchCases: (search) => searchCases(setting, search),
    caseRecord: (number) => caseRecord(setting, number),
    doneTo: (...asked) => doneTo(setting, ...asked),

    append: (entries) => transactChained((writing) => appendEntries(writing, entries)),
    logHead: () => logHead(setting),
    awaitEntry: (job, seq) => transactChained((writing) => awaitEntry(writing, job, seq)),
    latestCheckpoints: (limit) => latestCheckpoints(setting, limit),
    addCheckpoint: (job, checkpoint, jobs) =>
      transactWith({ entries: [], posts: jobs }, (writing) => addCheckpoint(writing, job, checkpoint, jobs)),
    redact: (request, redaction) => transactChained((writing) => redactEntry(writing, request, redaction)),
    entries: (fromSeq, limit) => readEntries(setting, fromSeq, limit),
    entriesOf: (caseNumber) => entriesOf(setting, caseNumber),
    jobById: (id) => jobById(setting, id),
    counts: () => countAll(setting),
    whyUnshown: () => whyUnshown(setting),
    lastVerified: () => lastVerified(setting),
    deadLetters: (limit) => readDeadLetters(setting, limit),

    async close() {
      await Promise.all([receiver.close(), close()]);
      await hints.close();
      await db.destroy();
    },
  };
}

interface Ordered {
  readonly entries: readonly NewEntry[];
  readonly posts: readonly NewJob[];
}

/** Entries have an order, and so have the posts of a lane. */
function isOrdered({ entries, posts }: Ordered): boolean {
  return entries.length > 0 || posts.some(({ lane }) => lane !== null);
}
