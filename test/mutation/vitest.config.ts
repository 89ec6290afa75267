import { BaseSequencer, type TestSpecification } from "vitest/node";
import { defineConfig } from "vitest/config";

/** Most mutants fall to an example in no time, and are done with then; the random inputs come last. */
class QuickFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isSlow = ({ moduleId }: TestSpecification): boolean =>
      /(?:list|properties)\.test\.ts$/.test(moduleId);
    return Promise.resolve(files.toSorted((one, other) => Number(isSlow(one)) - Number(isSlow(other))));
  }
}

/** The tests that the mutants of pure code have to survive. */
export default defineConfig({
  test: {
    root: new URL("../..", import.meta.url).pathname,
    include: ["test/commands/**/*.test.ts", "test/grammar/**/*.test.ts", "test/policy/**/*.test.ts"],
    exclude: [
      // A mutant must fall because it is wrong, not because the machine is slow.
      "test/grammar/quick.test.ts",
      // Is about the random inputs themselves.
      "test/grammar/lines.test.ts",
      // 100,000 histories for each mutant would take long; what they find in a mutant, the examples must find too.
      "test/policy/histories.test.ts",
    ],
    setupFiles: ["test/mutation/seed.ts"],
    testTimeout: 60_000,
    isolate: false,
    sequence: { sequencer: QuickFirst },
  },
});
