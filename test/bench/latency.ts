import { setTimeout as sleep } from "node:timers/promises";
import { WebClient } from "@slack/web-api";
import { systemClock } from "../../src/clock.ts";
import type { Sandbox } from "../../src/sandbox/open.ts";
import { SANDBOX_APP } from "../../src/sandbox/tencent/cast.ts";
import { createPace } from "../../src/vendors/pace.ts";
import type { Group } from "../../src/vendors/port.ts";
import { openTencentDriver } from "../../src/vendors/tencent/driver.ts";
import { at, GROUPS } from "./load.ts";
import { benchGroup } from "./world.ts";

export interface Latency {
  readonly p50Ms: number;
  readonly p99Ms: number;
}

const COMMANDS = 100;
const PAUSE_MS = 20;

/** From typing `/mute` to its result in the channel, one command at a time. */
export async function throughBailiff(sandbox: Sandbox, url: string): Promise<Latency> {
  sandbox.slack.deliverTo({ kind: "http", url: `${url}/slack/events` });
  return measure(async (number) => {
    const text = `/mute @load${10_000 + number} g${number % GROUPS} 10m "latency ${number}"`;
    const posted = new Promise<void>((resolve) => {
      const end = sandbox.slack.subscribe((happening) => {
        if (happening.kind !== "posted" || happening.message.channel !== "lobby-mods") return;
        end();
        resolve();
      });
    });
    await sandbox.slack.command({ as: "adam", channel: "lobby-mods", text });
    await posted;
  });
}

/** The same calls to Tencent and Slack in a plain loop: read twice, mute, read, post. Nothing is written down. */
export async function throughPlainLoop(sandbox: Sandbox): Promise<Latency> {
  const { secretKey, sdkAppId } = SANDBOX_APP;
  const driver = openTencentDriver({
    connection: "bench",
    baseUrl: sandbox.tencent.url,
    sdkAppId,
    admin: "administrator",
    secretKey,
    clock: systemClock,
    pace: createPace(systemClock),
    random: () => 1,
  });
  const client = new WebClient(sandbox.slack.credentials.botToken, {
    slackApiUrl: `${sandbox.slack.url}/api/`,
  });
  const latency = await measure(async (number) => {
    const accounts = [`load${12_000 + number}`];
    const id = benchGroup(number % GROUPS);
    const group: Group = { alias: id, connection: "bench", id };
    const state = must(await driver.describe(group));
    must(await driver.states(state, accounts, ["standing", "existence", "mute"]));
    must(await driver.states(state, accounts, ["standing", "existence", "mute"]));
    must(await driver.act(state, { verb: "mute", accounts, until: Date.now() + 600_000 }));
    must(await driver.states(state, accounts, ["standing", "existence", "mute"]));
    await client.chat.postMessage({ channel: "C0LOBBYMODS", text: "muted" });
  });
  await driver.close();
  return latency;
}

async function measure(once: (number: number) => Promise<void>): Promise<Latency> {
  const took: number[] = [];
  for (let number = 0; number < COMMANDS; number += 1) {
    const startedAt = performance.now();
    await once(number);
    took.push(performance.now() - startedAt);
    await sleep(PAUSE_MS);
  }
  const sorted = took.toSorted((one, other) => one - other);
  return { p50Ms: at(sorted, 0.5), p99Ms: at(sorted, 0.99) };
}

function must<T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: unknown },
): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}
