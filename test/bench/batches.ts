import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ChildOptions } from "../child/bailiff.child.ts";
import { end, reaching, start, startBailiff } from "../child/running.ts";
import { booksOf, kickThroughBailiff, type BatchRun, type Books } from "./batch-run.ts";
import { AGORA_BATCH, BATCH_GROUPS, TENCENT_BATCH, withCrowds, type Batch } from "./batch-world.ts";
import { muteSingly, type Mutes } from "./single-mutes.ts";

/** The batches through Bailiff on one kind of storage. */
export interface Batches {
  readonly storage: string;
  readonly runs: readonly { readonly batch: Batch; readonly run: BatchRun }[];
  readonly mutes: { readonly alone: Mutes; readonly meanwhile: Mutes };
}

export interface PlainRun {
  readonly batch: Batch;
  readonly seconds: number;
  readonly books: Books;
}

const MUTES_ALONE = 10;
const PLAIN_WITHIN_MS = 60_000;

export async function measurePlainLoops(): Promise<readonly PlainRun[]> {
  return withCrowds(async (sandbox) => {
    const runs: PlainRun[] = [];
    for (const batch of [TENCENT_BATCH, AGORA_BATCH]) {
      const { vendor } = batch;
      const url = sandbox[vendor].url;
      const { child } = await start(new URL("./plain-kick.child.ts", import.meta.url), { vendor, url });
      try {
        const done = once(child, "message", { signal: AbortSignal.timeout(PLAIN_WITHIN_MS) });
        child.send("go");
        const [{ seconds }] = (await done) as [{ seconds: number }];
        runs.push({ batch, seconds, books: booksOf(sandbox, batch) });
      } finally {
        await end(child, "SIGKILL");
      }
    }
    return runs;
  });
}

export async function measureBatches(name: string, storage: ChildOptions["storage"]): Promise<Batches> {
  return withCrowds(async (sandbox) => {
    const running = await startBailiff({
      ...reaching(sandbox),
      storage,
      port: 0,
      leaseMs: 15_000,
      fate: null,
      groups: BATCH_GROUPS,
    });
    try {
      sandbox.slack.deliverTo({ kind: "http", url: `${running.url}/slack/events` });
      // The first of all pays for what is read once and compiled.
      await muteSingly(sandbox, 0, (typed) => typed < 2);
      const alone = await muteSingly(sandbox, 10, (typed) => typed < MUTES_ALONE);
      const agora = await kickThroughBailiff(sandbox, running, AGORA_BATCH);
      const batch = { isOver: false };
      const typing = muteSingly(sandbox, 100, () => !batch.isOver);
      const tencent = await kickThroughBailiff(sandbox, running, TENCENT_BATCH).finally(() => {
        batch.isOver = true;
      });
      const runs = [
        { batch: TENCENT_BATCH, run: tencent },
        { batch: AGORA_BATCH, run: agora },
      ];
      return { storage: name, runs, mutes: { alone, meanwhile: await typing } };
    } finally {
      await end(running.child, "SIGKILL");
    }
  });
}

export async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "bailiff-bench-"));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
