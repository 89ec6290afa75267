import { describe, expect, it } from "vitest";
import type { App, BlockAction, ButtonAction } from "@slack/bolt";
import type { Transport } from "./bolt-app.ts";
import { openBolt } from "./bolt-app.ts";

/** What holds for a real Bolt app, whichever way Slack reaches it. */

const button = (actionId: string, value: string) => ({
  type: "button" as const,
  action_id: actionId,
  value,
  text: { type: "plain_text" as const, text: actionId },
});
const buttons = [{ type: "actions" as const, elements: [button("approve", "42"), button("deny", "42")] }];

const modal = {
  type: "modal" as const,
  callback_id: "reason",
  private_metadata: "case-42",
  title: { type: "plain_text" as const, text: "Why?" },
  submit: { type: "plain_text" as const, text: "Mute" },
  blocks: [
    {
      type: "input" as const,
      block_id: "why",
      label: { type: "plain_text" as const, text: "Reason" },
      element: { type: "plain_text_input" as const, action_id: "text", max_length: 20 },
    },
  ],
};

describe.each<Transport>(["http", "socket"])("over %s", (transport) => {
  const bolt = (register: (app: App) => void) => openBolt(transport, register);

  it("a command arrives with the fields of a slash command, its text escaped", async () => {
    const seen: Record<string, unknown>[] = [];
    await using stage = await bolt((app) =>
      app.command("/mod", async ({ command, ack }) => {
        seen.push({ ...command });
        await ack();
      }),
    );
    const result = await stage.slack.command({
      as: "mia",
      channel: "lobby-mods",
      text: "/mod mute @tommy 10m @max #lobby-mods <rude> https://x.example/a?b&c",
    });
    expect(result).toMatchObject({ status: "acknowledged", ackBody: null, shown: [], second: null });
    expect(seen).toEqual([
      {
        token: "sandbox-verification",
        team_id: "T000SANDBOX",
        team_domain: "bailiff-sandbox",
        channel_id: "C0LOBBYMODS",
        channel_name: "lobby-mods",
        user_id: "U00000MIA",
        user_name: "mia",
        command: "/mod",
        text: "mute @tommy 10m <@U00000MAX|max> <#C0LOBBYMODS|lobby-mods> &lt;rude&gt; <https://x.example/a?b&amp;c>",
        response_url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/commands\/T000SANDBOX\/1\/\w+$/),
        trigger_id: expect.stringMatching(/^\d+\.1\.\w+$/),
        api_app_id: "A00BAILIFF0",
        is_enterprise_install: "false",
      },
    ]);
  });

  it("the acknowledgement's text is shown to the person alone", async () => {
    await using stage = await bolt((app) => app.command("/mod", ({ ack }) => ack("Working on it.")));
    const { shown } = await stage.slack.command({ as: "mia", channel: "vault", text: "/mod x" });
    expect(shown).toEqual(["Working on it."]);
    expect(stage.slack.ephemeralFor("mia", "vault")).toMatchObject([
      { text: "Working on it.", user: "bailiff" },
    ]);
    expect(stage.slack.ephemeralFor("max")).toEqual([]);
    expect(stage.slack.messages("vault")).toEqual([]);
  });

  it("an acknowledgement in_channel shows the typed command too", async () => {
    await using stage = await bolt((app) =>
      app.command("/mod", ({ ack }) => ack({ response_type: "in_channel", text: "Done." })),
    );
    await stage.slack.command({ as: "mia", channel: "lobby-mods", text: "/mod x" });
    expect(stage.slack.messages("lobby-mods").map(({ user, text }) => [user, text])).toEqual([
      ["mia", "/mod x"],
      ["bailiff", "Done."],
    ]);
  });

  it("an acknowledgement without text shows nothing, or in_channel only the typed command", async () => {
    await using stage = await bolt((app) =>
      app.command("/mod", ({ ack, command }) =>
        ack({ response_type: command.text === "aloud" ? "in_channel" : "ephemeral" }),
      ),
    );
    for (const text of ["/mod aloud", "/mod quietly"]) {
      const result = await stage.slack.command({ as: "mia", channel: "lobby-mods", text });
      expect(result).toMatchObject({ status: "acknowledged", shown: [] });
    }
    expect(stage.slack.messages("lobby-mods").map(({ text }) => text)).toEqual(["/mod aloud"]);
    expect(stage.slack.ephemeralFor("mia")).toEqual([]);
  });

  it("respond() works five times in thirty minutes, and where the bot is no member", async () => {
    const errors: unknown[] = [];
    const { promise: done, resolve } = Promise.withResolvers<void>();
    await using stage = await bolt((app) =>
      app.command("/mod", async ({ ack, respond }) => {
        await ack();
        for (let n = 1; n <= 6; n += 1) {
          await respond(`answer ${n}`).catch((error: unknown) => errors.push(error));
        }
        resolve();
      }),
    );
    await stage.slack.command({ as: "mia", channel: "vault", text: "/mod x" });
    await done;
    expect(stage.slack.ephemeralFor("mia", "vault")).toHaveLength(5);
    expect(stage.slack.ephemeralFor("mia", "vault").at(-1)).toMatchObject({ text: "answer 5" });
    expect(errors).toMatchObject([{ statusCode: 404 }]);
  });

  it("a person who clicks is named with their own workspace, a stranger with theirs", async () => {
    const clicks: { user: unknown; team: unknown; value: unknown; container: unknown }[] = [];
    await using stage = await bolt((app) =>
      app.action<BlockAction<ButtonAction>>("approve", async ({ ack, body, action }) => {
        await ack();
        clicks.push({ user: body.user, team: body.team, value: action.value, container: body.container });
      }),
    );
    const { ts } = await stage.app.client.chat.postMessage({
      channel: "C00PARTNERS",
      text: "Approve?",
      blocks: buttons,
    });
    for (const as of ["mia", "sten"]) {
      await stage.slack.click({ as, channel: "partners", ts: ts!, actionId: "approve" });
    }
    const team = { id: "T000SANDBOX", domain: "bailiff-sandbox" };
    const container = { type: "message", message_ts: ts, channel_id: "C00PARTNERS", is_ephemeral: false };
    expect(clicks).toEqual([
      {
        user: { id: "U00000MIA", username: "mia", name: "mia", team_id: "T000SANDBOX" },
        team,
        value: "42",
        container,
      },
      {
        user: { id: "U0000STEN", username: "sten", name: "sten", team_id: "T00PARTNERS" },
        team,
        value: "42",
        container,
      },
    ]);
  });

  it("a click is delivered only for what the person sees; raw sends what is gone", async () => {
    let clicks = 0;
    await using stage = await bolt((app) =>
      app.action("approve", async ({ ack }) => {
        clicks += 1;
        await ack();
      }),
    );
    const { client } = stage.app;
    const { ts } = await client.chat.postMessage({
      channel: "C0000MODLOG",
      text: "Approve?",
      blocks: buttons,
    });
    const at = { channel: "mod-log", ts: ts!, actionId: "approve" };
    await client.chat.update({ channel: "C0000MODLOG", ts: ts!, text: "Approved by adam" });
    expect(await stage.slack.click({ ...at, as: "mia" })).toMatchObject({ status: "not_delivered" });
    expect(await stage.slack.click({ ...at, as: "mel" })).toMatchObject({ status: "not_delivered" });
    expect(clicks).toBe(0);
    expect(await stage.slack.click({ ...at, as: "mel", raw: true, value: "42" })).toMatchObject({
      status: "acknowledged",
    });
    expect(clicks).toBe(1);
  });

  it("a button on an ephemeral message can be clicked and the message replaced through its response_url", async () => {
    await using stage = await bolt((app) => {
      app.command("/mod", ({ ack }) => ack({ text: "Sure?", blocks: buttons }));
      app.action("approve", async ({ ack, respond, body }) => {
        await ack();
        expect(body).not.toHaveProperty("message");
        await respond({ replace_original: true, text: "Muted tommy." });
      });
    });
    await stage.slack.command({ as: "mia", channel: "lobby-mods", text: "/mod x" });
    const [question] = stage.slack.ephemeralFor("mia");
    const byMax = { as: "max", channel: "lobby-mods", ts: question!.ts, actionId: "approve" };
    expect(await stage.slack.click(byMax)).toMatchObject({ status: "not_delivered" });
    await stage.slack.click({ as: "mia", channel: "lobby-mods", ts: question!.ts, actionId: "approve" });
    const answer = await stage.slack.until(() =>
      stage.slack.ephemeralFor("mia").find(({ text }) => text === "Muted tommy."),
    );
    expect(answer).toMatchObject({ ts: question!.ts, blocks: [] });
    expect(stage.slack.ephemeralFor("mia")).toHaveLength(1);
  });

  it("a modal opens once per trigger within 3 s, is checked, corrected and closed", async () => {
    await using stage = await bolt((app) => {
      app.command("/mod", async ({ ack, client, command }) => {
        await ack();
        if (command.text === "late") stage.clock.advance(3001);
        for (let turn = 0; turn < 2; turn += 1) {
          await client.views.open({ trigger_id: command.trigger_id, view: modal }).catch(() => undefined);
        }
      });
      app.view("reason", async ({ ack, view }) => {
        const text = view.state.values["why"]?.["text"]?.value;
        if (text === "because") return ack({ response_action: "errors", errors: { why: "Say more." } });
        return ack();
      });
    });
    await stage.slack.command({ as: "mia", channel: "lobby-mods", text: "/mod" });
    const view = await stage.slack.until(() => stage.slack.viewsOf("mia")[0]);
    const submit = (values: Record<string, string>) =>
      stage.slack.submit({ as: "mia", viewId: view.id, values });

    expect(await submit({})).toMatchObject({ status: "not_delivered" });
    expect(await submit({ why: "because" })).toMatchObject({ status: "acknowledged", shown: ["Say more."] });
    expect(stage.slack.viewsOf("mia")).toHaveLength(1);
    expect(await submit({ why: "spam, twice" })).toMatchObject({ status: "acknowledged", shown: [] });
    expect(stage.slack.viewsOf("mia")).toEqual([]);

    await stage.slack.command({ as: "mia", channel: "lobby-mods", text: "/mod late" });
    const opened = await stage.slack.until(() => {
      const calls = stage.slack.calls().filter((call) => call.method === "views.open");
      return calls.length === 4 && calls.every((call) => call.outcome !== "open") && calls;
    });
    expect(opened.map((call) => call.outcome)).toEqual([
      "ok",
      "exchanged_trigger_id",
      "expired_trigger_id",
      "expired_trigger_id",
    ]);
  });

  it("a global shortcut comes without a channel, lets the app open one view, and is offered to no outsider", async () => {
    const seen: object[] = [];
    await using stage = await openBolt(
      transport,
      (app) => {
        app.shortcut("act", async ({ ack, client, shortcut }) => {
          seen.push(shortcut);
          await ack();
          await client.views.open({ trigger_id: shortcut.trigger_id, view: modal });
        });
      },
      { shortcuts: [{ callbackId: "act" }] },
    );
    expect(await stage.slack.shortcut({ as: "mia", callbackId: "act" })).toMatchObject({
      status: "acknowledged",
      shown: [],
    });
    const view = await stage.slack.until(() => stage.slack.viewsOf("mia")[0]);
    expect(view.callback_id).toBe("reason");
    expect(seen).toMatchObject([
      { type: "shortcut", callback_id: "act", user: { id: "U00000MIA", team_id: "T000SANDBOX" } },
    ]);
    expect(Object.keys(seen[0]!)).not.toContain("channel");
    expect(Object.keys(seen[0]!)).not.toContain("response_url");
    for (const [as, callbackId] of [
      ["sten", "act"],
      ["dora", "act"],
      ["mia", "nonsense"],
    ] as const)
      expect(await stage.slack.shortcut({ as, callbackId })).toMatchObject({ status: "not_delivered" });
    expect(seen).toHaveLength(1);
  });

  it("who may not run a command is told so by Slack, and the app hears nothing", async () => {
    let commands = 0;
    await using stage = await bolt((app) =>
      app.command(/.*/, async ({ ack }) => {
        commands += 1;
        await ack();
      }),
    );
    const refused = [
      { as: "sten", channel: "partners", text: "/mod x" },
      { as: "dora", channel: "lobby-mods", text: "/mod x" },
      { as: "gus", channel: "live-mods", text: "/mod x" },
      { as: "mia", channel: "lobby-mods", text: "/nonsense x" },
      { as: "mia", channel: "attic", text: "/mod x" },
    ];
    for (const typed of refused) {
      const result = await stage.slack.command(typed);
      expect(result.status).toBe("not_delivered");
      expect(stage.slack.ephemeralFor(typed.as).at(-1)).toMatchObject({
        user: "slackbot",
        text: result.shown[0],
      });
    }
    expect(commands).toBe(0);
    expect(await stage.slack.command({ as: "gus", channel: "lobby-mods", text: "/mod x" })).toMatchObject({
      status: "acknowledged",
    });
  });

  it("an app that does not acknowledge in time leaves the person with operation_timeout", async () => {
    await using stage = await openBolt(transport, (app) => app.command("/mod", async () => {}), {
      ackTimeoutMs: 100,
    });
    const result = await stage.slack.command({ as: "mia", channel: "lobby-mods", text: "/mod x" });
    expect(result).toMatchObject({
      status: "operation_timeout",
      shown: ['/mod failed with the error "operation_timeout"'],
    });
  });

  it("the same payload twice, and a replay, reach the app again with the same trigger", async () => {
    const triggers: string[] = [];
    await using stage = await bolt((app) =>
      app.command("/mod", async ({ ack, command }) => {
        triggers.push(command.trigger_id);
        await ack("ok");
      }),
    );
    const typed = { as: "mia", channel: "lobby-mods", text: "/mod x" };
    const { second, deliveryId } = await stage.slack.command({ ...typed, misdeliver: "twice" });
    expect(second).toMatchObject({ status: "acknowledged", shown: ["ok"] });
    expect(await stage.slack.replay(deliveryId!)).toMatchObject({ status: "acknowledged" });
    expect(triggers).toHaveLength(3);
    expect(new Set(triggers).size).toBe(1);
  });

  it("a command typed in direct messages or a private channel is named by its id only", async () => {
    const places: string[] = [];
    await using stage = await bolt((app) =>
      app.command("/mod", async ({ ack, command }) => {
        places.push(`${command.channel_id} ${command.channel_name}`);
        await ack({ response_type: "in_channel", text: "Hello." });
      }),
    );
    await stage.slack.command({ as: "mia", channel: "dm", text: "/mod x" });
    await stage.slack.command({ as: "mia", channel: "mod-log", text: "/mod x" });
    expect(places).toEqual(["D00000MIA directmessage", "C0000MODLOG privategroup"]);
    expect(stage.slack.directMessages("mia").map(({ text }) => text)).toEqual(["/mod x", "Hello."]);
  });

  it("a payload can claim another team", async () => {
    const teams: string[] = [];
    await using stage = await bolt((app) =>
      app.command("/mod", async ({ ack, command }) => {
        teams.push(command.team_id);
        await ack();
      }),
    );
    await stage.slack.command({ as: "mia", channel: "lobby-mods", text: "/mod x", misdeliver: "other-team" });
    expect(teams).toEqual(["T00STRANGER"]);
  });

  it("an event of the Events API reaches its listener", async () => {
    const { promise: user, resolve } = Promise.withResolvers<string>();
    await using stage = await bolt((app) =>
      app.event("user_change", async ({ event }) => resolve(event.user.id)),
    );
    await stage.slack.event({ type: "user_change", user: { id: "U00000MIA", deleted: true } });
    expect(await user).toBe("U00000MIA");
  });
});
