import assert from "node:assert/strict";
import type { End } from "../../../src/words.ts";
import type { Listed, MemberPage, Standing } from "../../../src/vendors/port.ts";
import type { ConformanceCase, Harness } from "./harness.ts";
import { bad, describeGroup, good, keptEnd, MINUTE_MS, requestsOf } from "./steps.ts";

/** More than any vendor shows on one page of a list. */
const MANY = 230;

function assertListed(list: readonly Listed[], expected: readonly (readonly [string, End])[]): void {
  assert.equal(list.length, expected.length);
  assert.deepEqual(new Map(list.map(({ account, until }) => [account, until])), new Map(expected));
}

/** All members, read `limit` at a time. */
async function walk(harness: Harness, limit: number): Promise<MemberPage["rows"]> {
  const state = await describeGroup(harness);
  const most = harness.membersNow().length;
  const rows: MemberPage["rows"][number][] = [];
  for (let more = true; more;) {
    const page = good(await harness.driver.members(state, rows.length, limit));
    assert.ok(page.rows.length <= limit);
    assert.ok(page.total === null || page.total === most);
    assert.ok(page.rows.length > 0 || !page.more, "an empty page promises more");
    rows.push(...page.rows);
    assert.ok(rows.length <= most, "there are more rows than members");
    more = page.more;
  }
  return rows;
}

export const listCases: readonly ConformanceCase[] = [
  {
    name: "everybody muted is listed, and nobody else",
    needs: ["mute"],
    async run(harness) {
      const [first, second, third] = harness.members;
      const state = await describeGroup(harness);
      assert.deepEqual(good(await harness.driver.muted(state)), []);
      const until = harness.clock.now() + 10 * MINUTE_MS;
      harness.mute(first, until);
      harness.mute(second, "permanent");
      harness.ban(third, "permanent");
      assertListed(good(await harness.driver.muted(state)), [
        [first, keptEnd(harness, "mute", until)],
        [second, "permanent"],
      ]);
    },
  },
  {
    name: "everybody banned is listed, and nobody else",
    needs: ["ban"],
    async run(harness) {
      const [first, second, third] = harness.members;
      const state = await describeGroup(harness);
      assert.deepEqual(good(await harness.driver.banned(state)), []);
      const until = harness.clock.now() + 10 * MINUTE_MS;
      harness.ban(first, until);
      harness.ban(second, "permanent");
      harness.mute(third, "permanent");
      assertListed(good(await harness.driver.banned(state)), [
        [first, keptEnd(harness, "ban", until)],
        [second, "permanent"],
      ]);
    },
  },
  {
    name: "a long list of the banned is complete, with each of them once",
    needs: ["ban"],
    async run(harness) {
      const banned = harness.crowd(MANY, "outside");
      for (const account of banned) harness.ban(account, "permanent");
      const list = good(await harness.driver.banned(await describeGroup(harness)));
      assertListed(
        list,
        banned.map((account) => [account, "permanent"]),
      );
    },
  },
  {
    name: "where the kind keeps no list of members, asking for it is unsupported, and nothing is sent",
    needs: [],
    async run(harness) {
      if (harness.isListed) return;
      const state = await describeGroup(harness);
      const sent = await requestsOf(harness, async () => {
        assert.equal(bad(await harness.driver.members(state, 0, 10)).kind, "unsupported");
      });
      assert.equal(sent, 0);
    },
  },
  {
    name: "the members are listed in parts of any size, each once, with their places",
    needs: [],
    async run(harness) {
      if (!harness.isListed) return;
      const standingOf = (account: string): Standing => {
        if (account === harness.owner) return "owner";
        return account === harness.admin ? "admin" : "member";
      };
      const expected = new Map(harness.membersNow().map((account) => [account, standingOf(account)]));
      for (const limit of [7, expected.size, 1_000]) {
        const rows = await walk(harness, limit);
        assert.equal(rows.length, expected.size);
        assert.deepEqual(new Map(rows.map(({ account, standing }) => [account, standing])), expected);
      }
    },
  },
  {
    name: "a long list of members is complete, and can be entered anywhere",
    needs: [],
    async run(harness) {
      if (!harness.isListed) return;
      harness.crowd(MANY, "inside");
      const all = (await walk(harness, 1_000)).map(({ account }) => account);
      assert.deepEqual(all.toSorted(), harness.membersNow().toSorted());
      const state = await describeGroup(harness);
      const from = all.length - 115;
      const part = good(await harness.driver.members(state, from, 110));
      assert.deepEqual(
        part.rows.map(({ account }) => account),
        all.slice(from, from + 110),
      );
      assert.equal(part.more, true);
      const beyond = good(await harness.driver.members(state, all.length, 10));
      assert.deepEqual([beyond.rows, beyond.more], [[], false]);
    },
  },
];
