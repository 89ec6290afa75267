import { createHmac, randomUUID } from "node:crypto";
import { Pool } from "undici";
import type { Credentials } from "../../src/sandbox/slack/credentials.ts";

export interface Load {
  readonly acksPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly slowestMs: number;
  /** Answers that were not 200. */
  readonly failed: number;
}

/** A distinct `/mute` as Slack would deliver and sign it now. */
export function signedMute(
  credentials: Credentials,
  url: string,
  number: number,
): { readonly body: string; readonly headers: Record<string, string> } {
  const body = new URLSearchParams({
    token: credentials.verificationToken,
    team_id: credentials.teamId,
    team_domain: "bench",
    channel_id: "C0LOBBYMODS",
    channel_name: "lobby-mods",
    user_id: "U0000ADAM",
    user_name: "adam",
    command: "/mute",
    text: `@load${number % ACCOUNTS} g${number % GROUPS} 10m "case ${number}"`,
    api_app_id: credentials.appId,
    is_enterprise_install: "false",
    response_url: `${url}/nowhere`,
    trigger_id: randomUUID(),
  }).toString();
  const stamp = String(Math.floor(Date.now() / 1_000));
  const signature = createHmac("sha256", credentials.signingSecret)
    .update(`v0:${stamp}:${body}`)
    .digest("hex");
  return {
    body,
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "x-slack-request-timestamp": stamp,
      "x-slack-signature": `v0=${signature}`,
    },
  };
}

/** The crowd of the bench, all of them in each of its groups, so that no command waits for an earlier one. */
export const ACCOUNTS = 20_000;
export const GROUPS = 40;

/** Sends signed commands over `connections` connections for `seconds`, each as soon as the one before is answered. */
export async function load(
  url: string,
  credentials: Credentials,
  connections: number,
  seconds: number,
): Promise<Load> {
  const pool = new Pool(url, { connections, pipelining: 1 });
  const latencies: number[] = [];
  let failed = 0;
  let number = 0;
  const endAt = performance.now() + seconds * 1_000;
  const startedAt = performance.now();
  const worker = async (): Promise<void> => {
    while (performance.now() < endAt) {
      const { body, headers } = signedMute(credentials, url, (number += 1));
      const sentAt = performance.now();
      const { statusCode, body: answer } = await pool.request({
        path: "/slack/events",
        method: "POST",
        headers,
        body,
      });
      await answer.dump();
      latencies.push(performance.now() - sentAt);
      if (statusCode !== 200) failed += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  const tookSeconds = (performance.now() - startedAt) / 1_000;
  await pool.close();
  const sorted = latencies.toSorted((one, other) => one - other);
  return {
    acksPerSecond: sorted.length / tookSeconds,
    p50Ms: at(sorted, 0.5),
    p99Ms: at(sorted, 0.99),
    slowestMs: sorted.at(-1) ?? 0,
    failed,
  };
}

export function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
