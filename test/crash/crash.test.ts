import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { LOG_STEPS, STEPS, type Step } from "../../src/cases/steps.ts";
import type { Books } from "../../src/words.ts";
import { postgresForTests } from "../shared-postgres.ts";
import { end } from "../child/running.ts";
import { expectOnce, openWorld, PATIENCE, resultsIn, type, type LeftBooks } from "./world.ts";

/**
 * The process is killed with SIGKILL at each durable point of a case and started again (SQLite), or left to its
 * twin (PostgreSQL). Whatever the point: one effect at the vendor, one result in the channel, one line in the
 * log, one unbroken chain, balanced books.
 */
const CASES: readonly { readonly text: string; readonly wanted: Partial<Books> }[] = [
  { text: "/mute @tommy 10m", wanted: { done: 1 } },
  { text: "/kick jared,peter,away1", wanted: { done: 2, absent: 1 } },
  // Whom Bailiff will have to unban, because Easemob does not.
  { text: "/ban tommy,jared fans 1h", wanted: { done: 2 } },
  { text: "/lock stage", wanted: { done: 1 } },
];
const AT_EACH_STEP = STEPS.flatMap((step) => CASES.map((kase) => ({ step, ...kase })));
/** What is settled by one replica is posted by either, so at those points nothing is new about the verb. */
const OF_TWINS = AT_EACH_STEP.filter(({ step, text }) => isAboutVendor(step) || !/ban|lock/.test(text));

function isAboutVendor(step: Step): boolean {
  return step === "attempt.begun" || step === "vendor.answered" || step === "outcome.recorded";
}

const PAUSED_BEFORE_ACTING = CASES.map((kase) => ({ step: "attempt.begun" as const, ...kase }));
const PAUSED_BEFORE_POSTING = (["post.drawn", "log.drawn"] as const).flatMap((step) =>
  CASES.slice(0, 2).map((kase) => ({ step, ...kase })),
);

function expectTimer({ timer }: LeftBooks, text: string): void {
  expect(timer?.state ?? null).toBe(text.startsWith("/ban") ? "ready" : null);
}

describe.concurrent("kill −9 at each durable point, one process on SQLite", PATIENCE, () => {
  it.for(AT_EACH_STEP)("$step: $text", async ({ step, text, wanted }, { onTestFinished }) => {
    const { sandbox, start, sqlite } = await openWorld(onTestFinished);
    const storage = await sqlite();
    const first = await start({ signal: "SIGKILL", at: step, times: 1 }, storage);
    const died = once(first.child, "exit");
    await type(sandbox, first.url, text);
    await died;
    const second = await start(null, storage);
    await resultsIn(sandbox);
    await sleep(150);
    await end(second.child, "SIGTERM");
    expectTimer(await expectOnce(sandbox, storage, wanted), text);
  });
});

describe.concurrent("kill −9 while the log channel is written", PATIENCE, () => {
  it.for(LOG_STEPS)("%s", async (step, { onTestFinished }) => {
    const { sandbox, start, sqlite } = await openWorld(onTestFinished);
    const storage = await sqlite();
    const first = await start({ signal: "SIGKILL", at: step, times: 1 }, storage);
    const died = once(first.child, "exit");
    await type(sandbox, first.url, "/mute @tommy 10m");
    await died;
    const second = await start(null, storage);
    await resultsIn(sandbox);
    await sleep(150);
    await end(second.child, "SIGTERM");
    await expectOnce(sandbox, storage, { done: 1 });
  });
});

const databases = await postgresForTests();
const urlOf = (name: string): Promise<string> => {
  if ("unavailable" in databases) throw new Error(databases.unavailable);
  return databases.url(name);
};

describe
  .skipIf("unavailable" in databases)
  .concurrent("kill −9 at each durable point, two replicas on PostgreSQL", PATIENCE, () => {
    it.for(OF_TWINS)("$step: $text", async ({ step, text, wanted }, { onTestFinished }) => {
      const { sandbox, start } = await openWorld(onTestFinished);
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
      expectTimer(await expectOnce(sandbox, storage, wanted), text);
    });

    it.for([...PAUSED_BEFORE_ACTING, ...PAUSED_BEFORE_POSTING])(
      "a replica that was paused before it sent, and wakes up later, sends nothing: $step of $text",
      async ({ step, text, wanted }, { onTestFinished }) => {
        const { sandbox, start } = await openWorld(onTestFinished);
        const storage = { kind: "postgres", url: await urlOf("zombie") } as const;
        const first = await start({ signal: "SIGSTOP", at: step, times: 1 }, storage);
        const second = await start(null, storage);
        await type(sandbox, first.url, text);
        await resultsIn(sandbox);
        first.child.kill("SIGCONT");
        await sleep(1_000);
        await Promise.all([end(first.child, "SIGTERM"), end(second.child, "SIGTERM")]);
        await expectOnce(sandbox, storage, wanted);
      },
    );
  });
