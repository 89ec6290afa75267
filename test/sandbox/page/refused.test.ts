import type { App } from "@slack/bolt";
import type { KnownBlock, ModalView } from "@slack/types";
import { describe, expect, it } from "vitest";
import { openSandbox } from "../../../src/sandbox/open.ts";
import { openLive } from "../../../src/sandbox/page/live.ts";
import type { PageView, Told } from "../../../src/sandbox/page/told.ts";
import { openBolt } from "../slack/bolt-app.ts";
import { movableClock } from "../slack/movable-clock.ts";
import { outcome } from "../slack/web-client.ts";

/** What Slack would refuse never reaches the page: the page draws only what the stand-in for Slack keeps. */

const CHANNEL = "C0LOBBYMODS";
/** Stands in every refused message and window. */
const BAD = "must never be seen";

const plain = (text: string) => ({ type: "plain_text" as const, text });
const section = (text: string): KnownBlock => ({ type: "section", text: { type: "mrkdwn", text } });
const field = {
  type: "input",
  block_id: "why",
  label: plain("Why"),
  element: { type: "plain_text_input", action_id: "it" },
};
const modal = (blocks: object[], title = "Window") =>
  ({
    type: "modal",
    callback_id: "form",
    title: plain(title),
    submit: plain("Go"),
    blocks,
  }) as unknown as ModalView;

const LIFE = { state: "running", since: 0, restarts: 0, pid: null } as const;
const OPTIONS = { commands: [], shortcuts: [], groupOf: new Map() };

/** The stream of a page, over a real Bolt app that opens `view` at `/mod`. */
async function openStream(view: ModalView, onView: Parameters<App["view"]>[1] = ({ ack }) => ack()) {
  const opened: string[] = [];
  const stage = await openBolt("http", (app) => {
    app.command("/mod", async ({ ack, client, command }) => {
      await ack();
      opened.push(await outcome(client.views.open({ trigger_id: command.trigger_id, view })));
    });
    app.view("form", onView as never);
  });
  const sandbox = await openSandbox({ clock: movableClock(stage.clock.now()), commands: [] });
  const live = openLive({ ...sandbox, slack: stage.slack }, () => LIFE, OPTIONS);
  const told: Told[] = [];
  const end = live.follow((one) => void told.push(one));
  const views = (): readonly PageView[] => {
    const last = told.findLast((one) => one.section === "person" && one.of === "mia");
    return last?.section === "person" ? last.value.views : [];
  };
  return {
    ...stage,
    opened,
    views,
    /** All that a page was told of what people see; requests on the wire are shown as they are, good or bad. */
    seen: () => JSON.stringify(told.filter(({ section: name }) => name === "channel" || name === "person")),
    post: (blocks: KnownBlock[], text: string) =>
      outcome(stage.app.client.chat.postMessage({ channel: CHANNEL, text, blocks })),
    async [Symbol.asyncDispose]() {
      end();
      live.close();
      await sandbox.close();
      await stage[Symbol.asyncDispose]();
    },
  };
}

const mod = { as: "mia", channel: "lobby-mods", text: "/mod" };

describe("the page's stream", () => {
  it("has no message that Slack would refuse, and has a good one", async () => {
    await using stream = await openStream(modal([]));
    const many = Array.from({ length: 51 }, () => section(BAD));
    expect(await stream.post(many, BAD)).toBe("invalid_blocks");
    expect(await stream.post([section(BAD.padEnd(3_001, "x"))], BAD)).toBe("invalid_blocks");
    expect(await stream.post([section("as Slack takes it".padEnd(3_000, "x"))], "good")).toBe("ok");
    await expect.poll(stream.seen).toContain("as Slack takes it");
    expect(stream.seen()).not.toContain(BAD);
  });

  it("has no window with an element that Slack does not know, and has a good one", async () => {
    const unknown = { ...field, label: plain(BAD), element: { type: "colour_picker", action_id: "it" } };
    {
      await using stream = await openStream(modal([unknown], BAD));
      await stream.slack.command(mod);
      await expect.poll(() => stream.opened).toEqual(["invalid_arguments"]);
      expect(await stream.post([section("later")], "later")).toBe("ok");
      await expect.poll(stream.seen).toContain("later");
      expect(stream.seen()).not.toContain(BAD);
    }
    await using stream = await openStream(modal([field]));
    await stream.slack.command(mod);
    await expect.poll(stream.views).toMatchObject([{ title: { text: "Window" }, errors: {} }]);
  });
});

describe("a window on the page", () => {
  it("carries what the app says is wrong beside the field, until the app changes it", async () => {
    const answers = [
      { response_action: "errors", errors: { why: "Say more." } },
      { response_action: "update", view: modal([field], "Changed") },
    ];
    await using stream = await openStream(modal([field]), async ({ ack }) => {
      await ack(answers.shift() as never);
    });
    await stream.slack.command(mod);
    await expect.poll(stream.views).toHaveLength(1);
    const [opened] = stream.views();
    const send = () => stream.slack.submit({ as: "mia", viewId: opened!.id, values: { why: "so" } });
    await send();
    await expect.poll(stream.views).toMatchObject([{ errors: { why: "Say more." }, hash: opened!.hash }]);
    await send();
    await expect
      .poll(stream.views)
      .toMatchObject([{ id: opened!.id, title: { text: "Changed" }, errors: {} }]);
    expect(stream.views()[0]!.hash).not.toBe(opened!.hash);
  });

  it("never has errors for blocks that are no fields", async () => {
    await using stream = await openStream(modal([field]), async ({ ack }) => {
      await ack({ response_action: "errors", errors: { nowhere: BAD } });
    });
    await stream.slack.command(mod);
    await expect.poll(stream.views).toHaveLength(1);
    const { id } = stream.views()[0]!;
    const sent = await stream.slack.submit({ as: "mia", viewId: id, values: { why: "so" } });
    expect(sent.shown).toEqual(["The form could not be sent: the app did not answer as it should."]);
    expect(stream.seen()).not.toContain(BAD);
  });
});
