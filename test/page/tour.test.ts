import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium } from "./chromium.ts";
import { openHouse, PATIENCE_MS, visit, type House } from "./visit.ts";

interface Group {
  readonly members: readonly { readonly account: string }[];
  readonly muted: readonly { readonly account: string; readonly until: number | "permanent" }[];
}

/** The guided five minutes, clicked through in a real browser; what the chat service holds is asked of itself. */
describe.skipIf(findChromium() === null)("the guided tour", () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  }, 60_000);
  afterAll(async () => {
    await house[Symbol.asyncDispose]();
  });

  const lobby = async (): Promise<Group> => (await house.get("vendors/tencent/groups/lobby")) as Group;
  const muted = async (): Promise<readonly string[]> => (await lobby()).muted.map(({ account }) => account);

  it("does seven real things, as five people", { timeout: 120_000 }, async () => {
    await using at = await visit(house);
    const { page } = at;
    const tour = page.getByRole("region", { name: "Guided tour" });
    const step = (title: string) => tour.getByRole("heading", { name: title }).waitFor();
    const press = (words: string) => tour.getByRole("button", { name: words, exact: true }).click();
    const next = () => press("Next");
    await page.getByRole("button", { name: "Guided tour" }).click();

    await step("Mute somebody");
    await press("Type it for me");
    await at.message(/mute in lobby by @?mia: 1 done/).waitFor();
    expect(await muted()).toEqual(["tommy"]);
    await next();

    await step("See it run out");
    await press("Ten minutes later");
    await press("Type it for me");
    await at.message("Only visible to you").waitFor();
    await next();
    expect(await muted()).toEqual([]);

    await step("Kick three");
    await press("Type it for me");
    await at.message(/1 done, 2 absent of 3/).waitFor();
    await next();
    expect((await lobby()).members.map(({ account }) => account)).not.toContain("jared");

    await step("Be refused");
    const before = (await house.get("vendors/tencent/effects")) as readonly unknown[];
    await press("Be gus and type it");
    await at.message("Only visible to you").waitFor();
    await next();
    expect(await house.get("vendors/tencent/effects")).toEqual(before);

    await step("Preview and approval");
    await press("Type it for me");
    const plan = at.message(/user12/);
    await plan.getByRole("button", { name: /Confirm/ }).click();
    await expect.poll(muted, { timeout: PATIENCE_MS }).toHaveLength(12);
    await press("Type it for me");
    await press("Be adam in #approvals");
    await at
      .message(/peter/)
      .getByRole("button", { name: /Approve/ })
      .click();
    const form = page.getByRole("dialog");
    await form.getByRole("textbox", { name: /Reason/ }).fill("seen it");
    await form.getByRole("button", { name: /Approve/ }).click();
    await expect.poll(muted, { timeout: PATIENCE_MS }).toContain("peter");
    await next();

    await step("Act on an alert");
    await press("Send it and be oscar");
    await at
      .posted(/RoomFlood/)
      .getByRole("button", { name: /^Ack/ })
      .click();
    await at
      .posted(/RoomFlood/)
      .getByRole("button", { name: /Mute 10m/ })
      .click();
    await page
      .locator(".talk .message.alone")
      .last()
      .getByRole("button", { name: /Confirm/ })
      .click();
    await expect.poll(muted, { timeout: PATIENCE_MS }).toContain("tommy");
    // The loop is closed: the card names the case, and its thread tells of it.
    const card = at.posted(/RoomFlood/);
    await expect.poll(() => card.innerText(), { timeout: PATIENCE_MS }).toMatch(/#\d+ mute.*1 done/s);
    await card.getByRole("button", { name: /repl/ }).click();
    await page
      .getByRole("region", { name: "Thread" })
      .getByText(/#\d+ mute/)
      .first()
      .waitFor();
    await page.getByRole("region", { name: "Thread" }).getByRole("button", { name: "Close" }).click();
    await next();

    await step("Check the log");
    await press("Check the record");
    await tour.getByText("Nothing was altered.").waitFor();
    await press("Check an altered copy");
    await tour.getByText("It was altered, and that shows.").waitFor();
    await press("Be audrey in #mod-log");
    await at.message(/closed: mute in/).waitFor();
    expect(await tour.locator(".part-state", { hasText: "Done" }).count()).toBe(3);
  });

  it(
    "goes on where somebody was before it, by hand, backwards and after a reload",
    { timeout: 90_000 },
    async () => {
      await house.post("reset", {});
      await house.post("command", { as: "max", channel: "lobby-mods", text: "/kick jared,away1,away2" });
      await using at = await visit(house);
      const { page } = at;
      const tour = page.getByRole("region", { name: "Guided tour" });
      const press = (words: string) => tour.getByRole("button", { name: words, exact: true }).click();
      await page.getByRole("button", { name: "Guided tour" }).click();
      await press("Skip");
      await press("Skip");
      await tour.getByRole("heading", { name: "Kick three" }).waitFor();
      // Jared has gone already: somebody else is named.
      const line = await tour.locator("code").first().innerText();
      expect(line).toMatch(/^\/kick leckie,away1,away2/);
      await at.be("mia");
      await at.goTo("lobby-mods");
      await at.type(line);
      await tour.getByText("five outcomes").waitFor();
      await press("Next");
      await press("Back");
      await tour.getByText("five outcomes").waitFor();
      await at.reload();
      await tour.getByText("five outcomes").waitFor();
      await press("Do it again");
      await tour.getByRole("button", { name: "Type it for me" }).waitFor();
    },
  );

  it("sees a mute run out also beside one that lasts", { timeout: 60_000 }, async () => {
    await house.post("reset", {});
    await house.post("command", { as: "mia", channel: "lobby-mods", text: "/mute @peter 5h" });
    await using at = await visit(house);
    const { page } = at;
    const tour = page.getByRole("region", { name: "Guided tour" });
    await page.getByRole("button", { name: "Guided tour" }).click();
    for (const words of ["Type it for me", "Next", "Ten minutes later", "Type it for me"])
      await tour.getByRole("button", { name: words, exact: true }).click();
    await tour.getByText("answered to you alone").waitFor();
    expect(await muted()).toEqual(["peter"]);
  });

  it(
    "has a telephone's screen to itself, and says there when a step is done",
    { timeout: 60_000 },
    async () => {
      await house.post("reset", {});
      await using at = await visit(house, { width: 390, height: 844 });
      const { page } = at;
      await page.getByRole("button", { name: "Guided tour" }).click();
      await page.getByRole("heading", { name: "Mute somebody" }).waitFor();
      await page.getByRole("button", { name: "Type it for me" }).click();
      await page.getByRole("button", { name: "Tour: done, go on" }).click();
      await page.getByRole("button", { name: "Next" }).waitFor();
      expect(await muted()).toEqual(["tommy"]);
    },
  );
});
