import type { Batches, PlainRun } from "./batches.ts";
import type { Books } from "./batch-run.ts";
import { shortestSeconds, type Batch } from "./batch-world.ts";
import type { Mutes } from "./single-mutes.ts";

const NAMES = { tencent: "Tencent", agora: "Agora" } as const;

export function reportBatches(plain: readonly PlainRun[], through: readonly Batches[]): void {
  console.log("\nKicking many, from the first file sent in the form to the last result told.");
  console.log("Shortest: the requests that change something, at the even rate which the vendor documents.");
  console.log(
    "Plain loop: reads who is there, kicks, believes the answers; same drivers and pace, nothing written down.\n",
  );
  console.log(
    "                                     seconds   of shortest   of plain   refused   kicks=accounts   first read/kick ms   kicks+reads",
  );
  for (const { batch, seconds: plainly, books } of plain) {
    const shortest = shortestSeconds(batch);
    console.log(`${titleOf(batch)}, shortest`.padEnd(36) + seconds(shortest));
    row(`${titleOf(batch)}, plain loop`, batch, plainly, plainly, books, "");
    for (const { storage, runs } of through) {
      const run = runs.find((one) => one.batch === batch)?.run;
      if (!run) continue;
      const first = `${run.firstReadMs.toFixed(0)} / ${run.firstKickMs.toFixed(0)}`.padStart(20);
      const requests = `${run.requests.kicks}+${run.requests.reads}`.padStart(14);
      row(`${titleOf(batch)}, ${storage}`, batch, run.seconds, plainly, run.books, first + requests);
    }
  }
  reportMemory(through);
  reportMutes(through);
}

function row(
  name: string,
  batch: Batch,
  took: number,
  plainly: number,
  { refused, effects, accounts }: Books,
  more: string,
): void {
  const isOnce = effects === accounts && accounts === batch.accounts.length;
  const cells = [
    name.padEnd(35),
    seconds(took),
    (took / shortestSeconds(batch)).toFixed(2).padStart(13),
    (took / plainly).toFixed(2).padStart(10),
    String(refused).padStart(9),
    `${effects}=${accounts}${isOnce ? "" : " WRONG"}`.padStart(16),
    more,
  ];
  console.log(cells.join(" "));
}

function reportMemory(through: readonly Batches[]): void {
  console.log(
    "\nMemory of Bailiff's process in MB: before and after are taken after a collection of garbage, so that growth is what",
  );
  console.log(
    "is kept; the peak is looked for every 100 ms. Heap: of the main thread. All: with the ledger's thread and the program.\n",
  );
  console.log(
    "                                    heap before   peak   after   bytes kept an account   all before   peak   after",
  );
  for (const { storage, runs } of through) {
    for (const { batch, run } of runs.toReversed()) {
      if (!run.memory) continue;
      const { before, peak, after } = run.memory;
      const kept = ((after.heap - before.heap) * 2 ** 20) / batch.accounts.length;
      const cells = [
        `${titleOf(batch)}, ${storage}`.padEnd(35),
        before.heap.toFixed(1).padStart(11),
        peak.heap.toFixed(0).padStart(6),
        after.heap.toFixed(1).padStart(7),
        kept.toFixed(0).padStart(23),
        before.rss.toFixed(0).padStart(12),
        peak.rss.toFixed(0).padStart(6),
        after.rss.toFixed(0).padStart(7),
      ];
      console.log(cells.join(" "));
    }
  }
}

function reportMutes(through: readonly Batches[]): void {
  console.log("\nSingle /mute every 500 ms at the same Tencent app, from typing to the result (ms)");
  console.log("                                  commands      p50     p99");
  for (const { storage, mutes } of through) {
    muteRow(`${storage}, no batch`, mutes.alone);
    muteRow(`${storage}, during the Tencent batch`, mutes.meanwhile);
  }
}

function muteRow(name: string, { count, p50Ms, p99Ms }: Mutes): void {
  console.log(
    `${name.padEnd(35)} ${String(count).padStart(6)} ${p50Ms.toFixed(0).padStart(8)} ${p99Ms.toFixed(0).padStart(7)}`,
  );
}

function titleOf({ vendor, accounts }: Batch): string {
  return `${NAMES[vendor]} ${accounts.length.toLocaleString("en")}`;
}

function seconds(value: number): string {
  return value.toFixed(2).padStart(8);
}
