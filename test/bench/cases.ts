import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import pg from "pg";
import { systemClock } from "../../src/clock.ts";
import { openLedger, type LedgerPlace } from "../../src/ledger/open.ts";
import type { CaseSearch, Ledger } from "../../src/ledger/port.ts";
import { at } from "./load.ts";

/**
 * `npm run bench -- cases`: what a page of `/cases` costs in the ledger with 10,000 cases and with 1,000,000, search by
 * search, through the thread that keeps it; and what each act asks first, who else has just acted.
 */
const SIZES = [10_000, 1_000_000] as const;
const RUNS = 100;
/** The better of each counts, since other work on the machine can only slow a round down. */
const ROUNDS = 5;
const ACCOUNTS = 20_000;
const GROUPS = 40;
const PEOPLE = 20;
/** Between two cases, in milliseconds: a million are about a year. */
const STEP_MS = 30_000;

interface Figures {
  readonly search: string;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

type Measured = ReadonlyMap<number, readonly Figures[]>;

export async function measureCases(databases: { url(name: string): Promise<string> } | null): Promise<void> {
  report("SQLite", await measureOn(sqlitePlace));
  if (databases) report("PostgreSQL", await measureOn(() => postgresPlace(databases)));
}

/** An empty place, SQL behind the ledger's back, and its end. */
interface Home {
  readonly place: LedgerPlace;
  readonly run: (statement: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

async function sqlitePlace(): Promise<Home> {
  const folder = await mkdtemp(join(tmpdir(), "bailiff-bench-"));
  return {
    place: { kind: "sqlite", folder },
    async run(statement) {
      const database = new Database(join(folder, "ledger.db"));
      database.exec(statement);
      database.close();
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

async function postgresPlace(databases: { url(name: string): Promise<string> }): Promise<Home> {
  const url = await databases.url("cases");
  return {
    place: { kind: "postgres", url },
    async run(statement) {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.query(statement);
      await client.end();
    },
    close: async () => {},
  };
}

async function measureOn(home: () => Promise<Home>): Promise<Measured> {
  const measured = new Map<number, readonly Figures[]>();
  for (const cases of SIZES) {
    const { place, run, close } = await home();
    await open(place, async () => {});
    const newest = Date.now();
    for (const statement of filling(cases, newest - cases * STEP_MS)) await run(statement);
    measured.set(cases, await open(place, (ledger) => measureAll(ledger, cases)));
    await close();
  }
  return measured;
}

async function open<T>(place: LedgerPlace, use: (ledger: Ledger) => Promise<T>): Promise<T> {
  const opened = await openLedger(place, { clock: systemClock, owner: "bench" });
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
  try {
    return await use(opened.value.ledger);
  } finally {
    await opened.value.ledger.close();
  }
}

/** Cases as a busy community has them: everybody everywhere, and few unlocks. In the words of both databases. */
function filling(cases: number, from: number): readonly string[] {
  const numbers = `with recursive n(i) as
    (select cast(1 as bigint) union all select i + 1 from n where i < ${cases})`;
  const isUnlock = "i % 997 = 0";
  const verb = `case when ${isUnlock} then 'unlock' when i % 3 = 0 then 'kick' when i % 3 = 1 then 'mute' else 'unmute' end`;
  const group = `(i * 31) % ${GROUPS}`;
  return [
    `insert into moderation_case (number, origin, verb, alias, connection, group_id, permanent, silent, team, person,
      channel, command, rule, fingerprint, plan_hash, asked_at, not_after, opened_at, state, settled_at)
      ${numbers} select i, 'r' || i, ${verb}, 'g' || (${group}), 'game', '@TGS#' || (${group}), 0, 0, 'T1',
      'U' || ((i * 17) % ${PEOPLE}), 'C1', 'a command of usual length', 'moderators', 'f' || i, 'plan', ${from} + i * ${STEP_MS},
      ${from} + i * ${STEP_MS}, ${from} + i * ${STEP_MS}, 'settled', ${from} + i * ${STEP_MS} from n`,
    ...[0, 1].map(
      (ordinal) => `insert into target (case_number, ordinal, account, outcome, attempted)
      ${numbers} select i, ${ordinal}, 'user' || ((i * 7919 + ${ordinal}) % ${ACCOUNTS}), 'done', 1 from n`,
    ),
    `update head set number = ${cases} where name = 'case'`,
    "analyze",
  ];
}

const ANYTHING: CaseSearch = {
  groups: { except: [] },
  verb: null,
  by: null,
  about: null,
  since: null,
  before: null,
  limit: 15,
};

const groupAt = (index: number) => ({ connection: "game", id: `@TGS#${index % GROUPS}` });
const accountAt = (index: number) => `user${(index * 4_241) % ACCOUNTS}`;

/** What people ask, with something else in it each time. `cases`: how many there are. */
const SEARCHES: Readonly<Record<string, (run: number, cases: number) => Partial<CaseSearch>>> = {
  "/cases": () => ({}),
  "/cases @account": (run) => ({
    about: { accounts: [{ connection: "game", account: accountAt(run) }], person: null },
  }),
  "/cases @account group": (run) => ({
    about: { accounts: [{ connection: "game", account: accountAt(run) }], person: null },
    groups: { only: [groupAt(run)] },
  }),
  "/cases group": (run) => ({ groups: { only: [groupAt(run)] } }),
  "/cases group verb (rare)": (run) => ({ groups: { only: [groupAt(run)] }, verb: "unlock" }),
  "/cases verb (rare)": () => ({ verb: "unlock" }),
  "/cases verb, of ten groups": () => ({
    groups: { only: Array.from({ length: 10 }, (_, index) => groupAt(index)) },
    verb: "kick",
  }),
  "/cases by @person": (run) => ({ by: { team: "T1", person: `U${run % PEOPLE}` } }),
  "/cases by @person verb (rare)": (run) => ({
    by: { team: "T1", person: `U${run % PEOPLE}` },
    verb: "unlock",
  }),
  "/cases by @person group": (run) => ({
    by: { team: "T1", person: `U${run % PEOPLE}` },
    groups: { only: [groupAt(run)] },
  }),
  "/cases by @person group verb (rare)": (run) => ({
    by: { team: "T1", person: `U${run % PEOPLE}` },
    groups: { only: [groupAt(run)] },
    verb: "unlock",
  }),
  "/cases by @person group since": (run) => ({
    by: { team: "T1", person: `U${run % PEOPLE}` },
    groups: { only: [groupAt(run)] },
    since: Date.now() - 7 * 86_400_000,
  }),
  "/cases group since 2h": (run) => ({
    groups: { only: [groupAt(run)] },
    since: Date.now() - 2 * 3_600_000,
  }),
  "/cases before <number>": (run, cases) => ({ before: 1 + ((run * 7_919) % cases) }),
};

async function measureAll(ledger: Ledger, cases: number): Promise<readonly Figures[]> {
  const figures: Figures[] = [];
  for (const [search, of] of Object.entries(SEARCHES)) {
    figures.push(await measure(search, (run) => ledger.searchCases({ ...ANYTHING, ...of(run, cases) })));
  }
  const tenMinutes = 600_000;
  figures.push(
    await measure("who else has just acted", (run) =>
      ledger.doneTo({ alias: "g", ...groupAt(run) }, [accountAt(run)], Date.now() - tenMinutes),
    ),
  );
  return figures;
}

async function measure(search: string, once: (run: number) => Promise<unknown>): Promise<Figures> {
  const best = { search, p50Ms: Number.POSITIVE_INFINITY, p99Ms: Number.POSITIVE_INFINITY };
  // The first round also pays for compilation and for pages that are not in memory yet.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const took: number[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      const startedAt = performance.now();
      await once(round * RUNS + run);
      took.push(performance.now() - startedAt);
    }
    const sorted = took.toSorted((one, other) => one - other);
    if (round > 0) best.p50Ms = Math.min(best.p50Ms, at(sorted, 0.5));
    if (round > 0) best.p99Ms = Math.min(best.p99Ms, at(sorted, 0.99));
  }
  return best;
}

function report(storage: string, measured: Measured): void {
  const [few, many] = SIZES.map((size) => measured.get(size) ?? []);
  console.log(`\nA page of /cases on ${storage}, ms, the best of ${ROUNDS} rounds of ${RUNS}:`);
  console.log(`${"p50 / p99 with".padEnd(48)}    10,000 cases        1,000,000`);
  for (const [index, { search, p50Ms, p99Ms }] of (few ?? []).entries()) {
    const large = many?.[index];
    const cells = [p50Ms, p99Ms, large?.p50Ms, large?.p99Ms].map((ms) =>
      (ms ?? Number.NaN).toFixed(2).padStart(8),
    );
    console.log(`${search.padEnd(48)} ${cells[0]} / ${cells[1]}     ${cells[2]} / ${cells[3]}`);
  }
}
