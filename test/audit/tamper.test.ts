import { describe, expect, it } from "vitest";
import { exitCodeOf, type Report } from "../../src/audit/report.ts";
import { verifyChannel } from "../../src/audit/verify-channel.ts";
import { verifyDatabase, type Known } from "../../src/audit/verify-database.ts";
import { verifyExport } from "../../src/audit/verify-export.ts";
import { channelCopy, databaseCopy, dayOf, exportCopy, filesOf, messagesOf, rowsOf } from "./copies.ts";
import { seeded } from "./random.ts";
import { channelTamperings } from "./tamper-channel.ts";
import { databaseTamperings, type Tampering } from "./tamper-database.ts";
import { exportTamperings } from "./tamper-export.ts";

/** `TAMPER_SEED=<number>` has the same copies spoilt in the same ways again. */
const SEED = Number(process.env["TAMPER_SEED"] ?? Date.now() % 2 ** 32);
const MUTATIONS = { database: 4_000, export: 3_000, channel: 3_000 } as const;

/** A few seconds on a machine of its own; machines are shared. */
const WITHIN_MS = 120_000;

const DAY = dayOf(30, 10);
/** Whoever checks has the key, and the newest checkpoint from somewhere else. */
const KNOWN: Known = { keys: [DAY.key.verifier], notes: DAY.checkpoints.map(({ note }) => note).slice(-1) };

describe(`whatever is done to a copy is found, and where it begins (seed ${SEED})`, () => {
  it(
    `in ${MUTATIONS.database} databases`,
    async () => {
      await spoil("database", rowsOf(DAY), databaseTamperings(DAY), (copy) =>
        verifyDatabase(databaseCopy(copy), KNOWN),
      );
    },
    WITHIN_MS,
  );

  it(
    `in ${MUTATIONS.export} exports`,
    async () => {
      await spoil("export", filesOf(DAY), exportTamperings(DAY), (copy) =>
        verifyExport(exportCopy(copy), KNOWN),
      );
    },
    WITHIN_MS,
  );

  it(
    `in ${MUTATIONS.channel} channels`,
    async () => {
      await spoil("channel", messagesOf(DAY), channelTamperings(DAY), (copy) =>
        verifyChannel(channelCopy(copy), KNOWN),
      );
    },
    WITHIN_MS,
  );
});

async function spoil<Copy>(
  kind: keyof typeof MUTATIONS,
  untouched: Copy,
  tamperings: Readonly<Record<string, Tampering<Copy>>>,
  verify: (copy: Copy) => Promise<Report>,
): Promise<void> {
  expect(exitCodeOf(await verify(untouched)), "an untouched copy passes").toBe(0);
  const ways = Object.entries(tamperings);
  for (let index = 0; index < MUTATIONS[kind]; index += 1) {
    const [name, tamper] = ways[index % ways.length] ?? [];
    if (!name || !tamper) throw new Error("there is a way to tamper");
    const tampered = tamper(untouched, seeded(SEED + index));
    const report = await verify(tampered.copy);
    const found = { code: exitCodeOf(report) === 0 ? "unseen" : "seen", names: true };
    if (tampered.first !== null)
      found.names = isNamed(report, tampered.first, tampered.upTo ?? tampered.first);
    if (found.code === "unseen" || !found.names)
      expect.fail(
        `${name} (${kind} ${index}, seed ${SEED}): expected ${tampered.first}, got ${JSON.stringify(
          { integrity: report.integrity, completeness: report.completeness },
          null,
          1,
        )}`,
      );
  }
}

/** The first thing that the report says lies there, and where it says a stretch, that it lies in it. */
function isNamed(report: Report, from: number, to: number): boolean {
  const [fault] = report.integrity.faults;
  const [shortfall] = report.completeness.shortfalls;
  // The removal of 4 is told by 7, and is nobody's word any more when that is spoilt.
  if (fault?.what === "body_gone" && fault.seq === 4) return from <= 7;
  if (fault && fault.seq !== null) {
    const isStretch = fault.what === "relinked" || fault.what === "rewritten" || fault.what === "visible";
    return fault.seq <= to && (isStretch ? (fault.upTo ?? fault.seq) : fault.seq) >= from;
  }
  const cut = report.completeness.shortfalls.find(({ kind }) => kind === "cut");
  if (cut?.kind === "cut") return cut.last + 1 === from || from > cut.known;
  return shortfall !== undefined;
}
