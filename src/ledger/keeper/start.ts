import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Clock } from "../../clock.ts";
import { fail, ok, type Result } from "../../result.ts";
import type { Pace } from "../../vendors/port.ts";
import { createSharedPace } from "../pace.ts";
import type { JobKind, Ledger } from "../port.ts";
import type { LedgerProblem } from "../problem.ts";
import { keepAddonLoaded } from "../sqlite/addon.ts";
import type { Answer, Call, FromKeeper, KeeperSetting, Kept, Method, ToKeeper } from "./messages.ts";

/** A ledger in a thread of its own. `pace` is null where no other process shares it. */
export interface KeptLedger {
  readonly ledger: Ledger;
  readonly pace: Pace | null;
}

type Ask = <M extends Method>(method: M, ...args: Parameters<Kept[M]>) => ReturnType<Kept[M]>;

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

/** Starts the thread and opens the ledger in it. */
export async function startKeeper(
  setting: Omit<KeeperSetting, "now">,
  clock: Clock,
): Promise<Result<KeptLedger, LedgerProblem>> {
  if (setting.place.kind === "sqlite") keepAddonLoaded();
  const worker = new Worker(new URL("./keeper.ts", import.meta.url), {
    workerData: { ...setting, now: clock.now() } satisfies KeeperSetting,
  });
  const [first]: FromKeeper[] = await once(worker, "message");
  if (first?.kind === "problem") {
    await worker.terminate();
    return fail(first.problem);
  }
  if (first?.kind !== "open")
    throw new Error("the thread that keeps the ledger began with something unexpected");
  const { ask, close, onDue } = line(worker, clock);
  return ok({
    ledger: ledgerBy(ask, close, onDue),
    pace: first.isShared ? createSharedPace((...args) => ask("reserve", ...args), clock) : null,
  });
}

/** The line to the thread: calls of the same turn go together in one message, answers find their callers. */
function line(
  worker: Worker,
  clock: Clock,
): { readonly ask: Ask; readonly close: () => Promise<void>; readonly onDue: Ledger["onDue"] } {
  const callers = new Map<number, Waiting>();
  const listeners: ((kind: JobKind) => void)[] = [];
  const gone = new Promise<void>((resolve) => void worker.once("exit", () => resolve()));
  let calls: Call[] = [];
  let lastId = 0;
  let ended: Error | null = null;

  const end = (error: Error): void => {
    ended ??= error;
    for (const { reject } of callers.values()) reject(ended);
    callers.clear();
  };
  const settle = (answer: Answer): void => {
    const caller = callers.get(answer.id);
    callers.delete(answer.id);
    if (answer.ok) caller?.resolve(answer.value as never);
    else caller?.reject(Object.assign(new Error(answer.message), { name: answer.name }));
  };
  const send = (close: boolean): void => {
    worker.postMessage({ now: clock.now(), calls, close } satisfies ToKeeper);
    calls = [];
  };
  worker.on("message", (message: FromKeeper) => {
    if (message.kind === "answers") for (const answer of message.answers) settle(answer);
    if (message.kind === "due") for (const wake of listeners) wake(message.jobs);
  });
  let isClosing = false;
  worker.on("error", (error) => end(new Error("the thread that keeps the ledger failed", { cause: error })));
  worker.on("exit", () => {
    end(new Error("the ledger is closed"));
    // Without its journal the program can do nothing and would not come back by itself; a new start recovers all.
    if (!isClosing)
      setImmediate(() => {
        throw ended ?? new Error("the thread that keeps the ledger has ended");
      });
  });

  const ask = (method: Method, ...args: readonly unknown[]): Promise<never> =>
    new Promise((resolve, reject) => {
      if (ended) return reject(ended);
      lastId += 1;
      callers.set(lastId, { resolve, reject });
      calls.push({ id: lastId, method, args });
      if (calls.length === 1) queueMicrotask(() => calls.length > 0 && send(false));
    });
  return {
    // Each method's own types, which the one implementation cannot name.
    ask: ask as Ask,
    onDue: (wake) => void listeners.push(wake),
    async close() {
      isClosing = true;
      if (!ended) send(true);
      await gone;
    },
  };
}

