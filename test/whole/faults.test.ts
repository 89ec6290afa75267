import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Case } from "../../src/ledger/port.ts";
import type { FaultKind } from "../../src/sandbox/tencent/faults.ts";
import { LOBBY, openScene, type Scene } from "./scene.ts";

/**
 * Each fault on each verb, once and three times in a row. However it goes: the books balance, nothing stays
 * unknown once the vendor can be read again, and what the books call done is what the vendor's own ledger of
 * effects holds, no more and no less.
 */
const FAULTS: readonly FaultKind[] = [
  "reset-before",
  "reset-after",
  "truncate",
  "html",
  "hang",
  "latency:700",
  "status:502",
  "status:429",
  "error:10002",
  "frequency",
  "expired-token",
];
const COMMANDS = {
  mute: "forbid_send_msg",
  unmute: "forbid_send_msg",
  kick: "delete_group_member",
  add: "add_group_member",
} as const;
type Verb = keyof typeof COMMANDS;

/**
 * How many times faster than real time the sandbox's clock runs. Latency is real time: a vendor that takes 700 ms
 * must still be within the time in which Bailiff reckons with it, which a faster clock would run through.
 */
const HURRY = { usual: 30, latency: 3 };

describe("every fault on every verb", () => {
  let scene: Scene;
  let hurry: NodeJS.Timeout;
  let times = HURRY.usual;
  beforeAll(async () => {
    scene = await openScene({
      config: (file) => ({ ...file, connections: { game: { ...file.connections["game"]!, timeout: 400 } } }),
    });
    // Waiting is by the clock, and nobody has to sit through it.
    hurry = setInterval(() => scene.sandbox.clock.advance(times * 33), 33);
  });
  afterAll(async () => {
    clearInterval(hurry);
    await scene[Symbol.asyncDispose]();
  });

  let next = 0;
  /** Two accounts that nobody has used, in the state from which the verb changes something, and one in which it does not. */
  const prepare = (verb: Verb): readonly string[] => {
    const [one, two, idle] = Array.from({ length: 3 }, () => `fault${(next += 1)}`);
    const { tencent, clock } = scene.sandbox;
    for (const account of [one!, two!, idle!]) {
      tencent.addAccount(account);
      if (verb !== "add") tencent.join(LOBBY, account);
    }
    if (verb === "unmute")
      for (const account of [one!, two!]) tencent.setMute(LOBBY, account, clock.now() + 30 * 24 * 3_600_000);
    if (verb === "kick") tencent.leave(LOBBY, idle!);
    if (verb === "add") tencent.join(LOBBY, idle!);
    if (verb === "mute") tencent.leave(LOBBY, idle!);
    return [one!, two!, idle!];
  };

  const IDLE = { mute: "absent", unmute: "already", kick: "absent", add: "already" } as const;

  for (const fault of FAULTS) {
    for (const verb of ["mute", "unmute", "kick", "add"] as const) {
      it.each([1, 3])(`${fault} on ${verb}, %i times`, async (repeats) => {
        const accounts = prepare(verb);
        times = fault.startsWith("latency") ? HURRY.latency : HURRY.usual;
        scene.sandbox.tencent.fault({ kind: fault, times: repeats, command: COMMANDS[verb] });
        await scene.sandbox.slack.command({
          as: "adam",
          channel: "lobby-mods",
          text: `/${verb} ${accounts.join(",")}${verb === "mute" ? " 1w" : ""}`,
        });
        const kase = await settledCase(accounts);
        scene.sandbox.tencent.clearFaults();

        const [one, two, idle] = kase.targets;
        // A signature is renewed once; a vendor that goes on refusing it needs a person, and has done nothing.
        const expected = fault === "expired-token" && repeats > 1 ? "refused" : "done";
        expect([one?.outcome, two?.outcome, idle?.outcome]).toEqual([expected, expected, IDLE[verb]]);
        const effects = scene.sandbox.tencent.effects().filter(({ account }) => accounts.includes(account));
        const wanted = expected === "done" ? [`${verb} ${accounts[0]}`, `${verb} ${accounts[1]}`] : [];
        expect(effects.map(({ account, verb: done }) => `${done} ${account}`).toSorted()).toEqual(
          wanted.toSorted(),
        );
        if (verb === "mute") expectNoLonger(kase, 1_000 + (fault.startsWith("latency") ? 700 * times : 0));
      });
    }
  }

  async function settledCase(accounts: readonly string[]): Promise<Case> {
    let found: Case | undefined;
    await expect
      .poll(
        async () => {
          [found] = await scene.bailiff.ledger.casesOf({ account: accounts[0]!, limit: 1 });
          return found?.state === "settled" && found.targets.every(({ outcome }) => outcome !== "unknown");
        },
        { timeout: 12_000, interval: 20 },
      )
      .toBe(true);
    return found!;
  }

  /**
   * Whatever was repeated, no mute ends later than its case says, but for the vendor's whole seconds and the time
   * a request was on its way, which in this hurry counts many times over.
   */
  function expectNoLonger(kase: Case, allowedMs: number): void {
    for (const { account, until } of scene.sandbox.tencent.group(LOBBY)?.muted ?? []) {
      if (kase.targets.some((target) => target.account === account))
        expect(until).toBeLessThanOrEqual(Number(kase.until) + allowedMs);
    }
  }
});
