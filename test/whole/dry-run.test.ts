import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openScene, type Scene } from "./scene.ts";

/** Commands that only read, of Tencent's REST API; everything else counts as a write. */
const TENCENT_READS = /\/(?:get_\w+|account_check|query_\w+)\?/;
const RUNS = 120;

/** Requests that could have changed something, at every vendor. */
function writes({ sandbox: { tencent, easemob, agora } }: Scene): readonly string[] {
  const sent = [...easemob.requests(), ...agora.requests()]
    .filter(({ method, path }) => method !== "GET" && !path.endsWith("/token"))
    .map(({ method, path }) => `${method} ${path}`);
  const tencentSent = tencent.requests().filter(({ path }) => !TENCENT_READS.test(path));
  return [...sent, ...tencentSent.map(({ path }) => path)];
}

const accounts = fc
  .uniqueArray(
    fc.constantFrom("tommy", "jared", "user1", "user39", "away1", "nobody9", "marshal", "administrator"),
    {
      minLength: 1,
      maxLength: 5,
    },
  )
  .map((names) => names.join(","));
const group = fc.constantFrom("", "lobby", "live", "stage", "fans", "meet", "arena");
const time = fc.constantFrom("10m", "1d12h", "until tomorrow 09:00", "permanent", "40d");
const reason = fc.constantFrom("", "spam", "--reason 'two words'");
const dry = fc.constantFrom("--dry-run", "—dry-run", "--DRY-RUN");

/** Commands with the flag at any place a person might put it. */
const command = fc
  .record({
    verb: fc.constantFrom("mute", "unmute", "kick", "add", "ban", "unban", "lock", "unlock"),
    accounts,
    group,
    time,
    reason,
    dry,
    first: fc.boolean(),
  })
  .map(({ verb, accounts: who, group: where, time: until, reason: why, dry: flag, first }) => {
    const isGroupVerb = verb === "lock" || verb === "unlock";
    const parts = [isGroupVerb ? "" : who, where, verb === "mute" || verb === "ban" ? until : "", why];
    const words = first ? [flag, ...parts] : [...parts, flag];
    return `/${verb} ${words.filter((part) => part !== "").join(" ")}`;
  });

describe("a dry run", () => {
  it(
    "writes nothing at any vendor and opens no case, whoever asks for whatever",
    { timeout: 60_000 },
    async () => {
      await using scene = await openScene({ asks: true });
      const before = writes(scene).length;
      let shown = 0;
      const property = fc.asyncProperty(
        command,
        fc.constantFrom("adam", "mia", "oscar", "audrey", "mel"),
        fc.constantFrom("lobby-mods", "stage-mods", "fans-mods", "meet-mods"),
        async (text, person, channel) => {
          const said = await scene.say(person, channel, text);
          if (/Preview:/.test(said.privately)) shown += 1;
          expect(said.told, text).toEqual([]);
          expect(writes(scene).slice(before), text).toEqual([]);
        },
      );
      await fc.assert(property, { numRuns: RUNS });
      expect(shown, "previews that were shown at all").toBeGreaterThan(RUNS / 10);
      expect((await scene.bailiff.ledger.counts()).jobs.case).toEqual({
        ready: 0,
        leased: 0,
        settled: 0,
        dead: 0,
      });
      // The same eyes see a write when there is one.
      await scene.say("mia", "lobby-mods", "/kick tommy");
      expect(writes(scene).slice(before)).toHaveLength(1);
    },
  );
});
