import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { postgresForTests } from "../shared-postgres.ts";
import { end } from "../child/running.ts";
import { booksIn, effectsIn, openWorld, PATIENCE, resultsIn, type, type World } from "./world.ts";

/**
 * The end of a ban is in the journal before the ban leaves, so no crash can make it one without an end. The bans are
 * long enough that a busy machine carries them out before they end.
 */
const DONE_TWICE = ["ban tommy", "unban tommy"];

function changes({ sandbox }: World): readonly string[] {
  return effectsIn(sandbox).map(({ verb, account }) => `${verb} ${account}`);
}

describe.concurrent("a ban with an end, after kill −9", PATIENCE, () => {
  it.for(["attempt.begun", "vendor.answered", "outcome.recorded"] as const)(
    "at %s is lifted at its end, once",
    async (step, { onTestFinished }) => {
      const world = await openWorld(onTestFinished);
      const { sandbox, start } = world;
      const storage = await world.sqlite();
      const first = await start({ signal: "SIGKILL", at: step, times: 1 }, storage);
      const died = once(first.child, "exit");
      await type(sandbox, first.url, "/ban tommy fans 25s");
      await died;
      const second = await start(null, storage);
      await resultsIn(sandbox, 2);
      await sleep(300);
      await end(second.child, "SIGTERM");
      const { cases } = await booksIn(storage);
      expect(changes(world)).toEqual(DONE_TWICE);
      expect(cases.map(({ verb, lifts }) => [verb, lifts])).toEqual([
        ["ban", null],
        ["unban", 1],
      ]);
      expect(sandbox.slack.messages("lobby-mods")).toHaveLength(2);
    },
  );

  it("of the unban that lifts it is lifted once", async ({ onTestFinished }) => {
    const world = await openWorld(onTestFinished);
    const { sandbox, start } = world;
    const storage = await world.sqlite();
    // The second answer is that to the unban.
    const first = await start({ signal: "SIGKILL", at: "vendor.answered", times: 2 }, storage);
    const died = once(first.child, "exit");
    await type(sandbox, first.url, "/ban tommy fans 8s");
    await died;
    const second = await start(null, storage);
    await resultsIn(sandbox, 2);
    await sleep(300);
    await end(second.child, "SIGTERM");
    await booksIn(storage);
    expect(changes(world)).toEqual(DONE_TWICE);
  });
});

const databases = await postgresForTests();

describe
  .skipIf("unavailable" in databases)
  .concurrent("a ban with an end, two replicas on PostgreSQL", PATIENCE, () => {
    const storageOf = async (): Promise<{ readonly kind: "postgres"; readonly url: string }> => {
      if ("unavailable" in databases) throw new Error(databases.unavailable);
      return { kind: "postgres", url: await databases.url("lift") };
    };

    it("is lifted by one of them, once", async ({ onTestFinished }) => {
      const world = await openWorld(onTestFinished);
      const { sandbox, start } = world;
      const storage = await storageOf();
      const [first, second] = [await start(null, storage), await start(null, storage)];
      await type(sandbox, first.url, "/ban tommy fans 8s");
      await resultsIn(sandbox, 2);
      await sleep(1_000);
      await Promise.all([end(first.child, "SIGTERM"), end(second.child, "SIGTERM")]);
      await booksIn(storage);
      expect(changes(world)).toEqual(DONE_TWICE);
      expect(sandbox.slack.messages("lobby-mods")).toHaveLength(2);
    });

    it("is lifted by the one that is left, when the other dies right after the ban", async ({
      onTestFinished,
    }) => {
      const world = await openWorld(onTestFinished);
      const { sandbox, start } = world;
      const storage = await storageOf();
      const first = await start({ signal: "SIGKILL", at: "vendor.answered", times: 1 }, storage);
      const second = await start(null, storage);
      await type(sandbox, first.url, "/ban tommy fans 8s");
      await resultsIn(sandbox, 2);
      await sleep(300);
      await end(second.child, "SIGTERM");
      await booksIn(storage);
      expect(changes(world)).toEqual(DONE_TWICE);
    });
  });
