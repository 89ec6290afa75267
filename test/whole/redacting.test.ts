import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verifyChain } from "../../src/audit/chain.ts";
import { bodyOf, type Entry } from "../../src/ledger/port.ts";
import { openScene, type Scene } from "./scene.ts";

const TOLD = "Tommy Smith of 5 High Street sells things";

describe("removing what an entry told", () => {
  let scene: Scene;
  let target: number;
  beforeAll(async () => {
    scene = await openScene();
    await scene.say("mia", "lobby-mods", `/mute @tommy 1h ${TOLD}`);
    target = numberOf(await entries(), "opened");
  });
  afterAll(() => scene[Symbol.asyncDispose]());

  const entries = (): Promise<readonly Entry[]> => scene.bailiff.ledger.entries(1, 1_000);

  it("is for nobody whose rules say everything, or nothing, of it", async () => {
    for (const who of ["adam", "mia", "audrey"]) {
      const { privately } = await scene.say(who, "lobby-mods", `/mod redact ${target} --confirm for privacy`);
      expect(privately).toMatch(/No rule lets your roles use `redact`/);
    }
    const denied = (await entries()).filter(({ kind }) => kind === "denied");
    expect(denied.map((entry) => bodyOf(entry)["right"])).toEqual(["redact", "redact", "redact"]);
    expect((await entries()).find(({ seq }) => seq === target)?.body).toContain("High Street");
  });

  it("first says what would go and what would stay, and what to type to go ahead", async () => {
    const before = (await entries()).length;
    for (const words of ["ticket 88", "--dry-run ticket 88", "--confirm --dry-run ticket 88"]) {
      const { privately } = await scene.say("olga", "lobby-mods", `/mod redact ${target} ${words}`);
      expect(privately).toMatch(/Nothing was removed yet.*entry \d+ told \(“opened” of #1\)/s);
      expect(privately).toMatch(/Would go: .*Would stay: .*Messages stay in Slack/s);
      expect(privately).toMatch(/Other entries about the same case that still tell something: [\d, ]+\./);
      expect(privately).toContain(`To remove it, type \`/mod redact ${target} --confirm "ticket 88"\``);
    }
    const quoted = await scene.say("olga", "lobby-mods", `/mod redact ${target} he said "please"`);
    expect(quoted.privately).toContain(`\`/mod redact ${target} --confirm\` with the reason after it`);
    expect((await entries()).length).toBe(before);
    expect((await entries()).find(({ seq }) => seq === target)?.body).toContain("High Street");
  });

  it("leaves the chain whole, an entry that says who and why, and a case that still can be shown", async () => {
    const { privately, posted } = await scene.say(
      "olga",
      "lobby-mods",
      `/mod redact ${target} --confirm Erasure asked for, ticket 88`,
    );
    expect(privately).toMatch(/Removed for good: what entry \d+ told/);
    const after = await entries();
    expect(verifyChain(after)).toMatchObject({ ok: true });
    expect(after.find(({ seq }) => seq === target)).toMatchObject({ body: null, salt: null });
    const told = after.find(({ kind }) => kind === "redacted");
    expect(told && bodyOf(told)).toMatchObject({
      entry: target,
      kind: "opened",
      reason: "Erasure asked for, ticket 88",
      rule: "privacy",
      commitment: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(posted("mod-log")).toMatch(
      /what entry \d+ \(opened\) told was removed, because: `Erasure asked for/,
    );
    const shown = (await scene.say("audrey", "lobby-mods", "/case 1")).privately;
    expect(shown).toContain("tommy");
    expect(shown).not.toContain("High Street");
    expect((await scene.say("mia", "lobby-mods", "/muted")).privately).toMatch(/`tommy` until .* by #1/);
  });

  it.each([
    ["99999", /There is no entry 99999/],
    ["1", /tells of the record itself/],
    ["x", /is not the number of an entry/],
  ])("refuses %s, and says why", async (number, why) => {
    const { privately } = await scene.say(
      "olga",
      "lobby-mods",
      `/mod redact ${number} --confirm for privacy`,
    );
    expect(privately).toMatch(why);
  });

  it("happens once", async () => {
    const { privately } = await scene.say(
      "olga",
      "lobby-mods",
      `/mod redact ${target} --confirm for privacy`,
    );
    expect(privately).toContain("was removed before");
    expect((await entries()).filter(({ kind }) => kind === "redacted")).toHaveLength(1);
  });
});

function numberOf(entries: readonly Entry[], kind: string): number {
  return entries.find((entry) => entry.kind === kind)?.seq ?? 0;
}
