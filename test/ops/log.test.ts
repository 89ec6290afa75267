import { describe, expect, it } from "vitest";
import { createLog } from "../../src/ops/log.ts";

describe("the program's log", () => {
  it("blots out credentials, by value and by shape, wherever they turn up", () => {
    const lines: string[] = [];
    const log = createLog("debug", ["canary-secret-key"], (line) => lines.push(line));
    const token = ["xoxb", "12", "Canary"].join("-");
    log.error(
      {
        err: new Error(`request to /v4?sdkappid=1&usersig=eJwCanary*_ failed`),
        deep: { key: "canary-secret-key" },
      },
      `token ${token}`,
    );
    log.info(
      { url: "https://hooks.slack.com/commands/T1/canary", db: "postgres://user:canary@host/db" },
      "x",
    );
    expect(lines.join("")).toContain("[secret]");
    expect(lines.join("").toLowerCase()).not.toContain("canary");
  });
});