function ledgerBy(ask: Ask, close: () => Promise<void>, onDue: Ledger["onDue"]): Ledger {
  return {
    receive: (...args) => ask("receive", ...args),
    claim: (...args) => ask("claim", ...args),
    renew: (...args) => ask("renew", ...args),
    nextDue: (...args) => ask("nextDue", ...args),
    onDue,
    earlierRequests: (...args) => ask("earlierRequests", ...args),
    settleJob: (...args) => ask("settleJob", ...args),
    postpone: (...args) => ask("postpone", ...args),
    bury: (...args) => ask("bury", ...args),
    openCase: (...args) => ask("openCase", ...args),
    beginAttempt: (...args) => ask("beginAttempt", ...args),
    record: (...args) => ask("record", ...args),
    stopCase: (...args) => ask("stopCase", ...args),
    openHold: (...args) => ask("openHold", ...args),
    changeHold: (...args) => ask("changeHold", ...args),
    holdById: (...args) => ask("holdById", ...args),
    holdsSince: (...args) => ask("holdsSince", ...args),
    openAlert: (...args) => ask("openAlert", ...args),
    changeAlert: (...args) => ask("changeAlert", ...args),
    alertById: (...args) => ask("alertById", ...args),
    newestAlert: (...args) => ask("newestAlert", ...args),
    openAlerts: (...args) => ask("openAlerts", ...args),
    noteHeard: (...args) => ask("noteHeard", ...args),
    heardAt: (...args) => ask("heardAt", ...args),
    actsSince: (...args) => ask("actsSince", ...args),
    noteSeen: (...args) => ask("noteSeen", ...args),
    untoldIn: (...args) => ask("untoldIn", ...args),
    tellSeen: (...args) => ask("tellSeen", ...args),
    seenIn: (...args) => ask("seenIn", ...args),
    seenBySeq: (...args) => ask("seenBySeq", ...args),
    attemptsBetween: (...args) => ask("attemptsBetween", ...args),
    registerVersion: (...args) => ask("registerVersion", ...args),
    registerValues: (...args) => ask("registerValues", ...args),
    changeRegister: (...args) => ask("changeRegister", ...args),
    openAttempts: (...args) => ask("openAttempts", ...args),
    blockedBy: (...args) => ask("blockedBy", ...args),
    caseByNumber: (...args) => ask("caseByNumber", ...args),
    stopOf: (...args) => ask("stopOf", ...args),
    progressOf: (...args) => ask("progressOf", ...args),
    openCasesOf: (...args) => ask("openCasesOf", ...args),
    standingAt: (...args) => ask("standingAt", ...args),
    talliesOf: (...args) => ask("talliesOf", ...args),
    latestOn: (...args) => ask("latestOn", ...args),
    isAttemptedLater: (...args) => ask("isAttemptedLater", ...args),
    casesOf: (...args) => ask("casesOf", ...args),
    searchCases: (...args) => ask("searchCases", ...args),
    caseRecord: (...args) => ask("caseRecord", ...args),
    doneTo: (...args) => ask("doneTo", ...args),
    redact: (...args) => ask("redact", ...args),
    append: (...args) => ask("append", ...args),
    entriesOf: (...args) => ask("entriesOf", ...args),
    logHead: (...args) => ask("logHead", ...args),
    awaitEntry: (...args) => ask("awaitEntry", ...args),
    latestCheckpoints: (...args) => ask("latestCheckpoints", ...args),
    addCheckpoint: (...args) => ask("addCheckpoint", ...args),
    entries: (...args) => ask("entries", ...args),
    jobById: (...args) => ask("jobById", ...args),
    counts: (...args) => ask("counts", ...args),
    whyUnshown: (...args) => ask("whyUnshown", ...args),
    lastVerified: (...args) => ask("lastVerified", ...args),
    deadLetters: (...args) => ask("deadLetters", ...args),
    close,
  };
}
