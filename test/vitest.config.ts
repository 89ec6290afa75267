import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: new URL("..", import.meta.url).pathname,
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/global-setup.ts"],
    testTimeout: 15_000,
    hookTimeout: 30_000,
    // One more than the two cores of a small machine: much of the time goes by in waiting for leases and for paces.
    maxWorkers: 3,
    // Where processors have protection keys, V8 looks after its pages of compiled code in a way that races where many
    // threads come and go (archestra-ai/archestra#6177); test/all.ts tells more.
    execArgv: ["--no-memory-protection-keys"],
  },
});
