import { describe, expect, it } from "vitest";
import type { Misdelivery } from "../../../src/sandbox/slack/delivery/ack.ts";
import { openBolt } from "./bolt-app.ts";

/** Signatures, timestamps and content types, judged by Bolt's own checks. */

const typed = { as: "mia", channel: "lobby-mods", text: "/mod x" };

describe("a delivery over HTTP", () => {
  it.each<[Misdelivery, number]>([
    ["forged-signature", 401],
    ["stale-timestamp", 401],
    ["charset", 400],
  ])("with a %s is refused", async (misdeliver, httpStatus) => {
    let commands = 0;
    await using stage = await openBolt("http", (app) =>
      app.command("/mod", async ({ ack }) => {
        commands += 1;
        await ack();
      }),
    );
    const result = await stage.slack.command({ ...typed, misdeliver });
    expect(result).toMatchObject({
      status: "dispatch_failed",
      httpStatus,
      shown: ['/mod failed with the error "dispatch_failed"'],
    });
    expect(commands).toBe(0);
  });

  it("with a timestamp an hour ahead is taken: Bolt looks only backwards", async () => {
    await using stage = await openBolt("http", (app) => app.command("/mod", ({ ack }) => ack()));
    const result = await stage.slack.command({ ...typed, misdeliver: "future-timestamp" });
    expect(result.status).toBe("acknowledged");
  });

  it("to nobody fails at once", async () => {
    await using stage = await openBolt("http", () => {});
    stage.slack.deliverTo({ kind: "http", url: "http://127.0.0.1:9/slack/events" });
    expect(await stage.slack.command(typed)).toMatchObject({ status: "dispatch_failed", httpStatus: null });
  });

  it("that the app answers with an error status shows dispatch_failed", async () => {
    await using stage = await openBolt("http", (app) =>
      app.command("/mod", () => Promise.reject(new Error("boom"))),
    );
    expect(await stage.slack.command(typed)).toMatchObject({ status: "dispatch_failed", httpStatus: 500 });
  });
});
