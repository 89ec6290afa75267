import { carryOut } from "../cases/carry-out.ts";
import type { Casework } from "../cases/casework.ts";
import { consider } from "../cases/consider.ts";
import { createQueue, type Queue } from "../cases/queue.ts";
import type { Rush } from "../cases/rush.ts";
import type { Job, JobKind } from "../ledger/port.ts";

/** Jobs of each kind worked on at the same time. */
const WIDTH = { request: 16, case: 16, post: 8 } as const satisfies Record<JobKind, number>;

export type Queues = Readonly<Record<JobKind, Queue>>;

export interface QueueWork {
  readonly work: Casework;
  /** Posts one message to Slack. */
  readonly post: (job: Job) => Promise<void>;
  readonly leaseMs: number;
  readonly rush: Rush;
  /** Told how long a case took, in seconds from the command. */
  readonly onCase: (seconds: number) => void;
}

/** The journal's workers. A request that opens a case hands it straight on; its lease is held already. */
export function openQueues({ work, post, leaseMs, rush, onCase }: QueueWork): Queues {
  const { ledger, clock, log } = work;
  const common = { ledger, clock, log, leaseMs, rush };
  const queues: Queues = {
    request: createQueue({
      ...common,
      kind: "request",
      width: WIDTH.request,
      work: async (job) => {
        const { opened } = await consider(work, job);
        if (opened) queues.case.take(opened.job);
      },
    }),
    case: createQueue({
      ...common,
      kind: "case",
      width: WIDTH.case,
      work: async (job, lease) => {
        const isSettled = await carryOut(work, job, lease);
        if (isSettled) onCase((clock.now() - job.createdAt) / 1_000);
      },
    }),
    post: createQueue({ ...common, kind: "post", width: WIDTH.post, work: post }),
  };
  return queues;
}
