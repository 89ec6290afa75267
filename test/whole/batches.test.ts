import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { plain } from "../../src/texts/plain.ts";
import { batch, csv, entriesOf, tables, untilSettled, watchSlack } from "./batch-scene.ts";
import { agoraCrowd, sendForm, tencentCrowd, users } from "./crowd.ts";
import { logLines } from "./log-channel.ts";
import { openScene } from "./scene.ts";

const LARGEST = 10_000;

describe("ten thousand accounts in one case", () => {
  it.each([
    { vendor: "tencent", channel: "lobby-mods", verb: "mute", time: "1h", leastMs: 100 },
    { vendor: "tencent", channel: "lobby-mods", verb: "kick", leastMs: 200 },
    { vendor: "agora", channel: "meet-mods", verb: "kick", leastMs: 1_670 },
    { vendor: "agora", channel: "meet-mods", verb: "mute", time: "1h", leastMs: 1_670 },
  ] as const)(
    "$verb at $vendor: every account in the books, none refused for frequency, one card, one table",
    { timeout: 90_000 },
    async ({ vendor, channel, verb, leastMs, ...rest }) => {
      await using scene = await openScene({
        realPostingPace: true,
        tencent: { apps: [tencentCrowd(LARGEST)] },
        agora: { apps: [agoraCrowd(LARGEST)] },
      });
      const watched = watchSlack(scene);
      const file = { name: "raid.csv", text: csv([...users(LARGEST), "user1", "user2"]) };
      await batch(scene, "adam", channel, { verb, file, ...rest });

      const kase = await scene.bailiff.ledger.caseByNumber(1);
      expect(kase?.targets.filter(({ outcome }) => outcome === "done")).toHaveLength(LARGEST);
      const standIn = scene.sandbox[vendor];
      const changed = standIn.effects().map(({ account }) => account);
      expect(changed).toHaveLength(LARGEST);
      expect(new Set(changed).size).toBe(LARGEST);
      expect(standIn.frequencyRefusals()).toBe(0);
      const tookMs = (kase?.settledAt ?? 0) - (kase?.openedAt ?? 0);
      // Loose, for busy machines: the bench measures.
      expect(tookMs).toBeLessThan(10 * leastMs + 10_000);

      const here = watched.posted.filter((message) => message.channel === channel);
      expect(here.filter(({ threadTs }) => threadTs === null)).toHaveLength(1);
      const [card] = scene.sandbox.slack.messages(channel);
      expect(plain(card?.text ?? "")).toMatch(
        /#1 .* 10,000 done of 10,000.*and 9,980 more.*10,000 accounts of raid.csv, column "account", 2 entries repeated/s,
      );
      expect(JSON.stringify(card?.blocks)).not.toContain("Stop");

      const [table, ...others] = tables(scene);
      expect(others).toEqual([]);
      expect(table?.shares).toEqual([{ channel, ts: expect.any(String), threadTs: card?.ts }]);
      const rows = table?.text.trimEnd().split("\r\n") ?? [];
      expect(rows).toHaveLength(LARGEST + 1);
      expect(rows[0]).toBe("account,before,outcome,reason");
      expect(rows[LARGEST]).toMatch(/^user10000,member,done \((muted|removed)\),/);
      const sha256 = createHash("sha256")
        .update(table?.text ?? "")
        .digest("hex");
      expect(await entriesOf(scene, 1, "closed")).toMatchObject([{ table: sha256, requested: LARGEST }]);
      const [reply] = scene.sandbox.slack.threadOf(channel, card?.ts ?? "");
      expect(reply?.text).toContain(sha256);

      // The log goes at Slack's pace, 20 lines at a time.
      await expect
        .poll(() => logLines(scene).at(-1), { timeout: 40_000 })
        .toMatch(/^#1 closed: (mute|kick) in `\w+`, 10,000 done of 10,000$/);
    },
  );

  it("banned at Tencent, whose list of the banned is read whole, and not once for each request", async () => {
    await using scene = await openScene({ tencent: { apps: [tencentCrowd(3_000)] } });
    const file = { name: "raid.txt", text: users(3_000).join("\n") };
    await batch(scene, "adam", "lobby-mods", { verb: "ban", time: "1d", file });
    expect(scene.sandbox.tencent.effects()).toHaveLength(3_000);
    expect(scene.sandbox.tencent.frequencyRefusals()).toBe(0);
    const reads = scene.sandbox.tencent
      .requests()
      .filter(({ path }) => path.includes("get_group_ban_member"));
    // 150 requests to ban; each reading the list by itself would be 2,300 pages of it.
    expect(reads.length).toBeLessThan(1_200);
  });
});

describe("a list is taken whole, or not at all:", () => {
  const told = async (file: { name: string; text: string | Buffer }) => {
    await using scene = await openScene();
    const watched = watchSlack(scene);
    await batch(scene, "adam", "lobby-mods", { verb: "kick", file });
    expect(scene.sandbox.tencent.effects()).toEqual([]);
    expect(watched.posted).toEqual([]);
    expect((await scene.bailiff.ledger.counts()).openCases).toBe(0);
    return watched.privately.join("\n");
  };

  it.each([
    ["too many", users(10_001).join("\n"), /The list has 10,001 accounts, and 10,000 are the most/],
    [
      "lines that are no accounts",
      "user1\nlobby\nuser2\n10m",
      /Line 2: `lobby` is a group.*\n.*Line 4: `10m` is a time/,
    ],
    [
      "a table without a column of accounts",
      "who,why\ntommy,spam",
      /none is named as accounts are.*`who`, `why`/,
    ],
    ["another encoding", Buffer.from("user1\nuser2\n", "utf16le"), /NUL.*so this is not plain text/],
    ["nothing in it", "\n\n", /no account in it/],
  ])("%s", async (_, text, expected) => {
    const said = await told({ name: text.toString().includes(",") ? "list.csv" : "list.txt", text });
    expect(said).toMatch(/^The list was not taken: `kick in lobby \(accounts of list/);
    expect(said).toMatch(expected);
    expect(said).toMatch(/Nothing was done/);
  });

  it("a file that Slack does not keep, or no longer keeps, or that Bailiff may not read", async () => {
    await using scene = await openScene();
    const watched = watchSlack(scene);
    const { slack } = scene.sandbox;
    const file = { name: "list.txt", text: "tommy" };
    for (const [fault, expected] of [
      ["error:file_not_found", /Slack did not give Bailiff the file \(it said `file_not_found`\)/],
      ["error:missing_scope", /`missing_scope`/],
    ] as const) {
      slack.fault({ method: "files.info", kind: fault });
      await batch(scene, "adam", "lobby-mods", { verb: "kick", file });
      expect(watched.privately.at(-1)).toMatch(expected);
      expect(watched.privately.at(-1)).toContain("Nothing was done.");
    }
    expect(scene.sandbox.tencent.effects()).toEqual([]);
  });
});

it("a file is fetched once, however often its request is tried again", async () => {
  await using scene = await openScene();
  const { slack, tencent } = scene.sandbox;
  tencent.fault({ kind: "status:503", times: 3, command: "get_role_in_group" });
  await batch(scene, "mia", "lobby-mods", { verb: "kick", file: { name: "list.txt", text: "tommy" } });
  expect(slack.messages("lobby-mods").map(({ text }) => plain(text))).toEqual([
    expect.stringMatching(/#1 .*1 done/),
  ]);
  expect(slack.calls().filter(({ method }) => method === "url_private")).toHaveLength(1);
});

describe("a case is a batch", () => {
  it.each([
    [50, false],
    [51, true],
  ])("of %i accounts: %s", async (count, isBatch) => {
    await using scene = await openScene({ tencent: { apps: [tencentCrowd(60)] } });
    await batch(scene, "mia", "lobby-mods", { verb: "kick", accounts: users(count).join(" ") });
    const [message, ...others] = scene.sandbox.slack.messages("lobby-mods").filter((one) => !one.threadTs);
    expect(others).toEqual([]);
    expect(plain(message?.text ?? "")).toContain(`${count} done of ${count}`);
    expect(plain(message?.text ?? "")).toContain(isBatch ? "The table in the thread" : "`/mod case 1` names");
    expect(tables(scene)).toHaveLength(isBatch ? 1 : 0);
  });

  it("also when it was typed", async () => {
    await using scene = await openScene({ tencent: { apps: [tencentCrowd(60)] } });
    await scene.say("mia", "lobby-mods", `/mute ${users(60).join(",")} 10m`);
    expect(tables(scene)).toHaveLength(1);
  });
});

describe("where the bot cannot post, the result comes to whoever asked:", () => {
  it("in a channel that the bot is not in, without a card and without a table", async () => {
    await using scene = await openScene({ tencent: { apps: [tencentCrowd(60)] } });
    const watched = watchSlack(scene);
    await batch(scene, "mia", "random", { verb: "kick", group: "lobby", accounts: users(60).join("\n") });
    const [alone] = scene.sandbox.slack.directMessages("mia");
    const said = plain(alone?.text ?? watched.privately.join());
    expect(said).toMatch(/60 done of 60/);
    expect(said).not.toContain("in the thread");
    expect(said).toMatch(/`\/mod case 1` names as many as a message holds/);
    expect(watched.posted.map(({ channel }) => channel).toSorted()).toEqual(["dm"]);
    expect(tables(scene)).toEqual([]);
  });

  it("in a direct message", async () => {
    await using scene = await openScene({ tencent: { apps: [tencentCrowd(60)] } });
    const { slack } = scene.sandbox;
    const dm = slack.workspace.dm(slack.workspace.named("mia").id).name;
    await sendForm(slack, "mia", dm, { verb: "kick", group: "lobby", accounts: users(60).join("\n") });
    await untilSettled(scene);
    const seen = [...slack.directMessages("mia"), ...slack.ephemeralFor("mia")].map(({ text }) =>
      plain(text),
    );
    expect(seen).toEqual([expect.stringMatching(/60 done of 60/)]);
    expect(seen.join()).not.toContain("in the thread");
    expect(tables(scene)).toEqual([]);
  });
});
