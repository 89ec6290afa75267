import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { verifyChain } from "../../src/audit/chain.ts";
import { STEPS } from "../../src/cases/steps.ts";
import { systemClock } from "../../src/clock.ts";
import { openLedger } from "../../src/ledger/open.ts";
import { booksOf } from "../../src/ledger/port.ts";
import { sandboxCommands } from "../../src/cli/commands.ts";
import { createMovableClock } from "../../src/sandbox/clock.ts";
import { openSandbox, type Sandbox } from "../../src/sandbox/open.ts";
import { postgresForTests } from "../shared-postgres.ts";
import type { ChildOptions } from "../child/bailiff.child.ts";
import { end, reaching, startBailiff, type Running } from "../child/running.ts";

/**
 * The process is killed with SIGKILL at each durable point of a case and started again (SQLite), or left to its
 * twin (PostgreSQL). Whatever the point: one effect at the vendor, one result in the channel, one line in the
 * log, one unbroken chain, balanced books.
 */
const LEASE_MS = 1_500;
const CASES = [
  ["mute", "/mute @tommy 10m"],
  ["kick", "/kick jared,peter,away1"],
] as const;

interface World {
  readonly sandbox: Sandbox;
  readonly start: (fate: ChildOptions["fate"], storage: ChildOptions["storage"]) => Promise<Running>;
}

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function openWorld(): Promise<World> {
  const sandbox = await openSandbox({ clock: createMovableClock(), commands: await sandboxCommands() });
  cleanups.push(() => sandbox.close());
  return {
    sandbox,
    start: async (fate, storage) => {
      const running = await startBailiff({ ...reaching(sandbox), storage, port: 0, leaseMs: LEASE_MS, fate });
      cleanups.push(() => end(running.child, "SIGKILL"));
      return running;
    },
  };
}

/** Types the command; when the process died before it answered, Slack shows an error, which is fine. */
async function type(sandbox: Sandbox, url: string, text: string): Promise<void> {
  sandbox.slack.deliverTo({ kind: "http", url: `${url}/slack/events` });
  await sandbox.slack.command({ as: "mia", channel: "lobby-mods", text });
}

async function resultsIn(sandbox: Sandbox): Promise<void> {
  await sandbox.slack.until(
    () => sandbox.slack.messages("lobby-mods").length > 0 && sandbox.slack.messages("mod-log").length > 0,
    12_000,
  );
}

async function audit(sandbox: Sandbox, storage: ChildOptions["storage"]): Promise<void> {
  const opened = await openLedger(storage, { clock: systemClock, owner: "audit" });
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
  const { ledger } = opened.value;
  const kase = await ledger.caseByNumber(1);
  const entries = await ledger.entries(1, 1_000);
  const all = await ledger.casesOf({ limit: 10 });
  const { jobs } = await ledger.counts();
  await ledger.close();

  const wanted = sandbox.tencent.effects().map(({ account }) => account);
  expect(new Set(wanted).size, "each account was changed once").toBe(wanted.length);
  expect(sandbox.slack.messages("lobby-mods").map(({ text }) => text)).toHaveLength(1);
  expect(sandbox.slack.messages("mod-log")).toHaveLength(1);
  expect(all).toHaveLength(1);
  expect(kase?.state).toBe("settled");
  const books = booksOf(kase?.targets ?? []);
  expect(books).toEqual(
    kase?.verb === "mute"
      ? { done: 1, already: 0, absent: 0, refused: 0, unknown: 0 }
      : { done: 2, already: 0, absent: 1, refused: 0, unknown: 0 },
  );
  expect(wanted).toHaveLength(books.done);
  expect(verifyChain(entries)).toMatchObject({ ok: true });
  expect(entries.filter(({ kind }) => kind === "opened")).toHaveLength(1);
  expect(Object.values(jobs).map(({ dead }) => dead)).toEqual([0, 0, 0]);
}

describe("kill −9 at each durable point, one process on SQLite", () => {
  for (const step of STEPS) {
    it.each(CASES)(`${step}: %s`, async (_, text) => {
      const { sandbox, start } = await openWorld();
      const folder = await mkdtemp(join(tmpdir(), "bailiff-crash-"));
      cleanups.push(() => rm(folder, { recursive: true, force: true }));
      const storage = { kind: "sqlite", folder } as const;
      const first = await start({ signal: "SIGKILL", at: step, times: 1 }, storage);
      const died = once(first.child, "exit");
      await type(sandbox, first.url, text);
      await died;
      const second = await start(null, storage);
      await resultsIn(sandbox);
      await sleep(150);
      await end(second.child, "SIGTERM");
      await audit(sandbox, storage);
    });
  }
});

const databases = await postgresForTests();
const urlOf = (name: string): Promise<string> => {
  if ("unavailable" in databases) throw new Error(databases.unavailable);
  return databases.url(name);
};

describe.skipIf("unavailable" in databases)(
  "kill −9 at each durable point, two replicas on PostgreSQL",
  () => {
    for (const step of STEPS) {
      it.each(CASES)(`${step}: %s`, async (_, text) => {
        const { sandbox, start } = await openWorld();
        const storage = { kind: "postgres", url: await urlOf("crash") } as const;
        const first = await start({ signal: "SIGKILL", at: step, times: 1 }, storage);
        const died = once(first.child, "exit");
        const second = await start(null, storage);
        await type(sandbox, first.url, text);
        // Either replica may come to post first; the one that was to die then lives on.
        await Promise.race([died, resultsIn(sandbox)]);
        await resultsIn(sandbox);
        await sleep(150);
        await end(second.child, "SIGTERM");
        await audit(sandbox, storage);
      });
    }

    it.each(CASES)(
      "a replica that was paused before it sent, and wakes up later, sends nothing: %s",
      async (_, text) => {
        const { sandbox, start } = await openWorld();
        const storage = { kind: "postgres", url: await urlOf("zombie") } as const;
        const first = await start({ signal: "SIGSTOP", at: "attempt.begun", times: 1 }, storage);
        const second = await start(null, storage);
        await type(sandbox, first.url, text);
        await resultsIn(sandbox);
        first.child.kill("SIGCONT");
        await sleep(1_000);
        await Promise.all([end(first.child, "SIGTERM"), end(second.child, "SIGTERM")]);
        await audit(sandbox, storage);
      },
    );
  },
);
