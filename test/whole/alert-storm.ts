import { Agent, request } from "undici";
import { TOOLS, type Occasion } from "../../src/sandbox/alerts/tools.ts";

/** A storm of alerts, made of its seed: in which order what arrives, and how each group ends. */

export interface Storm {
  readonly sent: readonly Occasion[];
  /** How each group stands once everything has arrived, by key. */
  readonly final: ReadonlyMap<string, "firing" | "resolved">;
}

export interface StormSize {
  readonly webhooks: number;
  readonly groups: number;
  /** Shares of all webhooks. */
  readonly duplicates: number;
  readonly resolvedFirst: number;
}

/** By Alertmanager's own times everything can be put in order again, whatever comes first. */
export function stormOf(
  { webhooks, groups, duplicates, resolvedFirst }: StormSize,
  about: Pick<Occasion, "source" | "secret">,
  now: number,
  random: () => number,
): Storm {
  const distinct = Math.round(webhooks * (1 - duplicates));
  const sent: Occasion[] = [];
  const last = new Map<string, { readonly startsAt: number; readonly status: "firing" | "resolved" }>();
  const base = now - 10 * 60_000;
  for (let index = 0; index < distinct; index += 1) {
    const key = `storm-${index % groups}`;
    const before = last.get(key);
    const isOver = before?.status === "firing" && random() < 0.5;
    // Each group's own clock goes forward by a second with each of its webhooks.
    const moment = base + Math.floor(index / groups) * 1_000;
    const startsAt = isOver ? before.startsAt : before?.status === "firing" ? before.startsAt : moment;
    const status = isOver ? "resolved" : "firing";
    last.set(key, { startsAt, status });
    sent.push({
      ...about,
      key,
      title: key,
      summary: `webhook ${index}`,
      severity: "warning",
      group: "lobby",
      account: "tommy",
      status,
      startsAt,
      now: moment,
    });
  }
  // What ends before it began: the end is sent before the beginning that it belongs to.
  const swaps = Math.round(webhooks * resolvedFirst);
  let swapped = 0;
  for (let index = 0; index + groups < sent.length && swapped < swaps; index += 1) {
    const [one, other] = [sent[index], sent[index + groups]];
    if (one?.status !== "firing" || other?.status !== "resolved") continue;
    [sent[index], sent[index + groups]] = [other, one];
    swapped += 1;
  }
  const copies = Array.from(
    { length: webhooks - distinct },
    () => sent[Math.floor(random() * sent.length)] as Occasion,
  );
  // A copy comes some way behind its first.
  const all = sent.map((one, index) => ({ one, place: index }));
  for (const copy of copies) {
    const place = sent.indexOf(copy) + 1 + random() * 40;
    all.push({ one: copy, place });
  }
  all.sort((one, other) => one.place - other.place);
  return {
    sent: all.map(({ one }) => one),
    final: new Map([...last].map(([key, { status }]) => [key, status])),
  };
}

export interface Sending {
  /** How often each code was answered. */
  readonly codes: ReadonlyMap<number, number>;
  /** How long each answer took, in milliseconds. */
  readonly tookMs: readonly number[];
}

/** Sends a storm from so many connections at once; `perSecond`: no faster than that. */
export async function sendStorm(
  url: string,
  sent: readonly Occasion[],
  { connections, perSecond }: { readonly connections: number; readonly perSecond: number },
): Promise<Sending> {
  const agent = new Agent({ connections });
  const codes = new Map<number, number>();
  const tookMs: number[] = [];
  const waiting = sent.entries();
  const began = performance.now();
  const sender = async (): Promise<void> => {
    for (const [index, occasion] of waiting) {
      const waitMs = began + (index * 1_000) / perSecond - performance.now();
      if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
      const { path, method, headers, body } = TOOLS.alertmanager(occasion);
      const from = performance.now();
      const answer = await request(`${url}/alerts/${path}`, { method, headers, body, dispatcher: agent });
      await answer.body.dump();
      tookMs.push(performance.now() - from);
      codes.set(answer.statusCode, (codes.get(answer.statusCode) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: connections }, sender));
  await agent.close();
  return { codes, tookMs };
}

/** Numbers from 0 up to 1 that can be had again. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
