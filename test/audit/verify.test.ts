import { describe, expect, it } from "vitest";
import { manifestText, readManifest } from "../../src/audit/export-form.ts";
import { signNote } from "../../src/audit/note.ts";
import { checkpointText } from "../../src/audit/checkpoint.ts";
import { exitCodeOf } from "../../src/audit/report.ts";
import { verifyChannel } from "../../src/audit/verify-channel.ts";
import { verifyDatabase, type Known } from "../../src/audit/verify-database.ts";
import { verifyExport } from "../../src/audit/verify-export.ts";
import { describeReport } from "../../src/texts/audit.ts";
import {
  channelCopy,
  checkpointsOf,
  databaseCopy,
  dayOf,
  exportCopy,
  filesOf,
  keyOf,
  logMessage,
  messagesOf,
  rowsOf,
  type Files,
} from "./copies.ts";
import { seeded } from "./random.ts";
import { rewritten, rewrittenFrom } from "./tamper-database.ts";

const DAY = dayOf(40, 10);
const NOTES = DAY.checkpoints.map(({ note }) => note);
const KNOWN: Known = { keys: [DAY.key.verifier], notes: NOTES.slice(-1) };
const NOTHING: Known = { keys: [], notes: [] };

describe("an untouched copy", () => {
  it.each([
    ["database", (known: Known) => verifyDatabase(databaseCopy(rowsOf(DAY)), known)],
    ["export", (known: Known) => verifyExport(exportCopy(filesOf(DAY)), known)],
    ["channel", (known: Known) => verifyChannel(channelCopy(messagesOf(DAY)), known)],
  ] as const)(
    "of the %s passes with a key; without one nothing shows that it is whole",
    async (copy, verify) => {
      for (const known of [KNOWN, NOTHING]) {
        const report = await verify(known);
        const hasKey = known.keys.length > 0;
        expect(report).toMatchObject({
          copy,
          entries: 40,
          first: 1,
          last: 40,
          integrity: { count: 0, faults: [], provenUpTo: 40 },
          completeness: {
            shortfalls: hasKey ? [] : [{ kind: "no_key", by: "acme.example/log" }],
            remarks: [],
          },
          checkpoints: { coveredUpTo: 40 },
        });
        expect(exitCodeOf(report)).toBe(hasKey ? 0 : 3);
        if (!hasKey)
          expect(describeReport(report, "x")).toContain(
            "COMPLETENESS: NOT SHOWN (signed by keys nobody vouched for: give --key)\n",
          );
      }
    },
  );
});

describe("an export of a part", () => {
  it("is whole from the number with which it begins, and its tree goes on from what the manifest tells", async () => {
    const part = await verifyExport(exportCopy(filesOf(DAY, 15, 33)), KNOWN);
    expect(part).toMatchObject({
      first: 15,
      last: 33,
      integrity: { count: 0, provenUpTo: 30 },
      completeness: { shortfalls: [], remarks: [{ kind: "uncovered", from: 31, to: 33 }] },
    });
    expect(exitCodeOf(part)).toBe(0);
    expect(describeReport(part, "x")).toContain("COMPLETENESS: fine\n");
  });

  it("is not shown to be whole by a manifest alone, without a key", async () => {
    const part = withManifest(filesOf(DAY, 11, 19), { checkpoints: [] });
    expect(exitCodeOf(await verifyExport(exportCopy(part), { ...KNOWN, notes: [] }))).toBe(0);
    const report = await verifyExport(exportCopy(part), NOTHING);
    expect(report.completeness.shortfalls).toEqual([{ kind: "no_key", by: null }]);
    expect(exitCodeOf(report)).toBe(3);
  });

  it("may hold an entry whose removal is told by one that stands after its end", async () => {
    const { file, manifest } = filesOf(DAY, 1, 5);
    const alone = await verifyExport(exportCopy({ file, manifest }), KNOWN);
    expect(alone.integrity.faults).toEqual([{ seq: 4, upTo: 4, what: "body_gone" }]);
    const told = withManifest({ file, manifest }, { redactions: [{ entry: 4, by: 7 }] });
    const report = await verifyExport(exportCopy(told), KNOWN);
    expect(report).toMatchObject({ redacted: 1, integrity: { count: 0 } });
  });

  it("may be a selection, which has no gaps but cannot show that nothing was left out of it", async () => {
    const { file, manifest } = filesOf(DAY);
    const chosen = file.split("\n").filter((_, index) => index % 3 === 2);
    const selected = `${chosen.join("\n")}\n`;
    const told = withManifest({ file: selected, manifest }, { selection: "verb mute", count: chosen.length });
    const report = await verifyExport(exportCopy(told), KNOWN);
    expect(report).toMatchObject({ entries: 13, integrity: { count: 0 } });
    expect(exitCodeOf(report)).toBe(0);
    expect(describeReport(report, "x")).toContain("It is a selection");
    const less = { ...told, file: selected.slice(selected.indexOf("\n") + 1) };
    expect(exitCodeOf(await verifyExport(exportCopy(less), KNOWN))).toBe(1);
  });

  it("has a manifest that is written in one way only, so that two copies of it are equal", async () => {
    const { file, manifest } = filesOf(DAY);
    const spaced = JSON.stringify(JSON.parse(manifest ?? ""), null, 1);
    const report = await verifyExport(exportCopy({ file, manifest: spaced }), KNOWN);
    expect(report.integrity.faults).toEqual([{ seq: null, upTo: null, what: "manifest" }]);
  });

  it("shows nothing about its end without a manifest, or with one that nobody signed", async () => {
    const { file, manifest } = filesOf(DAY);
    const bare = await verifyExport(exportCopy({ file, manifest: null }), KNOWN);
    expect(bare.completeness.shortfalls).toContainEqual({ kind: "unsigned", what: "manifest" });
    const read = readManifest(manifest ?? "");
    if (!read.ok) throw new Error("the manifest can be read");
    const unsigned = manifestText(read.value.manifest, []);
    const report = await verifyExport(exportCopy({ file, manifest: unsigned }), KNOWN);
    expect(report.completeness.shortfalls).toContainEqual({ kind: "unsigned", what: "manifest" });
    expect(exitCodeOf(report)).toBe(3);
  });
});

