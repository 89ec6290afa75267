import { createMovableClock } from "../../src/sandbox/clock.ts";
import { link, CHAIN_START } from "../../src/audit/chain.ts";
import type { Finding } from "../../src/doctor/finding.ts";
import type { ChannelFacts, LedgerView, SlackView, StorageView, VendorView } from "../../src/doctor/ports.ts";
import type { DeadLetter, Entry, JobKind, LedgerCounts } from "../../src/ledger/port.ts";
import { ok } from "../../src/result.ts";

/** What doctor could look at, in good order; each takes what a test breaks. */

export const timer = createMovableClock();

export const NEVER = new Promise<never>(() => {});

export function aSlack(rest: Partial<SlackView> = {}): SlackView {
  return {
    install: async () => ({
      token: ok({ team: "T1", teamName: "Acme", botName: "bailiff", scopes: ["commands", "chat:write"] }),
      aheadMs: 200,
    }),
    appToken: async () => ok(null),
    channel: async () => ok(aChannel()),
    userGroups: async () => ok([]),
    person: async () => ok({ name: "mia", bar: null }),
    ...rest,
  };
}

export function aChannel(rest: Partial<ChannelFacts> = {}): ChannelFacts {
  return { name: "mods", hasBot: true, isArchived: false, isShared: false, ...rest };
}

export function aVendor(rest: Partial<VendorView> = {}): VendorView {
  return {
    name: "game",
    vendor: "tencent",
    groups: [{ alias: "lobby", connection: "game", id: "@TGS#1" }],
    takesCallbacks: true,
    describe: async () => ok({}),
    close: async () => {},
    ...rest,
  };
}

export function aStorage(ledger: Partial<LedgerView> = {}, rest: Partial<StorageView> = {}): StorageView {
  return {
    name: "SQLite in the folder data",
    where: "BAILIFF_DATA",
    look: async () =>
      ok({
        pending: [],
        counts: async () => counts(0),
        entries: async () => [],
        deadLetters: async () => [],
        latestCheckpoints: async () => [],
        close: async () => {},
        ...ledger,
      }),
    disk: async () => ({ isWritable: true, freeBytes: 50_000_000_000 }),
    ...rest,
  };
}

export function counts(entries: number, dead: Partial<Record<JobKind, number>> = {}): LedgerCounts {
  const of = (kind: JobKind) => ({ ready: 0, leased: 0, settled: 0, dead: dead[kind] ?? 0 });
  return {
    jobs: {
      request: of("request"),
      case: of("case"),
      post: of("post"),
      timer: of("timer"),
      alert: of("alert"),
      callback: of("callback"),
      log: of("log"),
    },
    openCases: 0,
    entries,
    unshown: 0,
  };
}

/** So many entries that follow from each other. */
export function chainOf(count: number): readonly Entry[] {
  const entries: Entry[] = [];
  for (let seq = 1; seq <= count; seq += 1)
    entries.push(link(entries.at(-1) ?? CHAIN_START, { kind: "start", case: null, body: {}, at: seq }, "00"));
  return entries;
}

export function aDeadLetter(rest: Partial<DeadLetter> = {}): DeadLetter {
  return { id: "case:7", kind: "case", case: 7, why: "it threw", at: 1_790_000_000_000, ...rest };
}

/** The findings that are not in order, as text: level, subject, and what is said. */
export function amiss(findings: readonly Finding[]): readonly string[] {
  return findings
    .filter(({ level }) => level !== "ok")
    .map(({ level, what, says }) => `${level} ${what}: ${says}`);
}
