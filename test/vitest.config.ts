import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: new URL("..", import.meta.url).pathname,
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/global-setup.ts"],
    testTimeout: 15_000,
    hookTimeout: 30_000,
    // Two cores, and several tests start servers and databases of their own.
    maxWorkers: 2,
  },
});
