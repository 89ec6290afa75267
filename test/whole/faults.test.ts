import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verifyChain } from "../../src/audit/chain.ts";
import { booksOf, type Case } from "../../src/ledger/port.ts";
import type { Verb } from "../../src/words.ts";
import { hurryUntil } from "./hurry.ts";
import { expectNoMuteLonger } from "./lengths.ts";
import { breakNext, effectsIn, IDLE, PLACES, stand, type AnyFault, type Place } from "./places.ts";
import { openScene, type Scene } from "./scene.ts";

/**
 * Each fault on each verb at each vendor, once and three times in a row. However it goes: the books balance, nothing
 * stays unknown once the vendor can be read again, and what the books call done is what the vendor's own ledger of
 * effects holds, no more and no less.
 */
const FAULTS: readonly AnyFault[] = [
  "reset-before",
  "reset-after",
  "truncate",
  "html",
  "hang",
  // Seen when it is read after the timeout, and not yet seen then.
  "latency:700",
  "latency:1600",
  "status:502",
  "status:429",
  "error:internal",
  "frequency",
  "expired-token",
];

/** Verbs that share no command at a vendor, so that each meets the faults meant for it. */
const HALVES = [
  ["mute", "kick", "ban", "lock"],
  ["unmute", "add", "unban", "unlock"],
] as const satisfies readonly (readonly Verb[])[];

/** What one verb is to meet at one place. */
interface Part {
  readonly place: Place;
  readonly verb: Verb;
  /** None for a verb about everybody. */
  readonly accounts: readonly string[];
}