/** The manifest with something else in it, signed by the same key. */
function withManifest({ file, manifest }: Files, change: object): Files {
  const read = readManifest(manifest ?? "");
  if (!read.ok) throw new Error("the manifest can be read");
  const sha256 = exportCopy({ file, manifest: null }).sha256();
  return { file, manifest: manifestText({ ...read.value.manifest, sha256, ...change }, [DAY.key.signer]) };
}

describe("keys", () => {
  const next = keyOf(DAY.key.signer.name, "next");
  const [first, second, third, fourth] = DAY.checkpoints;
  if (!first || !second || !third || !fourth) throw new Error("the day has four checkpoints");
  const later = checkpointsOf(DAY.entries, [10, 20, 30, 40], next).slice(2);
  const rotated = { ...DAY, checkpoints: [first, second, ...later] };

  it("that take over are asked for by name, and then vouch for what they signed", async () => {
    const before = await verifyDatabase(databaseCopy(rowsOf(rotated)), { ...KNOWN, notes: [] });
    expect(before.completeness.shortfalls).toEqual([
      { kind: "unvouched", count: 2, size: 40, by: "acme.example/log" },
    ]);
    expect(before).toMatchObject({
      integrity: { count: 0, provenUpTo: 20 },
      checkpoints: { coveredUpTo: 20 },
    });
    expect(exitCodeOf(before)).toBe(3);
    const keys = [DAY.key.verifier, next.verifier];
    expect(exitCodeOf(await verifyDatabase(databaseCopy(rowsOf(rotated)), { keys, notes: [] }))).toBe(0);
  });

  it("that nobody vouched for are said to be so, and still show what does not fit", async () => {
    const report = await verifyDatabase(databaseCopy(rowsOf(DAY)), NOTHING);
    expect(describeReport(report, "x")).toContain("signed by keys nobody vouched for (acme.example/log)");
    const flipped = DAY.checkpoints.map((row) => ({
      ...row,
      note: row.note.replace("\ntime 2026", "\ntime 2025"),
    }));
    const altered = await verifyDatabase(databaseCopy(rowsOf({ ...DAY, checkpoints: flipped })), NOTHING);
    expect(exitCodeOf(altered)).toBe(1);
  });

  it("that sign two histories are found out by a checkpoint that was kept elsewhere", async () => {
    const { signer } = DAY.key;
    const [root, head] = ["ab".repeat(32), "cd".repeat(32)];
    const other = signNote(checkpointText({ origin: signer.name, size: 30, root, at: 0, head }), [signer]);
    const report = await verifyDatabase(databaseCopy(rowsOf(DAY)), { ...KNOWN, notes: [other] });
    expect(report.integrity.faults.map(({ what }) => what)).toContain("forked");
    expect(exitCodeOf(report)).toBe(1);
  });
});

