import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { verifyChain } from "../../src/audit/chain.ts";
import { newSalt } from "../../src/audit/salt.ts";
import { systemClock } from "../../src/clock.ts";
import { sandboxCommands } from "../../src/cli/commands.ts";
import { openPostgresLedger } from "../../src/ledger/postgres/open.ts";
import { booksOf, type Case, type JobRecord } from "../../src/ledger/port.ts";
import { openSqliteLedger } from "../../src/ledger/sqlite/open.ts";
import type { Books } from "../../src/words.ts";
import { createMovableClock } from "../../src/sandbox/clock.ts";
import { openSandbox, type Sandbox, type SandboxOptions } from "../../src/sandbox/open.ts";
import type { Effect } from "../../src/sandbox/wire/record.ts";
import type { ChildOptions } from "../child/bailiff.child.ts";
import { end, reaching, startBailiff, type Running } from "../child/running.ts";

/**
 * How soon a replica takes over what another one left, in milliseconds. A fifth of the real time, and still longer than a
 * busy machine holds everybody up: what a replica has sent must have come by then, or two of them send it.
 */
const LEASE_MS = 3_000;
/** How long a test of this folder may take: several run at a time, each with processes of its own. */
export const PATIENCE = { timeout: 60_000 } as const;
const RESULT_WITHIN_MS = 40_000;

type Fate = ChildOptions["fate"];
type Storage = ChildOptions["storage"];

/** Where a test runs: the stand-ins, and processes that are ended with it. */
export interface World {
  readonly sandbox: Sandbox;
  readonly start: (fate: Fate, storage: Storage) => Promise<Running>;
  /** A folder for one database, removed in the end. */
  readonly sqlite: () => Promise<Extract<Storage, { kind: "sqlite" }>>;
}

/** `onFinished` of the test's own context, because tests of one file run beside each other. */
export async function openWorld(
  onFinished: (cleanup: () => Promise<void>) => void,
  options: Pick<SandboxOptions, "easemob"> = {},
): Promise<World> {
  const sandbox = await openSandbox({
    clock: createMovableClock(),
    commands: await sandboxCommands(),
    ...options,
  });
  onFinished(() => sandbox.close());
  return {
    sandbox,
    start: async (fate, storage) => {
      const running = await startBailiff({ ...reaching(sandbox), storage, port: 0, leaseMs: LEASE_MS, fate });
      onFinished(() => end(running.child, "SIGKILL"));
      return running;
    },
    sqlite: async () => {
      const folder = await mkdtemp(join(tmpdir(), "bailiff-crash-"));
      onFinished(() => rm(folder, { recursive: true, force: true }));
      return { kind: "sqlite", folder };
    },
  };
}

/** Types the command; when the process died before it answered, Slack shows an error, which is fine. */
export async function type(sandbox: Sandbox, url: string, text: string): Promise<void> {
  sandbox.slack.deliverTo({ kind: "http", url: `${url}/slack/events` });
  await sandbox.slack.command({ as: "adam", channel: "lobby-mods", text });
}

/** Waits until so many results are told in the channel, and in the log channel. */
export async function resultsIn(sandbox: Sandbox, count = 1): Promise<void> {
  await sandbox.slack.until(
    () => sandbox.slack.messages("lobby-mods").length >= count && closedInLog(sandbox) >= count,
    RESULT_WITHIN_MS,
  );
}

/** How often the log channel says that a case was closed. */
export function closedInLog(sandbox: Sandbox): number {
  const lines = sandbox.slack.messages("mod-log").flatMap(({ text }) => text.split("\n"));
  return lines.filter((line) => / closed: /.test(line)).length;
}

/** Numbers of the entries that the log channel shows, in the order in which it does. */
function numbersInLog(sandbox: Sandbox): readonly number[] {
  const lines = sandbox.slack.messages("mod-log").flatMap(({ text }) => text.split("\n"));
  return lines.flatMap((line) => /^`(\d+) [0-9a-f]{8}`/.exec(line)?.[1] ?? []).map(Number);
}

/** What requests changed, at all vendors. */
export function effectsIn({ tencent, easemob, agora }: Sandbox): readonly Effect[] {
  return [tencent, easemob, agora].flatMap((vendor) => vendor.effects());
}

export interface LeftBooks {
  readonly cases: readonly Case[];
  readonly timer: JobRecord | null;
}

/**
 * Reads the books that a test leaves, with another process's eyes: one unbroken chain, nothing among the dead
 * letters, every case settled and opened once.
 */
export async function booksIn(storage: Storage): Promise<LeftBooks> {
  const reader = { clock: systemClock, owner: "audit", heldLeaseMs: LEASE_MS, newSalt };
  const opened =
    storage.kind === "sqlite"
      ? await openSqliteLedger(storage.folder, reader)
      : await openPostgresLedger({ url: storage.url }, reader);
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
  const { ledger } = opened.value;
  const cases = (await ledger.casesOf({ limit: 10 })).toReversed();
  const entries = await ledger.entries(1, 10_000);
  const { jobs } = await ledger.counts();
  const timer = await ledger.jobById("end:#1");
  await ledger.close();

  expect(verifyChain(entries)).toMatchObject({ ok: true });
  expect(entries.filter(({ kind }) => kind === "opened")).toHaveLength(cases.length);
  expect(cases.map(({ state }) => state)).toEqual(cases.map(() => "settled"));
  expect(Object.values(jobs).filter(({ dead }) => dead > 0)).toEqual([]);
  return { cases, timer };
}

/** One case, one effect for each account that is done, one result in the channel and one in the log. */
export async function expectOnce(
  sandbox: Sandbox,
  storage: Storage,
  wanted: Partial<Books>,
): Promise<LeftBooks> {
  const books = await booksIn(storage);
  expect(books.cases).toHaveLength(1);
  const [kase] = books.cases;
  const counted = booksOf(kase?.targets ?? []);
  expect(counted).toEqual({ done: 0, already: 0, absent: 0, refused: 0, unknown: 0, ...wanted });
  const changed = effectsIn(sandbox).map(({ account }) => account);
  expect(new Set(changed).size, "each account was changed once").toBe(changed.length);
  const done = kase?.targets.filter(({ outcome }) => outcome === "done").map(({ account }) => account);
  expect(changed.toSorted()).toEqual(done?.toSorted());
  expect(sandbox.slack.messages("lobby-mods")).toHaveLength(1);
  expect(
    closedInLog(sandbox),
    sandbox.slack
      .messages("mod-log")
      .map(({ ts, text }) => `${ts} ${text}`)
      .join("\n"),
  ).toBe(1);
  const shown = numbersInLog(sandbox);
  expect(shown, "each entry is shown once, in order").toEqual(shown.map((_, index) => index + 1));
  return books;
}
