import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createRespond } from "../../src/slack/respond.ts";
import { openScene, type Scene } from "./scene.ts";

/** Attacks 4, 6, 9 and 10 of the threat list: wrong people, forged values, rounded ids, addresses of somebody else's. */
describe("people who may not, and values that are not ours", () => {
  let scene: Scene;
  let question: string;
  beforeAll(async () => {
    scene = await openScene();
    await scene.say("mia", "lobby-mods", "/mute @tommy 10m");
    await scene.say("mia", "lobby-mods", "/mute @tommy 10m");
    question =
      scene.sandbox.slack
        .ephemeralFor("mia", "lobby-mods")
        .findLast(({ text }) => text.includes("Run it again"))?.ts ?? "";
  });
  afterAll(() => scene[Symbol.asyncDispose]());

  const cases = async (): Promise<number> => (await scene.bailiff.ledger.casesOf({ limit: 100 })).length;
  const press = (as: string, value?: string) =>
    scene.act(as, () =>
      scene.sandbox.slack.click({
        as,
        channel: "lobby-mods",
        ts: question,
        actionId: "bailiff_run_again",
        raw: true,
        ...(value === undefined ? {} : { value }),
      }),
    );

  it.each(["max", "olga", "gus", "sten"])("a press by %s on mia's question does nothing", async (person) => {
    const before = await cases();
    const seen = await press(person).catch((error: unknown) => String(error));
    expect(JSON.stringify(seen)).not.toContain("1 done");
    expect(await cases()).toBe(before);
  });

  it.each(["", "slash:0000", "#1", "__proto__", "'; drop table job; --"])(
    "a press with the value %j does nothing",
    async (value) => {
      const before = await cases();
      await press("mia", value);
      expect(await cases()).toBe(before);
    },
  );

  it.each(["deactivated", "bot", "single_channel_guest", "multi_channel_guest"] as const)(
    "a moderator who has become a %s may do nothing, at once",
    async (standing) => {
      const { workspace } = scene.sandbox.slack;
      await scene.sandbox.slack
        .command({ as: "max", channel: "lobby-mods", text: "/kick @user1" })
        .catch(() => null);
      workspace.setPerson("max", { standing });
      scene.sandbox.clock.advance(61_000);
      const before = scene.sandbox.tencent.effects().length;
      await scene.sandbox.slack
        .command({ as: "max", channel: "lobby-mods", text: `/kick @user2` })
        .catch(() => null);
      await scene.settled();
      expect(scene.sandbox.tencent.effects().length).toBe(before);
      workspace.setPerson("max", { standing: "member" });
      scene.sandbox.clock.advance(61_000);
    },
  );

  it("an id beyond 2^53 reaches the vendor digit by digit", async () => {
    const account = "9007199254740993";
    scene.sandbox.tencent.addAccount(account);
    scene.sandbox.tencent.join("@TGS#2J4SZEAEL", account);
    await scene.say("mia", "lobby-mods", `/kick ${account}`);
    expect(scene.wire().at(-1)?.body).toContain(`"${account}"`);
    expect(scene.sandbox.tencent.effects().at(-1)).toMatchObject({ account });
  });

  it("an account with a look-alike letter is refused, naming the letter", async () => {
    const said = await scene.say("mia", "lobby-mods", "/kick t\u043Emmy");
    expect(said.privately).toMatch(/U\+043E/);
  });
});

describe("response URLs", () => {
  it("are called only at Slack's own hosts", async () => {
    const called: string[] = [];
    const server = createServer((request, response) => {
      called.push(request.url ?? "");
      response.end("ok");
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const evil = `http://127.0.0.1:${(server.address() as AddressInfo).port}/steal`;
    const respond = createRespond("https://slack.com/api/");
    const reply = { delete_original: true } as const;
    for (const url of [
      evil,
      "http://hooks.slack.com/x",
      "https://hooks.slack.com.evil.example/x",
      "https://hooks.slack.com@127.0.0.1/x",
      "file:///etc/passwd",
      "not a url",
    ]) {
      expect(await respond(url, reply)).toBe(false);
    }
    expect(called).toEqual([]);
    server.close();
  });
});
