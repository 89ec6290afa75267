import { describe, expect, it } from "vitest";
import type { Alert, AlertFacts } from "../../src/alerts/alert.ts";
import { waiting } from "../../src/alerts/alert.ts";
import { linksOf } from "../../src/alerts/intake/links.ts";
import { alertCallCard, alertCard, alertNewsCard } from "../../src/slack/cards/alert-card.ts";
import { keyOfAct, offeredActs, readAlertPress } from "../../src/slack/cards/alert-buttons.ts";
import { pressablesIn } from "../../src/sandbox/slack/pressable.ts";
import { FACTS, MINUTE, SETTINGS } from "../alerts/samples.ts";
import { expectToFit as fits } from "./fits.ts";

const NOW = 1_700_000_000_000;
const ID = "a".repeat(32);

function view(facts: Partial<AlertFacts> = {}, rest: Partial<Alert> = {}) {
  const alert: Alert = {
    source: "prometheus",
    key: "flood",
    channel: "C1",
    facts: { ...FACTS, ...facts },
    parts: [{ fingerprint: "f1", startsAt: NOW, endsAt: null }],
    ...waiting(NOW),
    since: NOW,
    shown: true,
    timer: 1,
    ...rest,
  };
  return {
    id: ID,
    number: 12,
    alert,
    cases: [],
    history: [],
    settings: SETTINGS,
    names: new Map<string, string>(),
    now: NOW + 3 * MINUTE,
  };
}

describe("the card of an alert", () => {
  it("says how it stands, what is next, and what can be pressed", () => {
    const { text, blocks } = alertCard(view());
    expect(text).toMatch(/Alert 12.*Critical.*firing/);
    // Whoever is mentioned is called at once, which would be the escalation itself.
    expect(text).toMatch(/It is escalated to 1 user group now/);
    expect(text).not.toContain("<!subteam");
    const pressed = JSON.stringify(blocks);
    for (const id of [
      "bailiff_alert_ack",
      "bailiff_alert_resolve",
      "bailiff_alert_silence",
      "bailiff_alert_act_0",
    ])
      expect(pressed).toContain(id);
    expect(pressed).toContain("Until the shift ends");
    const acked = alertCard(
      view(
        {},
        {
          state: "acked",
          owner: { kind: "person", person: "U1", at: NOW },
          ackUntil: NOW + MINUTE,
          asked: true,
        },
      ),
    );
    expect(acked.text).toMatch(/Owner: <@U1>, until/);
    // The moment is that of the beginning, not of the press.
    expect(acked.text).toMatch(/\*acknowledged\*, firing since <!date\^1700000000\^/);
    expect(JSON.stringify(acked.blocks)).toMatch(/bailiff_alert_keep.*bailiff_alert_take_over/);
    const over = alertCard(
      view({}, { state: "resolved", resolved: { by: "U1", at: NOW + MINUTE, stillFiring: true } }),
    );
    expect(over.text).toMatch(/Resolved by <@U1>.*goes on firing/);
    expect(over.blocks.some(({ type }) => type === "actions")).toBe(false);
  });

  it("offers only acts that have a group, and an account where one is needed", () => {
    const acts = [
      { verb: "mute", lasts: MINUTE },
      { verb: "lock", lasts: null },
    ] as const;
    const verbs = (facts: Partial<AlertFacts>) =>
      offeredActs(view({ ...facts, acts }).alert).map(({ verb }) => verb);
    expect(verbs({})).toEqual(["mute", "lock"]);
    expect(verbs({ account: null })).toEqual(["lock"]);
    expect(verbs({ group: null })).toEqual([]);
  });

  it("lets nothing of what others wrote come alive, and shows links as where they lead", () => {
    const hostile = "<!channel> <@U1> <https://evil.example.com|runbook> `x` *b*\u202e\n*Alert 99* resolved";
    const links = linksOf([
      ["runbook", "https://wiki.example.com/run|books/a>b?x=<!here>"],
      ["source", "javascript:alert(1)"],
      ["dashboard", "https://user:secret@evil.example.com/"],
      ["silence", "http://127.0.0.1:9093/#/silences/new?filter=%7B"],
    ]);
    for (const card of [
      alertCard(view({ title: hostile, summary: hostile, links })),
      alertCallCard(
        view({ title: hostile, summary: hostile }),
        { kind: "escalated", step: 1, to: ["person:U9"] },
        null,
      ),
      alertNewsCard({ kind: "acked_at_source", name: hostile }),
    ]) {
      const all = `${card.text}${JSON.stringify(card.blocks)}`;
      expect(all).not.toMatch(/<!channel>|<@U1>|<https:\/\/evil|\u202e|<!here>|javascript|secret/);
      expect(card.text.split("\n").some((line) => line.startsWith("*Alert 99*"))).toBe(false);
      // Links are wanted here, and checked below.
      if (!card.text.includes("Runbook")) fits(card);
    }
    const { text } = alertCard(view({ links }));
    expect(text).toContain(
      "Runbook: <https://wiki.example.com/run%7Cbooks/a%3Eb?x=%3C!here%3E|wiki.example.com/run'books/a%3Eb>",
    );
    expect(text).toContain("|127.0.0.1:9093/>".replace("/>", ">"));
  });

  it("fits into Slack's limits however much it is told", () => {
    const long = "ü<&".repeat(2_000);
    const parts = Array.from({ length: 1_000 }, (_, index) => ({
      fingerprint: `${index}`,
      startsAt: NOW,
      endsAt: null,
    }));
    fits(alertCard(view({ title: long, summary: long }, { parts })));
    expect(alertCard(view({}, { parts })).text).toContain("1,000 alerts: 1,000 firing");
  });
});

