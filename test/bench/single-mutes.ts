import { setTimeout as sleep } from "node:timers/promises";
import type { Sandbox } from "../../src/sandbox/open.ts";
import { SIDE } from "./batch-world.ts";
import type { Latency } from "./latency.ts";
import { at } from "./load.ts";

export interface Mutes extends Latency {
  readonly count: number;
}

const EVERY_MS = 500;
const RESULT_WITHIN_MS = 30_000;

/**
 * Types one `/mute` after the other at an even pace, whether or not the one before has its result, as long as
 * `goOn` says so; from typing to the result in the channel. No account is muted twice: `first` is the first to be.
 */
export async function muteSingly(
  sandbox: Sandbox,
  first: number,
  goOn: (typed: number) => boolean,
): Promise<Mutes> {
  const results: Promise<number>[] = [];
  while (goOn(results.length)) {
    results.push(muteOne(sandbox, SIDE.accounts[first + results.length] ?? ""));
    await sleep(EVERY_MS);
  }
  const sorted = (await Promise.all(results)).toSorted((one, other) => one - other);
  return { count: sorted.length, p50Ms: at(sorted, 0.5), p99Ms: at(sorted, 0.99) };
}

async function muteOne({ slack }: Sandbox, account: string): Promise<number> {
  const startedAt = performance.now();
  const told = new Promise<number>((resolve, reject) => {
    const timer = setTimeout(() => {
      end();
      reject(new Error(`the mute of ${account} had no result within ${RESULT_WITHIN_MS} ms`));
    }, RESULT_WITHIN_MS);
    const end = slack.subscribe((happening) => {
      if (happening.kind !== "posted" || happening.message.channel !== "lobby-mods") return;
      if (!new RegExp(`\\b${account}\\b`).test(happening.message.text)) return;
      clearTimeout(timer);
      end();
      resolve(performance.now() - startedAt);
    });
  });
  const text = `/mute @${account} ${SIDE.alias} 10m "bench"`;
  const [took] = await Promise.all([told, slack.command({ as: "adam", channel: "lobby-mods", text })]);
  return took;
}
