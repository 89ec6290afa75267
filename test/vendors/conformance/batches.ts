import assert from "node:assert/strict";
import type { AccountVerb } from "../../../src/words.ts";
import type { ConformanceCase, Harness } from "./harness.ts";
import { act, assertTold, bad, describeGroup, good, plainAct, requestsOf, supportOf } from "./steps.ts";

interface Crowd {
  /** People to whom this verb makes a difference. */
  readonly make: (harness: Harness, count: number) => readonly string[];
  readonly isDone: (harness: Harness, account: string) => boolean;
}

const inside: Crowd["make"] = (harness, count) => harness.crowd(count, "inside");
const outside: Crowd["make"] = (harness, count) => harness.crowd(count, "outside");

const CROWDS: Readonly<Record<AccountVerb, Crowd>> = {
  kick: { make: inside, isDone: (harness, account) => !harness.isMember(account) },
  add: { make: outside, isDone: (harness, account) => harness.isMember(account) },
  mute: { make: inside, isDone: (harness, account) => harness.muteEnd(account) !== null },
  unmute: {
    make: (harness, count) => {
      const people = inside(harness, count);
      for (const account of people) harness.mute(account, "permanent");
      return people;
    },
    isDone: (harness, account) => harness.muteEnd(account) === null,
  },
  ban: { make: inside, isDone: (harness, account) => harness.banEnd(account) !== null },
  unban: {
    make: (harness, count) => {
      const people = outside(harness, count);
      for (const account of people) harness.ban(account, "permanent");
      return people;
    },
    isDone: (harness, account) => harness.banEnd(account) === null,
  },
};

const VERBS = Object.keys(CROWDS) as AccountVerb[];

export const batchCases: readonly ConformanceCase[] = [
  ...VERBS.map((verb): ConformanceCase => ({
    name: `${verb}: as many accounts as a request takes are one request, and one more is too_many with nothing sent`,
    needs: [verb],
    async run(harness) {
      const { make, isDone } = CROWDS[verb];
      const state = await describeGroup(harness);
      const { batch } = supportOf(state, verb);
      const people = make(harness, batch + 1);
      const tooMany = await requestsOf(harness, async () => {
        const failure = bad(await harness.driver.act(state, plainAct[verb](people)));
        assert.ok(failure.kind === "too_many" && failure.batch === batch);
      });
      assert.equal(tooMany, 0);
      const accounts = people.slice(0, batch);
      const sent = await requestsOf(harness, async () => {
        const receipt = good(await act(harness, plainAct[verb](accounts)));
        for (const account of accounts) assertTold(receipt, account, "done");
      });
      assert.equal(sent, 1);
      assert.deepEqual(
        people.map((account) => isDone(harness, account)),
        people.map((_, index) => index < batch),
      );
      assert.equal(harness.changes(), batch);
    },
  })),
  {
    name: "each request waits for its turn at the documented rate, as urgently as whoever asks",
    needs: [],
    async run(harness) {
      const state = await describeGroup(harness);
      const verb = state.supports.kick.supported ? "kick" : "mute";
      const [first, second] = harness.members;
      const turnsOf = async (doIt: () => Promise<unknown>) => {
        const before = harness.turns().length;
        await doIt();
        return harness.turns().slice(before);
      };
      const { perSecond } = supportOf(state, verb);
      const acting = (account: string) => plainAct[verb]([account]);
      assert.deepEqual(await turnsOf(() => harness.driver.act(state, acting(first))), [
        { perSecond, urgency: "prompt" },
      ]);
      assert.deepEqual(await turnsOf(() => harness.driver.act(state, acting(second), "patient")), [
        { perSecond, urgency: "patient" },
      ]);
      for (const urgency of ["prompt", "patient"] as const) {
        const facets = ["standing", "existence", "mute", "ban"] as const;
        const turns = await turnsOf(() => harness.driver.states(state, harness.members, facets, urgency));
        assert.ok(turns.length > 0);
        assert.ok(turns.every((turn) => turn.urgency === urgency));
      }
    },
  },
];