describe("whom a card could call", () => {
  const NAMES = new Map([
    ["usergroup:S1", "@oncall"],
    ["person:U2", "@<!channel> :tada:"],
    ["channel:C2", "#operations"],
  ]);
  type Element = { action_id: string; options?: { text: { text: string; emoji: boolean }; value: string }[] };
  const elements = (blocks: readonly { type: string }[]) =>
    blocks.flatMap((block) => ("elements" in block ? (block.elements as Element[]) : []));

  it("is a menu of the steps by name, and nobody of them is called by the card itself", () => {
    const card = alertCard({ ...view(), names: NAMES });
    expect(card.text).toContain("It is escalated to `@oncall` now");
    expect(JSON.stringify(card)).not.toMatch(/<!subteam|<@U2>|<!channel>.*mrkdwn/);
    const menu = elements(card.blocks).find(({ action_id }) => action_id === "bailiff_alert_page");
    expect(menu?.options?.map(({ text }) => text)).toEqual([
      { type: "plain_text", text: "Page @oncall (step 1)", emoji: false },
      { type: "plain_text", text: "Page @oncall (step 2)", emoji: false },
      { type: "plain_text", text: "Page @!channel :tada:, #operations (step 3)", emoji: false },
    ]);
    for (const { value } of menu?.options ?? [])
      expect(readAlertPress("bailiff_alert_page", value)).toMatchObject({ wish: { kind: "page" } });
    fits(card);
    const long = new Map([...NAMES.keys()].map((key) => [key, `@${"ü".repeat(200)}`]));
    fits(alertCard({ ...view(), names: long }));
  });

  it("goes without a path, and without names", () => {
    const settings = { ...SETTINGS, clocks: { ...SETTINGS.clocks, path: [] } };
    expect(JSON.stringify(alertCard({ ...view(), settings }).blocks)).not.toContain("bailiff_alert_page");
    expect(JSON.stringify(alertCard(view()).blocks)).toContain("Page 1 person, 1 channel (step 3)");
  });
});

describe("the acts that a card suggests", () => {
  const acts = ["kick", "lock", "unlock"].map((verb) => ({ verb, lasts: null })) as AlertFacts["acts"];

  it("are buttons while they are two, and a menu in words when they are more", () => {
    const two = JSON.stringify(alertCard(view({ acts: acts.slice(0, 2) })).blocks);
    expect(two).toMatch(/bailiff_alert_act_0.*bailiff_alert_act_1/);
    expect(two).not.toContain("bailiff_alert_acts");
    const { blocks } = alertCard(view({ acts }));
    expect(JSON.stringify(blocks)).not.toContain("bailiff_alert_act_");
    expect(pressablesIn(blocks).filter(({ text }) => text.startsWith("Act "))).toMatchObject([
      { text: "Act (Kick, Lock, Unlock)", words: ["Kick", "Act: Kick"], value: `${ID} kick -` },
      { words: ["Lock", "Act: Lock"] },
      { words: ["Unlock", "Act: Unlock"] },
    ]);
    const kick = `${ID} ${keyOfAct({ verb: "kick", lasts: null })}`;
    expect(readAlertPress("bailiff_alert_acts", kick)).toEqual({ kind: "act", alert: ID, act: "kick -" });
  });

  it("have a menu of their own for each drawing, because Slack takes no choice twice", () => {
    const idOf = (now: number) =>
      alertCard({ ...view(), now })
        .blocks.flatMap(({ block_id }) => block_id ?? [])
        .join();
    expect(idOf(NOW)).not.toBe(idOf(NOW + 1_000));
  });
});

describe("a press on a card", () => {
  it("is read as what it says, and nothing else", () => {
    expect(readAlertPress("bailiff_alert_ack", ID)).toEqual({
      kind: "wish",
      alert: ID,
      wish: { kind: "ack" },
    });
    expect(readAlertPress("bailiff_alert_silence", `${ID} 900000`)).toMatchObject({
      wish: { lasts: 900_000 },
    });
    expect(readAlertPress("bailiff_alert_silence", `${ID} shift`)).toMatchObject({
      wish: { lasts: "shift" },
    });
    const mute = keyOfAct({ verb: "mute", lasts: 600_000 });
    expect(readAlertPress("bailiff_alert_act_3", `${ID} ${mute}`)).toEqual({
      kind: "act",
      alert: ID,
      act: mute,
    });
    for (const [action, value] of [
      ["bailiff_alert_ack", "someone's"],
      ["bailiff_alert_silence", `${ID} -5`],
      ["bailiff_alert_silence", `${ID} 1e99`],
      ["bailiff_alert_silence", ID],
      ["bailiff_alert_nothing", ID],
      ["bailiff_alert_page", `${ID} 0 ${"a".repeat(12)}`],
      ["bailiff_alert_page", `${ID} 1`],
    ] as const)
      expect(readAlertPress(action, value), `${action} ${value}`).toBeNull();
  });
});
