import { describe, expect, it } from "vitest";
import { exitCodeOf } from "../../src/audit/report.ts";
import { verifyChannel } from "../../src/audit/verify-channel.ts";
import { verifyDatabase, type Known } from "../../src/audit/verify-database.ts";
import { verifyExport } from "../../src/audit/verify-export.ts";
import { channelCopy, databaseCopy, dayOf, exportCopy, filesOf, messagesOf, rowsOf } from "./copies.ts";

const DAY = dayOf(40, 10);
const NOTES = DAY.checkpoints.map(({ note }) => note);
const KNOWN: Known = { keys: [DAY.key.verifier], notes: NOTES.slice(-1) };
const NOTHING: Known = { keys: [], notes: [] };

describe("an untouched copy", () => {
  it.each([
    ["database", (known: Known) => verifyDatabase(databaseCopy(rowsOf(DAY)), known)],
    ["export", (known: Known) => verifyExport(exportCopy(filesOf(DAY)), known)],
    ["channel", (known: Known) => verifyChannel(channelCopy(messagesOf(DAY)), known)],
  ] as const)("of the %s passes, with what is known and with nothing", async (copy, verify) => {
    for (const known of [KNOWN, NOTHING]) {
      const report = await verify(known);
      expect(report).toMatchObject({
        copy,
        entries: 40,
        first: 1,
        last: 40,
        integrity: { count: 0, faults: [], provenUpTo: 40 },
        completeness: { shortfalls: [], remarks: [] },
        checkpoints: { coveredUpTo: 40 },
      });
      expect(exitCodeOf(report)).toBe(0);
    }
  });
});
