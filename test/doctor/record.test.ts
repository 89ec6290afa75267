import { describe, expect, it } from "vitest";
import { checkRecord } from "../../src/doctor/checks/record.ts";
import type { LedgerView } from "../../src/doctor/ports.ts";
import type { StoredCheckpoint } from "../../src/ledger/port.ts";
import { AUDIT_KEY } from "../audit-key.ts";
import { readSigners } from "../../src/audit/signers.ts";
import { chainOf, counts, timer } from "./views.ts";

const MINUTE_MS = 60_000;

function aCheckpoint(at: number): StoredCheckpoint {
  const signers = readSigners(AUDIT_KEY.reveal());
  const verifier = signers.ok ? signers.value[0].verifier : "";
  return { number: 12, at, frontier: { size: 300, roots: [] }, verifier, note: "" };
}

async function tell(
  { unshown = 0, ...ledger }: Partial<LedgerView> & { readonly unshown?: number },
  firstAt = timer.now(),
) {
  const chain = chainOf(300).map((entry) => ({ ...entry, at: firstAt }));
  const view: LedgerView = {
    pending: [],
    counts: async () => counts(300),
    entries: async (from, limit) => chain.slice(from - 1, from - 1 + limit),
    deadLetters: async () => [],
    latestCheckpoints: async () => [aCheckpoint(timer.now())],
    ...ledger,
  };
  return checkRecord(view, { timer, now: timer.now() }, "BAILIFF_DATA", { ...counts(300), unshown });
}

describe("the record", () => {
  it("is fine with a new checkpoint and a log channel that shows all", async () => {
    expect(await tell({})).toEqual([
      {
        level: "ok",
        what: "checkpoints",
        says: expect.stringMatching(/number 12, over 300 entries.*bailiff\/test\+[0-9a-f]{8}$/),
      },
      { level: "ok", what: "log channel", says: "it shows all 300 entries" },
    ]);
  });

  it("is warned of without a checkpoint, and with an old one", async () => {
    const [none] = await tell({ latestCheckpoints: async () => [] });
    expect(none).toMatchObject({ level: "warning", says: expect.stringMatching(/none was ever signed/) });
    const [old] = await tell({ latestCheckpoints: async () => [aCheckpoint(timer.now() - 121 * MINUTE_MS)] });
    expect(old).toMatchObject({ level: "warning", says: expect.stringMatching(/should be one every hour/) });
    const [late] = await tell({ latestCheckpoints: async () => [aCheckpoint(timer.now() - 90 * MINUTE_MS)] });
    expect(late).toMatchObject({ level: "ok" });
  });

  it("tells entries that are on their way from those that are held", async () => {
    expect((await tell({ unshown: 3 }))[1]).toEqual({
      level: "ok",
      what: "log channel",
      says: "3 entries are on the way to it",
    });
    expect((await tell({ unshown: 3 }, timer.now() - 11 * MINUTE_MS))[1]).toMatchObject({
      level: "warning",
      where: "log.channel",
      says: expect.stringMatching(/^3 of the entries are not shown/),
    });
  });

  it("has nothing to say of an empty journal, or of one whose tables are to be changed first", async () => {
    const view = { latestCheckpoints: async () => Promise.reject(new Error("no such table")) };
    expect(await tell({ ...view, pending: ["005_audit"] })).toEqual([]);
  });
});