describe("a database", () => {
  it("is not whole without any signed checkpoint, since nothing shows whether its end is missing", async () => {
    const report = await verifyDatabase(databaseCopy(rowsOf({ ...DAY, checkpoints: [] })), NOTHING);
    expect(report.completeness.shortfalls).toEqual([{ kind: "unsigned", what: "copy" }]);
    expect(exitCodeOf(report)).toBe(3);
  });

  it("shows what was written anew after the last checkpoint by the entry that names another hash", async () => {
    const rows = rowsOf({ ...DAY, checkpoints: DAY.checkpoints.slice(0, 2) });
    const entries = rows.entries.map((entry) =>
      entry.seq === 33 ? rewritten(entry, null, seeded(1)) : entry,
    );
    const report = await verifyDatabase(databaseCopy({ ...rows, entries }), { ...KNOWN, notes: [] });
    expect(report.integrity.faults).toEqual([{ seq: 21, upTo: 33, what: "relinked" }]);
    expect(describeReport(report, "x")).toContain("Entries 21 to 33: entry 33 was written anew");
  });

  it("is shown to be whole up to its last checkpoint, and says what came after it", async () => {
    const rows = rowsOf({ ...DAY, checkpoints: DAY.checkpoints.slice(0, 3) });
    const report = await verifyDatabase(databaseCopy(rows), { ...KNOWN, notes: [] });
    const said = describeReport(report, "x");
    expect(said).toMatch(/^COMPLETENESS: shown up to entry 30 \(checkpoint of 2026-.* UTC\)$/m);
    expect(said).toContain(
      "Entries 31 to 40 came after it: whether more were cut off behind them would not show here.",
    );
    expect(exitCodeOf(report)).toBe(0);
  });

  it("may grow while it is looked at", async () => {
    const rows = rowsOf(DAY);
    const early = rowsOf({ ...DAY, entries: DAY.entries.slice(0, 38) });
    let asked = 0;
    const growing = {
      ...databaseCopy({ ...rows, checkpoints: DAY.checkpoints.slice(0, 3) }),
      head: async () => ((asked += 1) === 1 ? early.head : rows.head),
    };
    expect(exitCodeOf(await verifyDatabase(growing, { ...KNOWN, notes: [] }))).toBe(0);
  });

  it("tells of the times without a checkpoint, which are no fault", async () => {
    const checkpoints = checkpointsOf(DAY.entries, [10, 20, 30, 40], DAY.key, [0, 1, 6, 7]);
    const report = await verifyDatabase(databaseCopy(rowsOf({ ...DAY, checkpoints })), {
      ...KNOWN,
      notes: [],
    });
    expect(report.completeness.remarks).toContainEqual(
      expect.objectContaining({ kind: "silences", count: 1 }),
    );
    expect(describeReport(report, "x")).toContain("no checkpoint for more than an hour, the longest for 5h");
    expect(exitCodeOf(report)).toBe(0);
  });
});

describe("a channel", () => {
  it("may begin later than the log, if that is meant", async () => {
    const messages = messagesOf(DAY).slice(3);
    const early = await verifyChannel(channelCopy(messages), KNOWN);
    expect(early.completeness.shortfalls).toEqual([{ kind: "begins_late", first: 11 }]);
    expect(exitCodeOf(early)).toBe(3);
    const meant = await verifyChannel({ ...channelCopy(messages), from: 11 }, KNOWN);
    expect(exitCodeOf(meant)).toBe(0);
  });

  it("is not shown to be whole by checkpoints of what stands before it", async () => {
    const messages = messagesOf(DAY)
      .slice(3)
      .filter(({ text = "" }) => !text.startsWith("*Checkpoint"));
    const known = { ...KNOWN, notes: NOTES.slice(0, 1) };
    const report = await verifyChannel({ ...channelCopy(messages), from: 11 }, known);
    expect(report.completeness.shortfalls).toEqual([{ kind: "none_covered" }]);
    expect(exitCodeOf(report)).toBe(3);
  });

  it("is held against what was signed, also without the entries before it", async () => {
    const { entries } = rewrittenFrom(rowsOf(DAY), 25, seeded(1));
    const messages = messagesOf({ entries, checkpoints: DAY.checkpoints }).slice(3);
    const report = await verifyChannel({ ...channelCopy(messages), from: 11 }, KNOWN);
    expect(report.integrity.faults).toEqual([{ seq: 21, upTo: 30, what: "rewritten" }]);
  });

  it("does not pass with a checkpoint that nobody signed so, in sight and out of it", async () => {
    const checkpoints = DAY.checkpoints.map((row) => ({
      ...row,
      note: row.note.replace("time 2026", "time 2025"),
    }));
    const report = await verifyChannel(channelCopy(messagesOf({ ...DAY, checkpoints })), {
      ...KNOWN,
      notes: [],
    });
    expect(report.integrity.faults[0]).toEqual({ seq: null, upTo: null, what: "checkpoint" });
  });

  it("may hold what people say about it, but not what another app posts as the log", async () => {
    const quoted = logMessage(DAY.entries.slice(4, 7)).text ?? "";
    const [first] = DAY.checkpoints;
    const chat = { ts: "1700000000.1", user: "U1", text: `look: \n${quoted}\n\`\`\`${first?.note}\`\`\`` };
    expect(exitCodeOf(await verifyChannel(channelCopy([chat, ...messagesOf(DAY)]), KNOWN))).toBe(0);
    const forged = { ts: "1799999999.1", ...logMessage(DAY.entries.slice(4, 7)), bot_id: "B2" };
    const report = await verifyChannel(channelCopy([...messagesOf(DAY), forged]), KNOWN);
    expect(report.integrity.faults).toEqual([{ seq: 5, upTo: 5, what: "stranger" }]);
  });
});
