import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";

/** Megabytes of a process: all it holds, and what its program keeps on its main thread's heap. */
export interface Megabytes {
  readonly rss: number;
  readonly heap: number;
}

export interface MemoryStory {
  /** Before and after garbage has been collected, so that what is left is what is kept. */
  readonly before: Megabytes;
  readonly peak: Megabytes;
  readonly after: Megabytes;
}

const LOOK_EVERY_MS = 100;
const ANSWER_WITHIN_MS = 10_000;

/** Watches a process (see test/child/memory.ts) while something happens. */
export async function watchingMemory<T>(
  child: ChildProcess,
  happen: () => Promise<T>,
): Promise<{ readonly value: T; readonly memory: MemoryStory }> {
  const before = await ask(child, "settled memory");
  const peak = { ...before };
  const watch = { isOver: false };
  const watching = (async () => {
    while (!watch.isOver) {
      await sleep(LOOK_EVERY_MS);
      const { rss, heap } = await ask(child, "memory");
      peak.rss = Math.max(peak.rss, rss);
      peak.heap = Math.max(peak.heap, heap);
    }
  })();
  const [happened, watched] = await Promise.allSettled([
    happen().finally(() => {
      watch.isOver = true;
    }),
    watching,
  ]);
  if (happened.status === "rejected") throw happened.reason;
  if (watched.status === "rejected") throw watched.reason;
  return { value: happened.value, memory: { before, peak, after: await ask(child, "settled memory") } };
}

async function ask(child: ChildProcess, what: "memory" | "settled memory"): Promise<Megabytes> {
  const answered = once(child, "message", { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
  child.send(what);
  const [{ rss, heapUsed }] = (await answered) as [NodeJS.MemoryUsage];
  return { rss: rss / 2 ** 20, heap: heapUsed / 2 ** 20 };
}
