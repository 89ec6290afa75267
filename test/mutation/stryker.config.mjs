/**
 * `npm run mutation`: each small change ("mutant") of the code that reads commands and of the code that decides who may
 * do what has to be noticed by a test. One file: `npm run mutation -- --mutate src/grammar/lex.ts`.
 *
 * @type {import("@stryker-mutator/api/core").PartialStrykerOptions}
 */
export default {
  mutate: ["src/grammar/**/*.ts", "src/policy/**/*.ts"],
  thresholds: { high: 95, low: 90, break: 90 },
  testRunner: "vitest",
  vitest: {
    configFile: "test/mutation/vitest.config.ts",
    // Commands are imported by their folder, which Vitest does not see; which test reaches which mutant is recorded.
    related: false,
  },
  concurrency: 2,
  // Far more than any test needs, lest a busy machine passes for an endless loop.
  timeoutMS: 20_000,
  timeoutFactor: 4,
  // What the sandbox has to hold; the node_modules are linked.
  ignorePatterns: ["**", "!commands/**", "!src/**", "!test/**", "!package.json"],
  // Types are stripped, not checked: there is nothing to switch off.
  disableTypeChecks: false,
  reporters: ["clear-text", "html", "json"],
  clearTextReporter: { reportTests: false },
  tempDirName: ".stryker-tmp",
};
