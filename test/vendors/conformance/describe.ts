import assert from "node:assert/strict";
import { VERBS } from "../../../src/words.ts";
import type { ConformanceCase } from "./harness.ts";
import { bad, describeGroup } from "./steps.ts";

export const describeCases: readonly ConformanceCase[] = [
  {
    name: "describe tells the owner, and something about each verb",
    needs: [],
    async run(harness) {
      const state = await describeGroup(harness);
      assert.deepEqual(state.group, harness.group);
      assert.equal(state.owner, harness.owner);
      assert.deepEqual(Object.keys(state.supports).toSorted(), VERBS.toSorted());
    },
  },
  {
    name: "a supported verb has limits with a source, and says who lifts what has an end",
    needs: [],
    async run(harness) {
      const { supports } = await describeGroup(harness);
      for (const verb of VERBS) {
        const support = supports[verb];
        if (!support.supported) continue;
        assert.ok(Number.isSafeInteger(support.batch) && support.batch >= 1);
        assert.ok(support.perSecond > 0);
        assert.match(support.source.checked, /^\d{4}-\d\d-\d\d$/);
        assert.ok(support.source.document !== "" && support.source.section !== "");
        assert.equal(support.isLearned, false);
        const hasEnd = verb === "mute" || verb === "ban";
        const lifter = hasEnd && (harness.hasTimer[verb] ? "vendor" : "bailiff");
        assert.equal(support.endedBy, hasEnd ? lifter : null);
      }
    },
  },
  {
    name: "a verb that is not supported says why, and what it names instead is supported",
    needs: [],
    async run(harness) {
      const { supports } = await describeGroup(harness);
      for (const verb of VERBS) {
        const support = supports[verb];
        if (support.supported) continue;
        assert.notEqual(support.why, "");
        assert.ok(!support.instead.includes(verb));
        assert.ok(support.instead.every((other) => supports[other].supported));
      }
    },
  },
  {
    name: "a group that does not exist is no_group",
    needs: [],
    async run({ driver, missing }) {
      assert.equal(bad(await driver.describe(missing)).kind, "no_group");
    },
  },
  {
    name: "an account has one name however it is written, and two accounts have two",
    needs: [],
    async run({ driver, members, outsider, otherSpelling }) {
      const [first, second] = members;
      for (const account of [...members, outsider]) {
        assert.equal(driver.nameOf(driver.nameOf(account)), driver.nameOf(account));
      }
      assert.notEqual(driver.nameOf(first), driver.nameOf(second));
      const shouted = first.toUpperCase();
      if (otherSpelling === null) assert.notEqual(driver.nameOf(shouted), driver.nameOf(first));
      else assert.equal(driver.nameOf(otherSpelling), driver.nameOf(first));
    },
  },
];
