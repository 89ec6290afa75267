import { once } from "node:events";
import { cpus } from "node:os";
import type { Sandbox } from "../../src/sandbox/open.ts";
import type { ChildOptions } from "../child/bailiff.child.ts";
import { end, reaching, start, startBailiff, type Running } from "../child/running.ts";
import { databasesOn, startPostgres } from "../postgres.ts";
import { throughBailiff, throughPlainLoop, type Latency } from "./latency.ts";
import { measureAppends } from "./append.ts";
import { measureAlerts } from "./alerts.ts";
import { measureVerifying } from "./audit.ts";
import { measureExports } from "./audit-export.ts";
import { measureBatches, measurePlainLoops, withFolder } from "./batches.ts";
import { reportBatches } from "./batch-report.ts";
import { measureCases } from "./cases.ts";
import { load, type Load } from "./load.ts";
import { benchGroups, withSandbox } from "./world.ts";

/**
 * `npm run bench`: bare Bolt with a listener that does nothing, beside Bailiff's whole durable `/mute` on SQLite
 * and on PostgreSQL, in one run on one machine. Two rounds in turn; the better of each counts, since other work
 * on the machine can only slow a round down. Then batches of kicks, beside the shortest time that the vendors' limits
 * allow, and pages of `/cases` with few and with many cases. Everything stays on loopback and ends by itself.
 * `npm run bench -- acks`, `-- batches`, `-- cases` or `-- alerts`: one part alone.
 */
const CONNECTIONS = 200;
const SECONDS = 4;
const ROUNDS = 2;
/** Slack's real pace, at which nobody waits for anybody. */
const CALM_CONNECTIONS = 4;

interface Measured {
  readonly name: string;
  loads: Load[];
  calm: Load | null;
  latency: Latency | null;
  memoryMb: number;
}

const postgres = await startPostgres();
const databases = "url" in postgres ? databasesOn(postgres.url) : null;
if (!databases)
  console.log(`PostgreSQL is left out: ${"unavailable" in postgres ? postgres.unavailable : ""}.`);

const bolt: Measured = {
  name: "bare Bolt, empty listener",
  loads: [],
  calm: null,
  latency: null,
  memoryMb: 0,
};
const sqlite: Measured = {
  name: "Bailiff, /mute on SQLite",
  loads: [],
  calm: null,
  latency: null,
  memoryMb: 0,
};
const shared: Measured = {
  name: "Bailiff, /mute on PostgreSQL",
  loads: [],
  calm: null,
  latency: null,
  memoryMb: 0,
};

const PARTS = ["acks", "batches", "cases", "append", "audit", "exports", "alerts"] as const;
const [only] = process.argv.slice(2);
if (only !== undefined && !PARTS.some((part) => part === only)) {
  console.error(`There is no part ${only} of the bench; there are ${PARTS.join(", ")}.`);
  process.exit(2);
}
if (only === undefined || only === "acks") await measureAcknowledgements();
if (only === undefined || only === "batches") await measureManyKicks();
if (only === undefined || only === "cases") await measureCases(databases);
if (only === undefined || only === "append") await measureAppends(databases);
if (only === undefined || only === "audit") await measureVerifying();
if (only === undefined || only === "exports") await measureExports(databases);
if (only === undefined || only === "alerts") await measureAlerts(databases);
await databases?.close();
if ("stop" in postgres) await postgres.stop();

async function measureAcknowledgements(): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    await withSandbox(async (sandbox) =>
      measure(bolt, sandbox, () =>
        start(new URL("./bare-bolt.child.ts", import.meta.url), sandbox.slack.credentials),
      ),
    );
    await withSandbox((sandbox) =>
      withFolder((folder) => measure(sqlite, sandbox, () => bailiff(sandbox, { kind: "sqlite", folder }))),
    );
    if (databases) {
      await withSandbox(async (sandbox) => {
        const url = await databases.url("bench");
        await measure(shared, sandbox, () => bailiff(sandbox, { kind: "postgres", url }));
      });
    }
  }
  report(await withSandbox(throughPlainLoop));
}

