import { describe, expect, it } from "vitest";
import { readAlert } from "../../src/alerts/record.ts";
import { SANDBOX_ALERTS_SECRET } from "../../src/sandbox/alerts/tools.ts";
import { ALERT_ACTIONS } from "../../src/slack/cards/alert-buttons.ts";
import { plain } from "../../src/texts/plain.ts";
import { sendExample } from "../../src/sandbox/alerts/send.ts";
import { seeded, sendStorm, stormOf } from "./alert-storm.ts";
import { openScene, type Scene } from "./scene.ts";

/** A part of the storm of the bench (`npm run bench -- alerts`), with as many groups. */
const SIZE = { webhooks: 600, groups: 200, duplicates: 0.2, resolvedFirst: 0.1 };

const isCard = ({ text }: { readonly text: string }): boolean => plain(text).startsWith("Alert ");

async function settledWholly(scene: Scene): Promise<void> {
  for (let tries = 0; tries < 20; tries += 1) {
    await scene.settled();
    const { jobs } = await scene.bailiff.ledger.counts();
    if (jobs.post.ready + jobs.post.leased === 0 && jobs.alert.leased === 0) return;
  }
  throw new Error("the storm does not end");
}

describe("a storm of alerts", () => {
  it("is one message for each group, and each tells how its group ended", { timeout: 180_000 }, async () => {
    await using scene = await openScene();
    const about = { source: "alertmanager", secret: SANDBOX_ALERTS_SECRET };
    const now = scene.sandbox.clock.now();
    const { sent, final } = stormOf(SIZE, about, now, seeded(7));
    expect(sent).toHaveLength(SIZE.webhooks);
    const { codes } = await sendStorm(scene.bailiff.url, sent, { connections: 16, perSecond: 1_000 });
    expect([...codes]).toEqual([[200, SIZE.webhooks]]);
    await settledWholly(scene);

    const cards = scene.sandbox.slack.messages("oncall").filter(isCard);
    expect(cards).toHaveLength(SIZE.groups);
    const wrong: string[] = [];
    for (const [key, status] of final) {
      const record = await scene.bailiff.ledger.newestAlert("alertmanager", `{}:{alertname="${key}"}`);
      const alert = record && readAlert(record);
      const card = cards.filter(({ text }) => plain(text).includes(`\`${key}\``));
      const isShown =
        card.length === 1 &&
        plain(card[0]?.text ?? "").includes(status === "firing" ? "· firing" : "· resolved");
      if (alert?.state !== status || !isShown)
        wrong.push(`${key}: ${alert?.state} ${plain(card[0]?.text ?? "")}`);
    }
    expect(wrong).toEqual([]);
    expect((await scene.bailiff.ledger.counts()).jobs.alert.dead).toBe(0);
  });
});

describe("twenty people who press Ack at once", () => {
  it(
    "are one owner and nineteen who are told who that is, and twenty entries",
    { timeout: 60_000 },
    async () => {
      await using scene = await openScene();
      const { slack, clock } = scene.sandbox;
      const people = Array.from({ length: 20 }, (_, index) => `oncall${index}`);
      for (const [index, name] of people.entries())
        slack.workspace.addPerson({ id: `U0ONCALL${index}`, name, standing: "member", tz: "Etc/UTC" });
      slack.workspace.setUserGroupMembers("oncall", people);
      await sendExample(scene.bailiff.url, { tool: "generic" }, clock.now());
      await scene.settled();
      const card = slack.messages("oncall").find(isCard);
      const ts = card?.ts ?? "";
      await Promise.all(
        people.map((as) => slack.click({ as, channel: "oncall", ts, actionId: ALERT_ACTIONS.ack })),
      );
      await settledWholly(scene);
      const entries = await scene.bailiff.ledger.entries(1, 1_000);
      expect(entries.filter(({ kind }) => kind === "alert_pressed")).toHaveLength(1);
      expect(entries.filter(({ kind }) => kind === "alert_refused")).toHaveLength(19);
      const told = people.map((as) =>
        plain(
          slack
            .ephemeralFor(as, "oncall")
            .map(({ text }) => text)
            .join("\n"),
        ),
      );
      expect(told.filter((text) => /Acknowledged by .* ago\. Press Take over/.test(text))).toHaveLength(19);
    },
  );
});