describe("every fault on every verb at every vendor", () => {
  let scene: Scene;
  let next = 0;
  beforeAll(async () => {
    scene = await openScene({
      config: (file) => ({
        ...file,
        connections: Object.fromEntries(
          Object.entries(file.connections).map(([name, settings]) => [name, { ...settings, timeout: 400 }]),
        ),
      }),
    });
    for (const place of PLACES) scene.sandbox[place.vendor].setMaxMembers(place.id, 3_000);
  });
  afterAll(() => scene[Symbol.asyncDispose]());

  for (const fault of FAULTS) {
    it.each([1, 3])(`${fault}, %i times`, { timeout: 60_000 }, async (repeats) => {
      for (const parts of roundsOf(fault)) await play(parts, fault, repeats);
    });
  }

  it("left one unbroken chain, and no job among the dead letters", async () => {
    const { ledger } = scene.bailiff;
    expect(verifyChain(await ledger.entries(1, 100_000))).toMatchObject({ ok: true });
    expect(await ledger.deadLetters(10)).toEqual([]);
  });

  /** Groups and rooms of one vendor share its commands, so each half of the verbs is elsewhere at a time. */
  function roundsOf(fault: AnyFault): readonly (readonly Part[])[] {
    const [lobby, stage, fans, meet, arena] = PLACES as readonly [Place, Place, Place, Place, Place];
    const parts = (places: readonly Place[], verbs: readonly Verb[]): readonly Part[] =>
      places.flatMap((place) => verbs.map((verb) => partOf(place, verb)));
    // An expired token is everybody's who uses it: one verb at a time, or they would meet each other's.
    if (fault === "expired-token")
      return HALVES.flat().flatMap((verb) => [
        parts([lobby, stage, meet], [verb]),
        parts([fans, arena], [verb]),
      ]);
    const [first, second] = HALVES;
    return [
      [...parts([lobby, stage, meet], first), ...parts([fans, arena], second)],
      [...parts([lobby, stage, meet], second), ...parts([fans, arena], first)],
    ];
  }

  /** Two accounts that nobody has used, from which the verb changes something, and one from which it does not. */
  function partOf(place: Place, verb: Verb): Part {
    if (verb === "lock" || verb === "unlock") return { place, verb, accounts: [] };
    return { place, verb, accounts: Array.from({ length: 3 }, () => `fault${(next += 1)}`) };
  }

  async function play(parts: readonly Part[], fault: AnyFault, repeats: number): Promise<void> {
    const { slack, clock } = scene.sandbox;
    // The same command within two minutes would be asked about.
    clock.advance(3 * 60_000);
    const before = (await scene.bailiff.ledger.casesOf({ limit: 1 }))[0]?.number ?? 0;
    for (const part of parts) {
      prepare(part);
      breakNext(scene, part.place, part.verb, fault, repeats);
    }
    await Promise.all(
      parts.map((part) => slack.command({ as: "adam", channel: "lobby-mods", text: typed(part) })),
    );
    const cases = await settledSince(before, parts.length);
    for (const vendor of ["tencent", "easemob", "agora"] as const) scene.sandbox[vendor].clearFaults();

    // A credential is renewed once; a vendor that goes on refusing it needs a person, and has done nothing.
    const outcome = fault === "expired-token" && repeats > 1 ? "refused" : "done";
    const told = parts.map((part) => tellOf(part, caseOf(part, cases)));
    expect(told, whys(cases)).toEqual(parts.map((part) => wantedOf(part, outcome)));
    for (const part of parts) {
      if (part.verb === "mute") await expectNoMuteLonger(scene, part.place, caseOf(part, cases));
      for (const account of part.accounts) scene.sandbox[part.place.vendor].leave(part.place.id, account);
    }
  }

  function prepare({ place, verb, accounts }: Part): void {
    if (verb === "lock" || verb === "unlock")
      scene.sandbox[place.vendor].setLocked(place.id, verb === "unlock");
    else for (const [index, account] of accounts.entries()) stand(scene, place, account, verb, index === 2);
  }

  function typed({ place, verb, accounts }: Part): string {
    const time = verb === "mute" || verb === "ban" ? " 1w" : "";
    return accounts.length === 0
      ? `/${verb} ${place.alias}`
      : `/${verb} ${accounts.join(",")} ${place.alias}${time}`;
  }

  async function settledSince(before: number, count: number): Promise<readonly Case[]> {
    let cases: readonly Case[] = [];
    await hurryUntil(
      scene,
      async () => {
        const newest = await scene.bailiff.ledger.casesOf({ limit: count + 5 });
        cases = newest.filter(({ number }) => number > before);
        return cases.length === count && cases.every(isOver);
      },
      45_000,
    ).catch((error: unknown) => {
      const stuck = cases.filter((kase) => !isOver(kase)).map(({ command }) => command);
      throw new Error(`${cases.length} of ${count} cases; not over: ${stuck.join("; ")}`, { cause: error });
    });
    return cases;
  }

  function isOver({ state, targets }: Case): boolean {
    return state === "settled" && targets.every(({ outcome }) => outcome !== "unknown");
  }

  function caseOf({ place, verb }: Part, cases: readonly Case[]): Case {
    const found = cases.filter((kase) => kase.group.alias === place.alias && kase.verb === verb);
    if (found.length !== 1) throw new Error(`${found.length} cases of ${verb} in ${place.alias}`);
    return found[0]!;
  }

  /** What the books say, and what the vendor's ledger says, of the same accounts. */
  function tellOf({ place, verb, accounts }: Part, kase: Case): object {
    const books = booksOf(kase.targets);
    const effects = effectsIn(scene, place).filter(({ account, at }) =>
      accounts.length === 0 ? account === "*" && at >= kase.askedAt : accounts.includes(account),
    );
    return {
      part: `${verb} in ${place.alias}`,
      outcomes: kase.targets.map(({ outcome }) => outcome),
      balance: Object.values(books).reduce((sum, count) => sum + count, 0) === kase.targets.length,
      effects: effects.map((effect) => `${effect.verb} ${effect.account}`).toSorted(),
    };
  }

  /** What the books say of each account, for whoever reads why this failed. */
  function whys(cases: readonly Case[]): string {
    return cases
      .flatMap(({ command, openedAt, settledAt, targets }) => [
        `${command}, settled after ${(settledAt ?? openedAt) - openedAt} ms`,
        ...targets.map(({ account, outcome, detail }) => `  ${account} ${outcome}: ${detail}`),
      ])
      .join("\n");
  }

  function wantedOf({ place, verb, accounts }: Part, outcome: "done" | "refused"): object {
    const targets = verb === "lock" || verb === "unlock" ? ["*"] : accounts.slice(0, 2);
    const idle = verb === "lock" || verb === "unlock" ? [] : [IDLE[verb]];
    return {
      part: `${verb} in ${place.alias}`,
      outcomes: [...targets.map(() => outcome), ...idle],
      balance: true,
      effects: outcome === "done" ? targets.map((account) => `${verb} ${account}`).toSorted() : [],
    };
  }
});
