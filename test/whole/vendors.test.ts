import { describe, expect, it } from "vitest";
import { hurryUntil, quietInAHurry, settledCase } from "./hurry.ts";
import { breakNext, effectsIn, PLACES, stand, type Place } from "./places.ts";
import { openScene, type Scene } from "./scene.ts";

const [LOBBY_PLACE, STAGE_PLACE, FANS_PLACE, MEET_PLACE] = PLACES as readonly [Place, Place, Place, Place];

describe("what a kind of group does not take", () => {
  it.each([
    ["live", "/kick tommy live", /keeps no list of members.*What works here: \/mod mute, \/mod ban\./],
    ["live", "/add away1 live", /`live` is a group of the kind `AVChatRoom`/],
    ["crew", "/mute tommy crew 10m", /has no mute.*What works here: \/mod kick\./],
    ["crew", "/unmute tommy crew", /has no mute, so there is none to lift/],
    ["crew", "/lock crew", /`crew` is a group of the kind `Private`/],
    ["crew", "/unlock crew", /`crew` is a group of the kind `Private`/],
  ])("in %s, %s is refused with what serves instead", async (_, text, why) => {
    await using scene = await openScene();
    const said = await scene.say("adam", "lobby-mods", text);
    expect(said.privately).toMatch(why);
    expect(said.told).toEqual([]);
    expect(scene.sandbox.tencent.effects()).toEqual([]);
    expect(await scene.bailiff.ledger.casesOf({ limit: 1 })).toEqual([]);
  });
});

describe("what people read of a group and of a plan", () => {
  it("has the vendor's name, and no reckoning where there is nothing to reckon", async () => {
    await using scene = await openScene();
    const said = async (text: string) => (await scene.say("adam", "lobby-mods", text)).privately;
    expect(await said("/mod limits fans")).toMatch(
      /^fans is a chat group at (Easemob|Agora Chat) \(connection/m,
    );
    const one = await said("/kick tommy --dry-run");
    expect(one).toMatch(/would kick.*plan `/s);
    expect(one).not.toMatch(/request/);
    expect(await said("/kick tommy,jared --dry-run")).toMatch(/1 request to the chat service, of at most/);
  });
});

/** The vendor applies a request long after its caller has hung up, and then answers the next one "that is so already". */
describe.each([STAGE_PLACE, FANS_PLACE])("a request that arrives late in $alias", (place) => {
  it.each([
    ["kick", "/kick tommy"],
    ["kick", "/kick tommy,jared"],
    ["add", "/add away1"],
    ["ban", "/ban tommy"],
  ] as const)("%s (%s): what the vendor's rows call so already was done by it", async (verb, text) => {
    await using scene = await openScene({
      easemob: { undocumented: { blockAgain: "not-a-member" } },
      config: (file) => ({
        ...file,
        connections: { ...file.connections, live: { ...file.connections["live"]!, timeout: 1_000 } },
      }),
    });
    // The first request is applied after the second has been sent, and before the second is.
    breakNext(scene, place, verb, "latency:1700");
    breakNext(scene, place, verb, "latency:900");
    await scene.sandbox.slack.command({
      as: "adam",
      channel: "lobby-mods",
      text: `${text} ${place.alias}${verb === "ban" ? " permanent" : ""}`,
    });
    await scene.sandbox.slack.until(() => sent(scene, place, verb) === 1);
    // Over the moment from which Bailiff reckons that it cannot be applied any more.
    await expect.poll(() => waits(scene), { timeout: 5_000, interval: 5 }).toBe(true);
    scene.sandbox.clock.advance(5_000);
    const kase = await settledCase(scene, 1);
    expect(sent(scene, place, verb)).toBe(2);
    expect(kase.targets.map(({ outcome }) => outcome)).toEqual(kase.targets.map(() => "done"));
    // Easemob's rooms count who is there already among those who came in.
    const isTold = place === STAGE_PLACE && verb === "add";
    expect(kase.targets[0]?.detail ?? null).toEqual(isTold ? null : expect.stringMatching(/answer was lost/));
    expect(effectsIn(scene, place)).toHaveLength(kase.targets.length);
  });
});

describe("a vendor that does not answer at all", () => {
  it.each([LOBBY_PLACE, STAGE_PLACE, MEET_PLACE])(
    "at $vendor is given a rest; what was asked is done once it is back, and told",
    async (place) => {
      await using scene = await openScene({ config: timeouts(150) });
      const vendor = scene.sandbox[place.vendor];
      for (const account of ["late1", "late2"]) stand(scene, place, account, "kick");
      breakNext(scene, place, "kick", "reset-after");
      const type = (text: string): Promise<unknown> =>
        scene.sandbox.slack.command({ as: "adam", channel: "lobby-mods", text });
      await type(`/kick late1 ${place.alias}`);
      await expect.poll(() => effectsIn(scene, place).length, { interval: 2, timeout: 5_000 }).toBe(1);
      vendor.fault({ kind: "hang", times: 100_000 });
      await type(`/kick late2 ${place.alias}`);
      const isResting = (): boolean => scene.logged.some((line) => line.includes("given a rest"));
      await hurryUntil(scene, async () => isResting());
      const asked = vendor.requests().length;
      await type(`/kick late2 ${place.alias}`);
      await type(`/mod members ${place.alias}`);
      await hurryUntil(scene, async () =>
        scene.sandbox.slack.ephemeralFor("adam").some(({ text }) => /has not answered for/.test(text)),
      );
      // One call may try; nobody else asks a vendor that is known to be away.
      expect(vendor.requests().length - asked).toBeLessThanOrEqual(3);
      vendor.clearFaults();
      await quietInAHurry(scene);
      expect(effectsIn(scene, place).map(({ verb, account }) => `${verb} ${account}`)).toEqual([
        "kick late1",
        "kick late2",
      ]);
      const cases = await scene.bailiff.ledger.casesOf({ limit: 5 });
      expect(cases.flatMap(({ targets }) => targets.map(({ outcome }) => outcome))).toContain("done");
      expect(cases.flatMap(({ targets }) => targets).every(({ outcome }) => outcome === "done")).toBe(true);
      expect(scene.logged.some((line) => line.includes("the vendor answers again"))).toBe(true);
    },
  );
});

function sent({ sandbox }: Scene, { vendor, id }: Place, verb: "kick" | "add" | "ban"): number {
  const method = verb === "kick" ? "DELETE" : "POST";
  const where = verb === "ban" ? "/blocks/users" : "/users";
  return sandbox[vendor]
    .requests()
    .filter((request) => request.method === method && request.path.includes(`${id}${where}`)).length;
}

/** A case waits for a moment, with nothing under way. */
async function waits({ bailiff }: Scene): Promise<boolean> {
  const { jobs } = await bailiff.ledger.counts();
  return jobs.case.ready === 1 && jobs.case.leased === 0;
}

function timeouts(timeout: number): NonNullable<NonNullable<Parameters<typeof openScene>[0]>["config"]> {
  return (file) => ({
    ...file,
    connections: Object.fromEntries(
      Object.entries(file.connections).map(([name, settings]) => [name, { ...settings, timeout }]),
    ),
  });
}
