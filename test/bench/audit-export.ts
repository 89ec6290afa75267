import { fork } from "node:child_process";
import { once } from "node:events";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { FORMATS, type Format } from "../../src/audit/exporting/make.ts";
import { systemClock } from "../../src/clock.ts";
import { openLedger, type LedgerPlace } from "../../src/ledger/open.ts";
import type { NewEntry } from "../../src/ledger/port.ts";
import { withFolder } from "./batches.ts";

/** Memory of a full export must not grow with the log: the same of few entries and of many, in a process of its own. */
const SIZES = [10_000, 500_000] as const;
const AT_ONCE = 1_000;
const HEAP_MB = 48;
/** Of each half of the space for what is new, which otherwise grows to 130 MB in all. */
const YOUNG_MB = 4;

interface Measured {
  readonly name: string;
  readonly format: Format;
  readonly entries: number;
  readonly ms: number;
  readonly peakMb: number;
  readonly fileMb: number;
}

export async function measureExports(
  databases: { url(name: string): Promise<string> } | null,
): Promise<void> {
  const measured: Measured[] = [];
  await withFolder(async (folder) => {
    const data = join(folder, "data");
    measured.push(...(await measure("SQLite", { kind: "sqlite", folder: data }, folder, FORMATS)));
  });
  if (databases) {
    const url = await databases.url("exports");
    measured.push(
      ...(await withFolder((folder) => measure("PostgreSQL", { kind: "postgres", url }, folder, ["jsonl"]))),
    );
  }
  report(measured);
}

async function measure(
  name: string,
  place: LedgerPlace,
  folder: string,
  formats: readonly Format[],
): Promise<readonly Measured[]> {
  const measured: Measured[] = [];
  let there = 0;
  for (const entries of SIZES) {
    await fill(place, entries - there);
    there = entries;
    for (const format of formats) {
      const out = join(folder, `${entries}.${format}`);
      const ran = await runExport(place, ["--format", format, "--out", out, "--unrecorded"]);
      const { size } = await stat(out);
      measured.push({ name, format, entries, ...ran, fileMb: size / 2 ** 20 });
    }
  }
  return measured;
}

async function fill(place: LedgerPlace, count: number): Promise<void> {
  const opened = await openLedger(place, { clock: systemClock, owner: "bench" });
  if (!opened.ok) throw new Error("the ledger of the bench was not opened");
  const { ledger } = opened.value;
  for (let from = 0; from < count; from += AT_ONCE)
    await ledger.append(
      Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, index) => anEntry(from + index)),
    );
  await ledger.close();
}

/** As long as entries are on average. */
function anEntry(index: number): NewEntry {
  return {
    kind: "opened",
    case: null,
    body: {
      actor: { team: "T0123ABCD", person: `U${index % 50}`, roles: ["moderator (usergroup:S0MODERATORS)"] },
      verb: "mute",
      group: { alias: "lobby", connection: "game", id: "@TGS#2J4SZEAEL" },
      accounts: [`user${index}`],
      until: 1_800_000_000_000,
      reason: "spam, for the third time this week",
      command: `mute user${index} in lobby for 10m — reason: spam, for the third time this week`,
      rule: "moderators",
      policy: "0123456789ab",
      surface: "slash",
      channel: "C0LOBBYMODS",
    },
  };
}

async function runExport(
  place: LedgerPlace,
  args: readonly string[],
): Promise<Pick<Measured, "ms" | "peakMb">> {
  const variables = place.kind === "sqlite" ? { BAILIFF_DATA: place.folder } : { DATABASE_URL: place.url };
  const child = fork(new URL("./export.child.ts", import.meta.url), [JSON.stringify({ variables, args })], {
    // Room that a process is given is filled before anything is thrown away, however little is needed.
    execArgv: [`--max-old-space-size=${HEAP_MB}`, `--max-semi-space-size=${YOUNG_MB}`],
  });
  const [told] = (await once(child, "message")) as [{ code: number; ms: number; peakMb: number }];
  if (told.code !== 0) throw new Error(`the export ended with ${told.code}`);
  return told;
}

function report(measured: readonly Measured[]): void {
  console.log(
    `\nFull exports beside a journal, each in a process of its own; memory is its largest resident set, with a heap of at most ${HEAP_MB} MB.\n`,
  );
  console.log("                    entries   format      file MB   seconds   entries/s   peak MB");
  for (const { name, format, entries, ms, peakMb, fileMb } of measured) {
    const cells = [
      name.padEnd(12),
      entries.toLocaleString("en-US").padStart(14),
      format.padStart(8),
      fileMb.toFixed(1).padStart(12),
      (ms / 1_000).toFixed(1).padStart(9),
      Math.round((entries / ms) * 1_000)
        .toLocaleString("en-US")
        .padStart(11),
      peakMb.toFixed(0).padStart(9),
    ];
    console.log(cells.join(" "));
  }
}