async function measureManyKicks(): Promise<void> {
  const plainLoops = await measurePlainLoops();
  const through = [await withFolder((folder) => measureBatches("SQLite", { kind: "sqlite", folder }))];
  if (databases) {
    const url = await databases.url("batches");
    through.push(await measureBatches("PostgreSQL", { kind: "postgres", url }));
  }
  reportBatches(plainLoops, through);
}

function bailiff(sandbox: Sandbox, storage: ChildOptions["storage"]): Promise<Running> {
  return startBailiff({
    ...reaching(sandbox),
    storage,
    port: 0,
    leaseMs: 15_000,
    fate: null,
    groups: benchGroups(),
  });
}

async function measure(what: Measured, sandbox: Sandbox, open: () => Promise<Running>): Promise<void> {
  const running = await open();
  try {
    if (what !== bolt && what.latency === null) what.latency = await throughBailiff(sandbox, running.url);
    // Warm: the first requests pay for compilation.
    await load(running.url, sandbox.slack.credentials, CALM_CONNECTIONS, 1);
    what.calm = better(what.calm, await load(running.url, sandbox.slack.credentials, CALM_CONNECTIONS, 2));
    what.loads.push(await load(running.url, sandbox.slack.credentials, CONNECTIONS, SECONDS));
    what.memoryMb = Math.max(what.memoryMb, await memoryOf(running));
  } finally {
    await end(running.child, "SIGKILL");
  }
}

async function memoryOf({ child }: Running): Promise<number> {
  child.send("memory");
  const [{ rss }] = (await once(child, "message")) as [NodeJS.MemoryUsage];
  return rss / 2 ** 20;
}

function better(one: Load | null, other: Load): Load {
  return one && one.acksPerSecond > other.acksPerSecond ? one : other;
}

function report(plain: Latency): void {
  const best = (measured: Measured): Load | null => measured.loads.reduce<Load | null>(better, null);
  const baseline = best(bolt)?.acksPerSecond ?? Number.NaN;
  console.log(
    `\nNode ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? "CPU"}; load and stand-ins share them with what is measured.`,
  );
  console.log(
    `Acknowledgements of signed commands, ${CONNECTIONS} connections, ${SECONDS} s, better of ${ROUNDS} rounds; calm: ${CALM_CONNECTIONS} connections.\n`,
  );
  console.log(
    "                              acks/s   of Bolt   p50 ms   p99 ms   slowest ms   calm p50/p99 ms   memory MB   not 200",
  );
  for (const measured of [bolt, sqlite, shared]) {
    const result = best(measured);
    if (!result || !measured.calm) continue;
    const cells = [
      measured.name.padEnd(29),
      String(Math.round(result.acksPerSecond)).padStart(7),
      (result.acksPerSecond / baseline).toFixed(2).padStart(9),
      result.p50Ms.toFixed(1).padStart(8),
      result.p99Ms.toFixed(1).padStart(8),
      result.slowestMs.toFixed(0).padStart(12),
      `${measured.calm.p50Ms.toFixed(1)} / ${measured.calm.p99Ms.toFixed(1)}`.padStart(17),
      measured.memoryMb.toFixed(0).padStart(11),
      String(result.failed).padStart(9),
    ];
    console.log(cells.join(" "));
  }
  console.log("\nFrom the command to its result in the channel, one at a time (ms)        p50     p99");
  const latencies: readonly (readonly [string, Latency | null])[] = [
    ["the same calls in a plain loop, nothing written down", plain],
    ["Bailiff on SQLite", sqlite.latency],
    ["Bailiff on PostgreSQL", shared.latency],
  ];
  for (const [name, latency] of latencies) {
    if (latency)
      console.log(
        `${name.padEnd(66)} ${latency.p50Ms.toFixed(1).padStart(9)} ${latency.p99Ms.toFixed(1).padStart(7)}`,
      );
  }
}
