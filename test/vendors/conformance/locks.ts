import assert from "node:assert/strict";
import type { ConformanceCase } from "./harness.ts";
import { act, describeGroup, good, lock, unlock } from "./steps.ts";

export const lockCases: readonly ConformanceCase[] = [
  {
    name: "a lock locks the group, an unlock unlocks it, and doing either again is no failure",
    needs: ["lock", "unlock"],
    async run(harness) {
      const isLocked = async () => good(await harness.driver.locked(await describeGroup(harness)));
      assert.equal(await isLocked(), false);
      for (const change of [lock, lock, unlock, unlock]) {
        good(await act(harness, change));
        assert.equal(harness.isLocked(), change.verb === "lock");
        assert.equal(await isLocked(), change.verb === "lock");
      }
      assert.equal(harness.changes(), 2);
    },
  },
  {
    name: "whether a group is locked is read anew each time",
    needs: ["lock"],
    async run(harness) {
      const state = await describeGroup(harness);
      for (const on of [true, false, true]) {
        harness.setLocked(on);
        assert.equal(good(await harness.driver.locked(state)), on);
      }
    },
  },
  {
    name: "a lock mutes nobody by name, and an unlock lifts nobody's mute",
    needs: ["lock", "unlock", "mute"],
    async run(harness) {
      const [muted, other] = harness.members;
      harness.mute(muted, "permanent");
      good(await act(harness, lock));
      assert.equal(harness.muteEnd(other), null);
      assert.deepEqual(good(await harness.driver.muted(await describeGroup(harness))), [
        { account: muted, until: "permanent" },
      ]);
      good(await act(harness, unlock));
      assert.equal(harness.muteEnd(muted), "permanent");
    },
  },
];
