import { describe, expect, it } from "vitest";
import { textOfBlocks } from "../../../src/sandbox/slack/view-text.ts";
import { openBolt, type Transport } from "./bolt-app.ts";
import { openClient, outcome } from "./web-client.ts";

const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text } });
const button = (action_id: string, value: string) => ({
  type: "button",
  action_id,
  value,
  text: { type: "plain_text", text: "Again" },
});
const home = (...blocks: object[]) => ({ type: "home" as const, blocks: blocks as never });

describe.each<Transport>(["http", "socket"])("the Home tab over %s", (transport) => {
  async function stageOf() {
    const opened: Record<string, unknown>[] = [];
    const pressed: Record<string, unknown>[] = [];
    const stage = await openBolt(transport, (app) => {
      app.event("app_home_opened", async ({ event, client }) => {
        opened.push({ ...event });
        const view = home(section("Hello."), { type: "actions", elements: [button("again", "7")] });
        await client.views.publish({ user_id: event.user, view });
      });
      app.action("again", async ({ ack, body }) => {
        await ack();
        pressed.push({ ...body });
      });
    });
    return { ...stage, opened, pressed };
  }

  it("is told about when somebody opens it, with what it shows once something was published", async () => {
    await using stage = await stageOf();
    const { slack, opened } = stage;
    expect(await slack.openHome({ as: "mia" })).toMatchObject({ status: "acknowledged" });
    await slack.until(() => slack.homeOf("mia"));
    const dm = slack.workspace.dm("U00000MIA").id;
    expect(opened).toEqual([
      {
        type: "app_home_opened",
        user: "U00000MIA",
        channel: dm,
        tab: "home",
        event_ts: expect.any(String),
      },
    ]);
    await slack.openHome({ as: "mia" });
    await slack.openHome({ as: "mia", tab: "messages" });
    await slack.until(() => opened.length === 3);
    expect(opened[1]).toMatchObject({ view: { type: "home", team_id: "T000SANDBOX" } });
    expect(opened[2]).toMatchObject({ tab: "messages" });
    expect(opened[2]).not.toHaveProperty("view");
    for (const as of ["gus", "sten"])
      expect(await slack.openHome({ as })).toMatchObject({ status: "acknowledged" });
    expect(textOfBlocks(slack.homeOf("mia")?.blocks ?? [])).toBe("Hello.\n[Again]");
  });

  it("carries presses with the view, and neither a channel nor a response_url", async () => {
    await using stage = await stageOf();
    const { slack, pressed } = stage;
    expect(await slack.pressInHome({ as: "mia", actionId: "again" })).toMatchObject({
      status: "not_delivered",
    });
    await slack.openHome({ as: "mia" });
    await slack.until(() => slack.homeOf("mia"));
    expect(await slack.pressInHome({ as: "mia", actionId: "again", value: "8" })).toMatchObject({
      status: "not_delivered",
    });
    await slack.pressInHome({ as: "mia", actionId: "again" });
    await slack.until(() => pressed.length === 1);
    const view = slack.homeOf("mia");
    expect(pressed[0]).toMatchObject({
      container: { type: "view", view_id: view?.id },
      view: { id: view?.id, hash: view?.hash },
      user: { id: "U00000MIA" },
      actions: [{ action_id: "again", value: "7" }],
    });
    expect(pressed[0]).not.toHaveProperty("channel");
    expect(pressed[0]).not.toHaveProperty("response_url");
  });
});

describe("views.publish", () => {
  it("refuses as documented: a tab that is off, nobody, too many blocks, too large a view", async () => {
    await using off = await openClient({ homeTab: false });
    expect(await outcome(off.client.views.publish({ user_id: "U00000MIA", view: home(section("Hi")) }))).toBe(
      "not_enabled",
    );
    expect(await off.slack.openHome({ as: "mia" })).toMatchObject({ status: "not_delivered" });
    await using stage = await openClient();
    const publish = (view: ReturnType<typeof home>, user_id = "U00000MIA") =>
      outcome(stage.client.views.publish({ user_id, view }));
    expect(await publish(home(section("Hi")), "UNOBODY")).toBe("invalid_arguments");
    expect(await publish(home(...Array.from({ length: 100 }, () => ({ type: "divider" }))))).toBe("ok");
    expect(await publish(home(...Array.from({ length: 101 }, () => ({ type: "divider" }))))).toBe(
      "invalid_arguments",
    );
    expect(await publish(home(...Array.from({ length: 84 }, () => section("x".repeat(3_000)))))).toBe(
      "view_too_large",
    );
  });
});
