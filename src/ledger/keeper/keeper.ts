import { parentPort, workerData } from "node:worker_threads";
import { newSalt } from "../../audit/salt.ts";
import type { Clock } from "../../clock.ts";
import type { LedgerOwner } from "../engine.ts";
import type { Reserve } from "../pace.ts";
import { openPostgresLedger } from "../postgres/open.ts";
import type { Ledger } from "../port.ts";
import type { LedgerProblem } from "../problem.ts";
import { openSqliteLedger } from "../sqlite/open.ts";
import type { Result } from "../../result.ts";
import type { Answer, Call, FromKeeper, KeeperSetting, Kept, ToKeeper } from "./messages.ts";

/**
 * The thread that keeps the ledger. Queries, transactions and disk flushes happen here, one message away from
 * the program, whose event loop owes Slack an answer within three seconds. A transaction of several statements
 * never waits for that loop, so it holds the database for as short as it can.
 */
const port = parentPort;
if (!port) throw new Error("this module is the entry of a worker thread");
// Given by startKeeper.
const setting = workerData as KeeperSetting;
const say = (message: FromKeeper): void => port.postMessage(message);

let programNow = setting.now;
/** Shows what the program's clock showed at its last message: time here moves only with the program's. */
const clock: Clock = {
  now: () => programNow,
  at: () => {
    throw new Error("the thread that keeps the ledger sets no timers by the program's clock");
  },
};

interface Opened {
  readonly ledger: Ledger;
  readonly reserve: Reserve | null;
}

const opened = await open();
if (opened.ok) {
  const { ledger, reserve } = opened.value;
  ledger.onDue((jobs) => say({ kind: "due", jobs }));
  const answerLater = answersTo(say);
  const answering = new Set<Promise<void>>();
  const kept: Kept = {
    ...ledger,
    reserve: reserve ?? (() => Promise.reject(new Error("nobody shares this ledger"))),
  };
  port.on("message", ({ now, calls, close }: ToKeeper) => {
    programNow = now;
    for (const call of calls) {
      const answered = run(kept, call).then(answerLater);
      answering.add(answered);
      void answered.finally(() => answering.delete(answered));
    }
    if (close) void end(ledger, answering);
  });
  say({ kind: "open", isShared: reserve !== null });
} else {
  say({ kind: "problem", problem: opened.failure });
}

async function open(): Promise<Result<Opened, LedgerProblem>> {
  const { place, owner: name, heldLeaseMs } = setting;
  const owner: LedgerOwner = { clock, owner: name, heldLeaseMs, newSalt };
  switch (place.kind) {
    case "sqlite":
      return openSqliteLedger(place.folder, owner);
    case "postgres":
      return openPostgresLedger(place, owner);
    default:
      return place satisfies never;
  }
}

/** Ends the thread, after everybody who asked before has been answered. */
async function end(ledger: Ledger, answering: ReadonlySet<Promise<void>>): Promise<void> {
  await ledger.close();
  await Promise.all(answering);
  setImmediate(() => port?.close());
}

async function run(kept: Kept, { id, method, args }: Call): Promise<Answer> {
  try {
    // The program's side has checked the arguments against the same type.
    const work = kept[method] as (...given: readonly unknown[]) => Promise<unknown>;
    return { id, ok: true, value: await work(...args) };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { id, ok: false, name, message };
  }
}

/** Answers of the same moment go together: a message costs more than what is in it. */
function answersTo(tell: (message: FromKeeper) => void): (answer: Answer) => void {
  let waiting: Answer[] = [];
  return (answer) => {
    waiting.push(answer);
    if (waiting.length > 1) return;
    setImmediate(() => {
      tell({ kind: "answers", answers: waiting });
      waiting = [];
    });
  };
}
