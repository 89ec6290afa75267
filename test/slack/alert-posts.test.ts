import { WebClient } from "@slack/web-api";
import { describe, expect, it } from "vitest";
import type { Job, JobRecord } from "../../src/ledger/port.ts";
import { createAlertPosts } from "../../src/slack/alert-posts.ts";
import { createMovableClock } from "../../src/sandbox/clock.ts";

const PLACE = { channel: "C1", ts: "1.1" };
const NOW = 1_700_000_000_000;

/** A journal with cards that are posted, and a Slack that notes what is changed and when. */
function stage() {
  const clock = createMovableClock({ frozenAt: NOW });
  const versions = new Map<string, number>();
  const notes = new Map<string, JobRecord["note"]>();
  const due = new Map<string, number>();
  const settled: string[] = [];
  const edits: { readonly at: number; readonly text: string }[] = [];
  const client = new WebClient("xoxb-example");
  client.chat.update = async (edit) => {
    edits.push({ at: clock.now(), text: "text" in edit ? String(edit.text) : "" });
    return { ok: true };
  };
  const ledger = {
    jobById: async (id: string): Promise<JobRecord> =>
      id.startsWith("alert:")
        ? { state: "settled", payload: "{}", note: PLACE }
        : { state: "leased", payload: "{}", note: notes.get(id) ?? null },
    alertById: async (id: string) => ({ id, version: versions.get(id) ?? 0 }),
    settleJob: async (job: Job) => void settled.push(job.id),
    postpone: async (job: Job, runAt: number, _: unknown, besides?: { note?: JobRecord["note"] }) => {
      due.set(job.id, runAt);
      if (besides?.note !== undefined) notes.set(job.id, besides.note);
    },
  };
  const posts = createAlertPosts({
    ledger,
    client,
    clock,
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    postsPerSecond: 1,
    drawAlert: async (notice: { readonly alert: string }) => ({
      text: `${notice.alert} v${versions.get(notice.alert)}`,
      blocks: [],
    }),
  } as never);
  const change = async (alert: string, version: number, prompt = false): Promise<string> => {
    versions.set(alert, Math.max(version, versions.get(alert) ?? 0));
    const id = `card:${alert}:${version}`;
    await run(id, alert, version, prompt);
    return id;
  };
  const run = (id: string, alert: string, version: number, prompt = false): Promise<void> =>
    posts.keepCard({ id, attempts: 0, createdAt: NOW } as Job, "C1", {
      kind: "alert_changed",
      alert,
      version,
      prompt,
    });
  return { clock, edits, settled, due, change, run };
}

describe("cards of alerts that change", () => {
  it("are changed one after the other at Slack's pace, and at once for a person", async () => {
    const at = stage();
    await at.change("a", 1);
    await at.change("b", 1);
    await at.change("c", 1);
    expect(at.edits.map(({ text }) => text)).toEqual(["a v1"]);
    expect([at.due.get("card:b:1"), at.due.get("card:c:1")]).toEqual([NOW + 1_250, NOW + 2_500]);
    await at.change("c", 2, true);
    expect(at.edits.map(({ text }) => text)).toEqual(["a v1", "c v2"]);
    at.clock.advance(1_250);
    await at.run("card:b:1", "b", 1);
    expect(at.edits.at(-1)?.text).toBe("b v1");
  });

  it("are drawn once for all that came while they waited, and end with the newest", async () => {
    const at = stage();
    await at.change("a", 1);
    await at.change("b", 1);
    for (let version = 2; version < 30; version += 1) await at.change("b", version);
    expect(at.due.size).toBe(1);
    expect(at.settled).toHaveLength(29);
    at.clock.advance(1_250);
    await at.run("card:b:1", "b", 1);
    expect(at.edits.map(({ text }) => text)).toEqual(["a v1", "b v29"]);
    await at.change("b", 29);
    expect(at.edits).toHaveLength(2);
  });
});
