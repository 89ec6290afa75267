import { readAsk } from "../cases/ask.ts";
import { carryOut, giveUpCase } from "../cases/carry-out.ts";
import type { Casework, Granted, Register } from "../cases/casework.ts";
import { createAlertWorker } from "../alerts/working.ts";
import { considerPress } from "../alerts/pressing.ts";
import { consider, type AlertDesk } from "../cases/consider.ts";
import { abandonRequest } from "../cases/considering.ts";
import { liftedBy } from "../cases/lifting.ts";
import { abandonLift } from "../cases/not-lifted.ts";
import { workOnCallback } from "../cases/seen/working.ts";
import { createQueue, type Queue } from "../cases/queue.ts";
import type { LiveRegister } from "../cases/live-register.ts";
import type { Rush } from "../cases/rush.ts";
import { giveUpTimer, ring } from "../cases/timers.ts";
import type { Job, JobKind } from "../ledger/port.ts";
import type { People } from "../policy/person.ts";
import type { LogFeed } from "../slack/log-feed.ts";
import type { KeptRecord } from "./open-record.ts";
import type { RunningHome } from "./open-home.ts";
import { CALLBACK_DESK } from "./over-limit.ts";

/** Jobs of each kind worked on at the same time. */
const WIDTH = {
  request: 16,
  case: 16,
  post: 8,
  timer: 4,
  alert: 8,
  callback: 4,
  log: 1,
} as const satisfies Record<JobKind, number>;

export type Queues = Readonly<Record<JobKind, Queue>>;

export interface QueueWork {
  /** What pieces of work have in common. */
  readonly work: Omit<Casework, "register" | "people">;
  /** The register of this moment, and people with the roles it gives them: one for each piece of work. */
  readonly register: LiveRegister;
  readonly people: (by: Granted) => People;
  /** Posts one message to Slack, and gives one up. */
  readonly post: (job: Job) => Promise<void>;
  readonly giveUpPost: (job: Job, why: string) => Promise<void>;
  /** Shows entries in the log channel. */
  readonly feed: LogFeed;
  /** What keeps the record provable, which has timers of its own. */
  readonly record: KeptRecord;
  readonly leaseMs: number;
  readonly rush: Rush;
  /** Told how long a case took, in seconds from its opening to its result. */
  readonly onCase: (seconds: number) => void;
  /** Told of what may have changed for whoever has the Home tab open. */
  readonly home: Pick<RunningHome, "news" | "settled">;
}

const DESK: AlertDesk = { pressed: considerPress };

/** The journal's workers. */
export function openQueues(queueWork: QueueWork): Queues {
  const { post, giveUpPost, feed, record, leaseMs, rush, onCase, home } = queueWork;
  const { ledger, clock, log } = queueWork.work;
  const common = { ledger, clock, log, leaseMs, rush };
  const under = (register: Register): Casework => ({
    ...queueWork.work,
    register,
    people: queueWork.people(register),
  });
  const workNow = async (): Promise<Casework> => under(await queueWork.register.now());
  // For what needs no decision, and must not fail with what looking at the register fails with.
  const workAsKnown = (): Casework => under(queueWork.register.known());
  const alerts = createAlertWorker(clock.now());
  const queues: Queues = {
    request: createQueue({
      ...common,
      kind: "request",
      width: WIDTH.request,
      work: async (job) => {
        const considered = await consider(await workNow(), job, DESK);
        home.news(readAsk(job.payload).person);
        if (considered.kind !== "opened") return;
        // The case is held already; without room here it goes back for whoever has some.
        if (queues.case.free() > 0) queues.case.take(considered.job);
        else await ledger.postpone(considered.job, clock.now(), "waits for room");
      },
      giveUp: (job, _, why) =>
        readAsk(job.payload).request.kind === "lift"
          ? abandonLift(workAsKnown(), job, liftedBy(job), why)
          : abandonRequest(workAsKnown(), job, why),
    }),
    case: createQueue({
      ...common,
      kind: "case",
      width: WIDTH.case,
      work: async (job, lease) => {
        const isSettled = await carryOut(await workNow(), job, lease);
        if (!isSettled) return;
        onCase((clock.now() - job.createdAt) / 1_000);
        if (job.case !== null) await home.settled(job.case);
      },
      giveUp: (job, lease, why) => giveUpCase(workAsKnown(), job, lease, why),
    }),
    post: createQueue({
      ...common,
      kind: "post",
      width: WIDTH.post,
      work: post,
      giveUp: (job, _, why) => giveUpPost(job, why),
    }),
    alert: createQueue({
      ...common,
      kind: "alert",
      width: WIDTH.alert,
      work: async (job) => alerts.work(await workNow(), job),
      giveUp: async (job, _, why) => void (await ledger.bury(job, why)),
    }),
    callback: createQueue({
      ...common,
      kind: "callback",
      width: WIDTH.callback,
      work: async (job) => workOnCallback(await workNow(), job, CALLBACK_DESK),
      giveUp: async (job, _, why) => void (await ledger.bury(job, why)),
    }),
    timer: createQueue({
      ...common,
      kind: "timer",
      width: WIDTH.timer,
      work: (job) => record.workOf(job)?.() ?? ring(workAsKnown(), job),
      giveUp: (job, _, why) =>
        record.workOf(job) ? record.giveUp(job, why) : giveUpTimer(workAsKnown(), job, why),
    }),
    log: createQueue({
      ...common,
      kind: "log",
      width: WIDTH.log,
      work: (job) => feed.show(job),
      giveUp: (job, _, why) => feed.giveUp(job, why),
    }),
  };
  return queues;
}
