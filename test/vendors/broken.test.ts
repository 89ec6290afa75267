import { describe, expect, it } from "vitest";
import { actDefects } from "./broken/acts.ts";
import { answerDefects } from "./broken/answers.ts";
import type { Defect } from "./broken/defect.ts";
import { readDefects } from "./broken/reads.ts";
import { casesFor } from "./conformance.ts";
import type { ConformanceCase, Scene } from "./conformance/harness.ts";
import { hyphenateScene } from "./hyphenate/harness.ts";
import { tencentScene } from "./tencent/harness.ts";

/** Drivers with one thing wrong. The conformance cases are worth what they find. */
const defects: Readonly<Record<string, Defect>> = { ...actDefects, ...answerDefects, ...readDefects };

/** At each vendor kinds that differ: what can go wrong goes wrong in one of them. */
const VENDORS: Readonly<Record<string, readonly Scene[]>> = {
  Tencent: [tencentScene("Public"), tencentScene("AVChatRoom")],
  Easemob: [hyphenateScene("easemob", "chatgroup"), hyphenateScene("easemob", "chatroom")],
  "Agora Chat": [hyphenateScene("agora", "chatgroup"), hyphenateScene("agora", "chatroom")],
};

/** Wrong only where the vendor itself ends bans, or where a kind of group lacks a verb. */
const NOT_AT_HYPHENATE: ReadonlySet<string> = new Set([
  "a ban is a thousand times too long",
  "a ban is a thousand times too short",
  "a ban starts anew with each try",
  "a ban for ever ends",
  "the list of the banned is in seconds",
  "what serves instead does not",
]);

const cases = new Map<Scene, Promise<readonly ConformanceCase[]>>(
  Object.values(VENDORS)
    .flat()
    .map((scene) => [scene, casesFor(scene)]),
);

/** Name of the first case that fails for a driver in any of the scenes; null when all pass. */
async function firstComplaint(defect: Defect, scenes: readonly Scene[]): Promise<string | null> {
  for (const scene of scenes) {
    for (const { name, run } of (await cases.get(scene)) ?? (await casesFor(scene))) {
      await using opened = await scene.open();
      const { harness } = opened;
      const driver = { ...harness.driver, ...defect(harness.driver, harness) };
      const complaint = await run({ ...harness, driver }).then(
        () => null,
        () => name,
      );
      if (complaint !== null) return complaint;
    }
  }
  return null;
}

describe.each(Object.entries(VENDORS))(
  "the conformance cases find, in a driver for %s,",
  (vendor, scenes) => {
    const possible = Object.entries(defects).filter(
      ([name]) => vendor === "Tencent" || !NOT_AT_HYPHENATE.has(name),
    );
    it.each(possible)("%s", async (_, defect) => {
      expect(await firstComplaint(defect, scenes)).not.toBeNull();
    });

    it("nothing wrong when it is right", async () => {
      expect(await firstComplaint(() => ({}), scenes)).toBeNull();
    });
  },
);
