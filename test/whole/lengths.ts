import { expect } from "vitest";
import { z } from "zod";
import type { Case } from "../../src/ledger/port.ts";
import { effectsIn, type Place } from "./places.ts";
import type { Scene } from "./scene.ts";

/** Tencent counts whole seconds, and rounds none of them down in anybody's favour (269/1627, ShutUpTime). */
const UNIT_MS = { tencent: 1_000, easemob: 1, agora: 1 } as const;

const muteBody = z.union([
  z.object({ ShutUpTime: z.number() }).transform(({ ShutUpTime }) => ShutUpTime * 1_000),
  z.object({ MuteTime: z.number() }).transform(({ MuteTime }) => MuteTime * 1_000),
  z.object({ mute_duration: z.number() }).transform(({ mute_duration }) => mute_duration),
]);

/**
 * Whatever was repeated, each request asked for no more than was left when its attempt was written down, up to the
 * vendor's unit, and what stands at the vendor is later than that by no more than the request's way there.
 */
export async function expectNoMuteLonger(scene: Scene, place: Place, kase: Case): Promise<void> {
  const until = Number(kase.until);
  const unitMs = UNIT_MS[place.vendor];
  const entries = await scene.bailiff.ledger.entriesOf(kase.number);
  const begun = entries.filter(({ kind }) => kind === "attempt").map(({ at }) => at);
  const accounts = kase.targets.map(({ account }) => account);
  const sent = scene.sandbox[place.vendor]
    .requests(2_000)
    .filter(
      ({ method, path, body }) =>
        method === "POST" && /mute|forbid_send_msg/.test(path) && body.includes(`"${accounts[0]}"`),
    );
  expect(sent.length, "a mute was sent").toBeGreaterThan(0);
  const begunBefore = (moment: number): number => {
    const found = begun.findLast((at) => at <= moment);
    if (found === undefined) throw new Error("a mute was sent before it was written down");
    return found;
  };
  for (const { at, body } of sent) {
    const leftMs = until - begunBefore(at);
    expect(muteBody.parse(JSON.parse(body))).toBeLessThanOrEqual(Math.ceil(leftMs / unitMs) * unitMs);
  }
  const muted = scene.sandbox[place.vendor].group(place.id)?.muted ?? [];
  for (const { at, account, request } of effectsIn(scene, place)) {
    if (!accounts.includes(account)) continue;
    const arrivedAt = sent.find(({ number }) => number === request)?.at ?? at;
    const wayMs = at - begunBefore(arrivedAt);
    const end = Number(muted.find((row) => row.account === account)?.until);
    expect(end).toBeLessThanOrEqual(until + unitMs + wayMs);
  }
}
