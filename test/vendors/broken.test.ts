import { describe, expect, it } from "vitest";
import { actDefects } from "./broken/acts.ts";
import { answerDefects } from "./broken/answers.ts";
import type { Defect } from "./broken/defect.ts";
import { readDefects } from "./broken/reads.ts";
import { casesFor } from "./conformance.ts";
import type { ConformanceCase, Scene } from "./conformance/harness.ts";
import { tencentScene } from "./tencent/harness.ts";

/** Drivers with one thing wrong. The conformance cases are worth what they find. */
const defects: Readonly<Record<string, Defect>> = { ...actDefects, ...answerDefects, ...readDefects };

/** A kind with members and one without: what can go wrong at a vendor goes wrong in one of them. */
const SCENES: readonly Scene[] = [tencentScene("Public"), tencentScene("AVChatRoom")];

const cases = new Map<Scene, Promise<readonly ConformanceCase[]>>(
  SCENES.map((scene) => [scene, casesFor(scene)]),
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

describe("the conformance cases find", () => {
  it.each(Object.entries(defects))("%s", async (_, defect) => {
    expect(await firstComplaint(defect, SCENES)).not.toBeNull();
  });

  it("nothing wrong with a driver that is right", async () => {
    expect(await firstComplaint(() => ({}), SCENES)).toBeNull();
  });
});
