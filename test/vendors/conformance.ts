import { describe, it } from "vitest";
import { banCases } from "./conformance/bans.ts";
import { batchCases } from "./conformance/batches.ts";
import { describeCases } from "./conformance/describe.ts";
import type { ConformanceCase, Scene } from "./conformance/harness.ts";
import { listCases } from "./conformance/lists.ts";
import { lockCases } from "./conformance/locks.ts";
import { membershipCases } from "./conformance/membership.ts";
import { muteCases } from "./conformance/mutes.ts";
import { readTroubleCases } from "./conformance/reads-in-trouble.ts";
import { stateCases } from "./conformance/states.ts";
import { describeGroup } from "./conformance/steps.ts";
import { troubleCases } from "./conformance/troubles.ts";

/**
 * What every vendor driver promises, as cases that run against any vendor's stand-in. Each case makes its own
 * preconditions and looks at the truth behind the API, never only at what the driver says.
 */
const driverCases: readonly ConformanceCase[] = [
  ...describeCases,
  ...stateCases,
  ...listCases,
  ...muteCases,
  ...membershipCases,
  ...banCases,
  ...lockCases,
  ...batchCases,
  ...troubleCases,
  ...readTroubleCases,
];

/** The cases about what this kind of group takes. */
export async function casesFor(scene: Scene): Promise<readonly ConformanceCase[]> {
  await using probe = await scene.open();
  const { supports } = await describeGroup(probe.harness);
  return driverCases.filter(({ needs }) => needs.every((verb) => supports[verb].supported));
}

/** Declares the cases of one kind of group as tests. */
export function conforms(scene: Scene): void {
  describe(scene.name, async () => {
    for (const { name, run } of await casesFor(scene)) {
      it(name, async () => {
        await using opened = await scene.open();
        await run(opened.harness);
      });
    }
  });
}
