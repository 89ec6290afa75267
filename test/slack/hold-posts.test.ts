import { WebClient } from "@slack/web-api";
import { describe, expect, it } from "vitest";
import type { JobRecord } from "../../src/ledger/port.ts";
import { changeHoldCard } from "../../src/slack/hold-posts.ts";

const change = { kind: "hold_changed", hold: "approval:1", card: "hold:approval:1" } as const;
const PLACE = { channel: "C_APPROVERS", ts: "1.1" };

/** A journal whose hold moves, and a Slack that keeps what was written into the card last. */
function stage(card: Partial<JobRecord> | null) {
  let version = 1;
  const shown: string[] = [];
  const client = new WebClient("xoxb-example");
  const stalled: (() => void)[] = [];
  const slow = { isOn: false };
  client.chat.update = async (edit) => {
    if (slow.isOn) {
      slow.isOn = false;
      await new Promise<void>((resolve) => stalled.push(resolve));
    }
    shown.push("text" in edit ? String(edit.text) : "");
    return { ok: true };
  };
  const record = card && { state: "settled" as const, payload: "{}", note: PLACE, ...card };
  const ledger = {
    jobById: async () => record,
    holdById: async (id: string) => ({ id, version, body: "", case: null }),
  };
  return {
    shown,
    slow,
    stalled,
    move: () => void (version += 1),
    change: () =>
      changeHoldCard({ ledger, client }, change, async () => ({ text: `v${version}`, blocks: [] })),
  };
}

describe("the approvers' card", () => {
  it("waits until it is posted, and is posted anew where it stands nowhere", async () => {
    for (const state of ["ready", "leased"] as const)
      expect(await stage({ state, note: null }).change()).toBe("later");
    expect(await stage(null).change()).toBeNull();
    expect(await stage({ state: "dead", note: null }).change()).toBeNull();
    expect(await stage({}).change()).toEqual({ ok: true, note: PLACE });
  });

  it("ends with the newest state, also when an older drawing arrives after it", async () => {
    const at = stage({});
    at.slow.isOn = true;
    const older = at.change();
    await expect.poll(() => at.stalled.length).toBe(1);
    at.move();
    await at.change();
    at.stalled.shift()?.();
    await older;
    expect(at.shown).toEqual(["v2", "v1", "v2"]);
  });
});
