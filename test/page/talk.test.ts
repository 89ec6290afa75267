import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { findChromium } from "./chromium.ts";
import { openHouse, PATIENCE_MS, visit, type House } from "./visit.ts";

interface Group {
  readonly members: readonly { readonly account: string }[];
  readonly muted: readonly { readonly account: string }[];
}
interface Effect {
  readonly verb: string;
  readonly account: string;
}

describe.skipIf(findChromium() === null)("in the browser, people", { timeout: 60_000 }, () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  }, 60_000);
  afterEach(async () => {
    await house.post("reset", {});
  });
  afterAll(async () => {
    await house[Symbol.asyncDispose]();
  });

  const mutedAt = async (vendor: string, group: string): Promise<readonly string[]> =>
    ((await house.get(`vendors/${vendor}/groups/${group}`)) as Group).muted.map(({ account }) => account);
  const effects = async (vendor: string): Promise<readonly Effect[]> =>
    (await house.get(`vendors/${vendor}/effects`)) as readonly Effect[];

  it("are asked before a button takes something back, and No does nothing", async () => {
    await using at = await visit(house);
    await at.be("mia");
    await at.goTo("lobby-mods");
    await at.type("/mute @tommy 10m spamming");
    const unmute = at.message(/mute in lobby/).getByRole("button", { name: /^Unmute/ });
    await unmute.click();
    const question = at.page.getByRole("dialog");
    await question.getByRole("button", { name: "Leave it" }).click();
    await question.waitFor({ state: "hidden" });
    expect(await mutedAt("tencent", "lobby")).toEqual(["tommy"]);
    await unmute.click();
    await question.getByRole("button", { name: "Unmute" }).click();
    await expect.poll(() => mutedAt("tencent", "lobby"), { timeout: PATIENCE_MS }).toEqual([]);
  });

  it("fill in the form, are told what is wrong beside the field, and send it", async () => {
    await using at = await visit(house);
    await at.be("mia");
    await at.goTo("stage-mods");
    await at.type("/mod");
    const form = at.page.getByRole("dialog", { name: "Moderate" });
    await form.getByLabel("What to do").selectOption("mute");
    await form.getByLabel(/^Accounts/).fill("peter, leckie");
    await form.getByLabel("How long").fill("10");
    await form.getByRole("button", { name: "Go" }).click();
    await form.getByText(/10m/).last().waitFor();
    expect(await effects("easemob")).toEqual([]);
    await form.getByLabel("How long").fill("10m");
    await form.getByRole("button", { name: "Go" }).click();
    await form.waitFor({ state: "hidden" });
    await at.message(/mute in stage by @?mia: 2 done/).waitFor();
    expect((await mutedAt("easemob", "stage")).toSorted()).toEqual(["leckie", "peter"]);
  });

  it("upload a list of accounts, and find the table of what became of each", async () => {
    await using at = await visit(house);
    await at.be("adam");
    await at.goTo("lobby-mods");
    await at.type("/mod batch");
    const form = at.page.getByRole("dialog", { name: "Moderate" });
    await form.getByLabel("What to do").selectOption("kick");
    const accounts = [...Array.from({ length: 40 }, (_, index) => `user${index + 1}`), ...away(20)];
    await form.getByLabel("Or a file with the accounts").setInputFiles({
      name: "raid.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(`account\n${accounts.join("\n")}\n`),
    });
    await form.getByRole("button", { name: "Go" }).click();
    await form.waitFor({ state: "hidden" });
    const result = at.message(/40 done, 20 absent/);
    await result.waitFor();
    expect((await effects("tencent")).filter(({ verb }) => verb === "kick")).toHaveLength(40);
    await result.getByRole("button", { name: /repl/ }).click();
    const table = at.page.getByRole("region", { name: "Thread" }).getByRole("link", { name: /\.csv/ });
    const [download] = await Promise.all([at.page.waitForEvent("download"), table.click()]);
    await at.page.getByRole("region", { name: "Thread" }).getByRole("button", { name: "Close" }).click();
    const text = await read(await download.createReadStream());
    expect(text.trim().split("\n")).toHaveLength(61);
    expect(text).toMatch(/away1,.*absent/);
  });

  it("see only what they may: a guest one channel, a stranger no commands, nobody what is said to others alone", async () => {
    await using at = await visit(house);
    await at.be("mia");
    await at.goTo("lobby-mods");
    await at.type("/mute tommy 10");
    await at.message("Only visible to you").waitFor();
    await at.be("gus");
    expect(await at.page.locator(".channels .channel .name").allInnerTexts()).toEqual([
      "# lobby-mods",
      "Home",
      "Messages",
    ]);
    expect(await at.page.locator(".talk .message.alone").count()).toBe(0);
    await at.be("sten");
    await at.type("/kick tommy");
    await at.message(/cannot be used by people from other organisations/).waitFor();
    expect(await effects("tencent")).toEqual([]);
  });

  it(
    "kill Bailiff in the middle of a batch, and see it finish: one effect an account",
    { timeout: 60_000 },
    async () => {
      await using at = await visit(house);
      await house.post("faults", { vendor: "tencent", fault: "latency:1500", times: 3 });
      await at.be("adam");
      await at.goTo("lobby-mods");
      const accounts = Array.from({ length: 40 }, (_, index) => `user${index + 1}`);
      await at.type(`/kick ${accounts.join(",")} raid`);
      await expect
        .poll(async () => ((await house.get("vendors/tencent/requests")) as unknown[]).length)
        .toBeGreaterThan(0);
      await house.post("kill", {});
      await at.page.getByText(/Bailiff (was killed|is starting)/).waitFor();
      await at.page.getByText("Bailiff is running").waitFor();
      await at.message(/40 done/).waitFor({ timeout: 40_000 });
      const kicked = (await effects("tencent")).map(({ account }) => account);
      expect(kicked.toSorted()).toEqual(accounts.toSorted());
    },
  );

  it("never see a message that Slack would refuse, and see the next one that it takes", async () => {
    await using at = await visit(house);
    await at.be("mia");
    await at.goTo("lobby-mods");
    const world = (await house.get("world")) as {
      slack: { url: string; credentials: { botToken: string }; channels: { id: string; name: string }[] };
    };
    const post = async (blocks: readonly object[], text: string): Promise<unknown> =>
      (
        await fetch(`${world.slack.url}/api/chat.postMessage`, {
          method: "POST",
          headers: {
            authorization: `Bearer ${world.slack.credentials.botToken}`,
            "content-type": "application/json; charset=utf-8",
          },
          body: JSON.stringify({ channel: "C0LOBBYMODS", text, blocks }),
        })
      ).json();
    const section = (words: string): object => ({ type: "section", text: { type: "mrkdwn", text: words } });
    const fifty = Array.from({ length: 51 }, (_, index) => section(`row ${index}`));
    expect(await post(fifty, "fifty-one")).toMatchObject({ ok: false, error: "invalid_blocks" });
    expect(await post([section("x".repeat(3_001))], "too long")).toMatchObject({ ok: false });
    expect(await post([section("fits")], "fits")).toMatchObject({ ok: true });
    await at.message("fits").waitFor();
    expect(await at.page.locator(".talk .message").count()).toBe(1);
  });

  it("see what is new since they came, and not what stood there before", async () => {
    await house.post("command", { as: "max", channel: "stage-mods", text: "/ban @peter 1h insults" });
    await using at = await visit(house);
    const channel = (name: string) => at.page.locator(".channels .channel", { hasText: name });
    expect(await channel("stage-mods").locator(".unread").count()).toBe(0);
    await house.post("command", { as: "max", channel: "live-mods", text: "/mute @peter 10m" });
    await expect.poll(() => channel("live-mods").innerText()).toMatch(/1\s*new/);
    await at.goTo("live-mods");
    expect(await channel("live-mods").locator(".unread").count()).toBe(0);
  });

  it("choose with the keyboard alone", async () => {
    await using at = await visit(house);
    await at.be("mia");
    await at.goTo("lobby-mods");
    await at.page.locator("#composer").focus();
    await at.page.keyboard.type("/mut");
    await at.page.keyboard.press("Tab");
    await at.page.keyboard.type("@tom");
    await at.page.keyboard.press("Tab");
    await at.page.keyboard.type("10m");
    await at.page.keyboard.press("Enter");
    const result = at.message(/mute in lobby/);
    await result.waitFor();
    expect(await mutedAt("tencent", "lobby")).toEqual(["tommy"]);
    await result.getByRole("button", { name: /^Unmute/ }).focus();
    await at.page.keyboard.press("Enter");
    await at.page.getByRole("dialog").waitFor();
    await at.page.keyboard.press("Escape");
    await at.page.getByRole("dialog").waitFor({ state: "hidden" });
    expect(await mutedAt("tencent", "lobby")).toEqual(["tommy"]);
  });
});

function away(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `away${index + 1}`);
}

async function read(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
