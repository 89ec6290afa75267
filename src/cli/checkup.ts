import { constants } from "node:fs";
import { access, statfs } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Doctor, Register } from "../cases/casework.ts";
import { systemClock, type Clock } from "../clock.ts";
import type { Environment } from "../config/environment.ts";
import type { ConfigFile } from "../config/schema.ts";
import { examine, type Patient } from "../doctor/examine.ts";
import type { DiskFacts, LearnedLimit, RunningView, StorageView, VendorView } from "../doctor/ports.ts";
import { groupsOf } from "../doctor/subjects.ts";
import type { Ledger } from "../ledger/port.ts";
import type { Log } from "../log.ts";
import { blot } from "../ops/log.ts";
import { ok } from "../result.ts";
import { boltLogger } from "../slack/app.ts";
import { createCheckup } from "../slack/checkup.ts";
import { SCOPE_REASONS } from "../slack/manifest.ts";
import type { BreakerDriver } from "../vendors/breaker.ts";
import type { Pace } from "../vendors/port.ts";
import { VERBS } from "../words.ts";
import { takesCallbacks, type Callbacks } from "./callbacks.ts";
import { openDrivers } from "./drivers.ts";
import { secretsOf } from "./secrets.ts";

/** What doctor is put together from, in the process that serves Slack and beside it. */
export interface CheckupParts {
  readonly slack: NonNullable<Environment["slack"]>;
  /** Null when the configuration cannot be used. */
  readonly configured: { readonly file: ConfigFile; readonly register: Register } | null;
  readonly storage: StorageView;
  readonly running: RunningView | null;
  readonly secrets: readonly string[];
  readonly pace: Pace;
  readonly clock: Clock;
  readonly random: () => number;
}

/** Doctor in the process that serves Slack. */
export function openDoctor(
  at: Pick<CheckupParts, "slack" | "pace" | "clock" | "random"> & {
    readonly file: ConfigFile;
    readonly storage: Environment["storage"];
    readonly ledger: Ledger;
    readonly drivers: ReadonlyMap<string, BreakerDriver>;
    readonly callbacks: Pick<Callbacks, "last">;
  },
): Doctor {
  const { ledger, file } = at;
  // It was opened at the start, so its tables are as they should be; and it is not doctor's to close.
  const open = {
    pending: [],
    counts: () => ledger.counts(),
    entries: (fromSeq: number, limit: number) => ledger.entries(fromSeq, limit),
    deadLetters: (limit: number) => ledger.deadLetters(limit),
    latestCheckpoints: (limit: number) => ledger.latestCheckpoints(limit),
    close: async () => {},
  };
  return {
    examine: (register) =>
      examine(
        patientOf({
          ...at,
          configured: { file, register },
          storage: storageView(at.storage, async () => ok(open)),
          running: { ...runningView(at.drivers, register), callback: (name) => at.callbacks.last(name) },
          secrets: secretsOf(at, file),
        }),
      ),
  };
}

/** Silent: what goes wrong is a finding, not a line in the log. */
export const SILENT: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

export function patientOf(parts: CheckupParts): Patient {
  const { slack, configured, storage, running, secrets, clock } = parts;
  const { botToken, receiving, apiUrl } = slack;
  return {
    register: configured?.register ?? null,
    slack: createCheckup({
      botToken,
      appToken: receiving.kind === "socket" ? receiving.appToken : null,
      apiUrl,
      clock,
      logger: boltLogger(SILENT),
    }),
    wanted: { scopes: SCOPE_REASONS, isHeard: running !== null },
    vendors: configured ? vendorViews(configured, parts) : [],
    storage,
    running,
    blot: (text) => blot(text, secrets),
    timer: systemClock,
    clock,
  };
}

/** Longer than doctor waits for one look, nothing has to be waited for. */
const LONGEST_WAIT_MS = 5_000;

/** Drivers of their own, without what those at work remember: neither kept answers nor an open breaker. */
function vendorViews(
  { file, register }: NonNullable<CheckupParts["configured"]>,
  { clock, pace, random }: CheckupParts,
): readonly VendorView[] {
  const connections = Object.fromEntries(
    Object.entries(file.connections).map(([name, settings]) => [
      name,
      { ...settings, timeout: Math.min(settings.timeout, LONGEST_WAIT_MS) },
    ]),
  );
  const drivers = openDrivers({ ...file, connections }, { clock, pace, random, log: SILENT });
  return [...drivers].map(([name, driver]) => ({
    name,
    vendor: driver.vendor,
    groups: groupsOf(register, name),
    takesCallbacks: takesCallbacks(file, name),
    describe: (group) => driver.describe(group),
    close: () => driver.close(),
  }));
}

/** What the drivers at work know besides. */
function runningView(
  drivers: ReadonlyMap<string, BreakerDriver>,
  register: Register,
): Omit<RunningView, "callback"> {
  return {
    drivers: [...drivers.values()].map((driver) => ({
      connection: driver.connection,
      vendor: driver.vendor,
      resting() {
        const state = driver.state();
        return state.kind === "open" ? state.detail : null;
      },
      learned: () => learnedBy(driver, register),
    })),
  };
}

async function learnedBy(driver: BreakerDriver, register: Register): Promise<readonly LearnedLimit[]> {
  const learned = new Map<string, LearnedLimit>();
  for (const group of groupsOf(register, driver.connection)) {
    const state = await driver.describe(group);
    if (!state.ok) continue;
    const { kind, supports } = state.value;
    for (const verb of VERBS) {
      const support = supports[verb];
      if (support.supported && support.isLearned)
        learned.set(`${verb} ${kind}`, { verb, kind, batch: support.batch });
    }
  }
  return [...learned.values()];
}

/** The storage that the environment names, looked at by `look`. */
export function storageView(storage: Environment["storage"], look: StorageView["look"]): StorageView {
  if (storage.kind === "postgres") return { name: "PostgreSQL", where: "DATABASE_URL", look, disk: null };
  const { folder } = storage;
  return {
    name: `SQLite in the folder ${folder}`,
    where: "BAILIFF_DATA",
    look,
    disk: () => diskOf(resolve(folder)),
  };
}

/** Of a folder that is not there yet, the one counts in which it would be made. */
async function diskOf(folder: string): Promise<DiskFacts> {
  try {
    const { bavail, bsize } = await statfs(folder);
    const isWritable = await access(folder, constants.W_OK).then(
      () => true,
      () => false,
    );
    return { isWritable, freeBytes: bavail * bsize };
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (!isMissing || dirname(folder) === folder) throw error;
    return diskOf(dirname(folder));
  }
}
