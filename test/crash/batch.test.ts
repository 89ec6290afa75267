import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { FANS, SANDBOX_EASEMOB } from "../../src/sandbox/hyphenate/cast.ts";
import type { EasemobApp } from "../../src/sandbox/hyphenate/options.ts";
import { postgresForTests } from "../shared-postgres.ts";
import { end } from "../child/running.ts";
import { booksIn, closedInLog, effectsIn, openWorld, PATIENCE, type, type World } from "./world.ts";

/**
 * A batch takes several requests, and the process dies between them. It goes on from what is known of each account:
 * nobody is changed twice, nobody is left out, and there is one result.
 */
const HOW_MANY = 300;
const CROWD = Array.from({ length: HOW_MANY }, (_, index) => `crowd${index + 1}`);
const APP: EasemobApp = {
  ...SANDBOX_EASEMOB,
  accounts: [...SANDBOX_EASEMOB.accounts, ...CROWD],
  groups: SANDBOX_EASEMOB.groups.map((group) =>
    group.id === FANS ? { ...group, members: [...group.members, ...CROWD], maxMembers: 1_000 } : group,
  ),
};

/** Easemob takes 60 accounts in a request, so there are five of them. */
const DEATHS = [
  { at: "attempt.begun", times: 3 },
  { at: "vendor.answered", times: 3 },
  { at: "outcome.recorded", times: 2 },
] as const;
const VERBS = [
  { verb: "kick", time: "" },
  { verb: "mute", time: " 1h" },
] as const;
const DIED = VERBS.flatMap((what) => DEATHS.map((death) => ({ ...what, ...death })));

const databases = await postgresForTests();

describe.concurrent("kill −9 in the middle of a batch", PATIENCE, () => {
  it.for(DIED)("$verb, one process on SQLite, at $at, time $times", async (death, { onTestFinished }) => {
    const world = await openWorld(onTestFinished, { easemob: { apps: [APP] } });
    const storage = await world.sqlite();
    const first = await world.start({ signal: "SIGKILL", at: death.at, times: death.times }, storage);
    const died = once(first.child, "exit");
    await type(world.sandbox, first.url, `/${death.verb} ${CROWD.join(",")} fans${death.time}`);
    await died;
    const second = await world.start(null, storage);
    await resultOf(world);
    await end(second.child, "SIGTERM");
    await expectAllOnce(world, death.verb, storage);
  });

  it.skipIf("unavailable" in databases).for(DIED.filter(({ verb }) => verb === "kick"))(
    "$verb, two replicas on PostgreSQL, at $at, time $times",
    async (death, { onTestFinished }) => {
      if ("unavailable" in databases) throw new Error(databases.unavailable);
      const world = await openWorld(onTestFinished, { easemob: { apps: [APP] } });
      const storage = { kind: "postgres", url: await databases.url("batch") } as const;
      const first = await world.start({ signal: "SIGKILL", at: death.at, times: death.times }, storage);
      const second = await world.start(null, storage);
      await type(world.sandbox, first.url, `/${death.verb} ${CROWD.join(",")} fans${death.time}`);
      await resultOf(world);
      await end(second.child, "SIGTERM");
      await expectAllOnce(world, death.verb, storage);
    },
  );
});

/** The log gets nothing but the result; the channel has the batch's card as well. */
async function resultOf({ sandbox }: World): Promise<void> {
  await sandbox.slack.until(() => closedInLog(sandbox) > 0, 40_000);
  await sandbox.slack.until(() => results(sandbox).length > 0, 5_000);
  await sleep(300);
}

function results(sandbox: World["sandbox"]): readonly string[] {
  const texts = sandbox.slack.messages("lobby-mods").map(({ text }) => text);
  return texts.filter((text) => new RegExp(`\\b${HOW_MANY} done`).test(text));
}

async function expectAllOnce(
  { sandbox }: World,
  verb: string,
  storage: Parameters<typeof booksIn>[0],
): Promise<void> {
  const { cases } = await booksIn(storage);
  expect(cases).toHaveLength(1);
  const outcomes = cases[0]?.targets.map(({ account, outcome }) => `${account} ${outcome}`);
  expect(outcomes?.toSorted()).toEqual(CROWD.map((account) => `${account} done`).toSorted());
  const changes = effectsIn(sandbox).map((effect) => `${effect.verb} ${effect.account}`);
  expect(changes.toSorted()).toEqual(CROWD.map((account) => `${verb} ${account}`).toSorted());
  expect(closedInLog(sandbox)).toBe(1);
}
