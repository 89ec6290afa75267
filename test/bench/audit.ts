import { hash } from "node:crypto";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import Database from "better-sqlite3";
import { CHAIN_START, link, type ChainHead, type WholeEntry } from "../../src/audit/chain.ts";
import { exportLine } from "../../src/audit/export-form.ts";
import { runAuditVerify } from "../../src/cli/audit-verify.ts";
import { systemClock } from "../../src/clock.ts";
import { openLedger } from "../../src/ledger/open.ts";
import { withFolder } from "./batches.ts";

/**
 * How fast a record is verified, as `bailiff audit verify` does it, from a SQLite database and from an export: beside
 * bare SHA-256 over the same bytes, which nobody who checks them can do without.
 */
const ENTRIES = 300_000;
const AT_ONCE = 10_000;
const ROUNDS = 3;

export async function measureVerifying(): Promise<void> {
  await withFolder(async (folder) => {
    const opened = await openLedger({ kind: "sqlite", folder }, { clock: systemClock, owner: "bench" });
    if (!opened.ok) throw new Error("the journal of the bench cannot be opened");
    await opened.value.ledger.close();
    const file = join(folder, "log.jsonl");
    await fill(join(folder, "ledger.db"), file);
    const megabytes = (await stat(file)).size / 2 ** 20;
    console.log(
      `\nVerifying ${ENTRIES.toLocaleString("en-US")} entries (${megabytes.toFixed(0)} MB as an export), best of ${ROUNDS}.`,
    );
    console.log(`${" ".repeat(46)}   by the clock   by processor time`);
    for (const [name, run] of [
      ["bare SHA-256 over texts and bodies", async () => hashAll(folder)],
      ["bailiff audit verify, SQLite", () => verify(folder)],
      ["bailiff audit verify, export", () => verify(file)],
    ] as const) {
      const { clockMs, processorMs } = await best(run);
      console.log(`${name.padEnd(46)} ${rate(clockMs)}/s ${rate(processorMs)}/s`);
    }
    console.log(
      `Most memory of the whole process: ${(process.resourceUsage().maxRSS / 1_024).toFixed(0)} MB`,
    );
  });
}

/** The same entries as rows and as lines. */
async function fill(database: string, file: string): Promise<void> {
  const db = new Database(database);
  const entry = db.prepare(
    "insert into entry (seq, at, kind, case_number, text, prev, hash) values (?, ?, ?, ?, ?, ?, ?)",
  );
  const body = db.prepare("insert into entry_body (seq, body, salt) values (?, ?, ?)");
  const out = createWriteStream(file);
  for (let first = 1; first <= ENTRIES; first += AT_ONCE) {
    const page = entriesFrom(first, AT_ONCE);
    db.transaction(() => {
      for (const { seq, at, kind, case: number, text, prev, hash: own, body: told, salt } of page) {
        entry.run(seq, at, kind, number, text, prev, own);
        body.run(seq, told, salt);
      }
      db.prepare("update head set number = ?, hash = ? where name = 'entry'").run(head.seq, head.hash);
    })();
    if (!out.write(page.map((one) => `${exportLine(one)}\n`).join(""))) await once(out, "drain");
  }
  out.end();
  await finished(out);
  db.close();
}

let head: ChainHead = CHAIN_START;

function entriesFrom(first: number, count: number): readonly WholeEntry[] {
  return Array.from({ length: count }, (_, index) => {
    const seq = first + index;
    const entry = link(
      head,
      {
        kind: "outcome",
        case: Math.ceil(seq / 4),
        at: 1_790_000_000_000 + seq * 1_000,
        body: {
          accounts: [`user${seq}`, `user${seq + 1}`],
          outcome: "done",
          person: "U0123ABCD",
          reason: "posted the same advertisement in three rooms, after being asked to stop",
          request: seq,
        },
      },
      hash("sha256", String(seq)).slice(0, 32),
    );
    head = entry;
    return entry;
  });
}

async function verify(copy: string): Promise<void> {
  let said = "";
  const code = await runAuditVerify(
    { out: (text) => void (said += text), err: (text) => void (said += text), variables: {} },
    [copy],
  );
  // 3: there is no checkpoint, as the bench has no key.
  if (code !== 3) throw new Error(said);
}

/** What has to be hashed in any case, each entry's text and what it tells; read from the same rows. */
function hashAll(folder: string): void {
  const db = new Database(join(folder, "ledger.db"), { readonly: true });
  const rows = db
    .prepare<[], { text: string; body: string }>("select text, body from entry join entry_body using (seq)")
    .iterate();
  for (const { text, body } of rows) {
    hash("sha256", text);
    hash("sha256", body);
  }
  db.close();
}

interface Taken {
  readonly clockMs: number;
  /** Of all threads of this process, the garbage collector's too. */
  readonly processorMs: number;
}

async function best(run: () => Promise<void>): Promise<Taken> {
  let least: Taken = { clockMs: Infinity, processorMs: Infinity };
  for (let round = 0; round < ROUNDS; round += 1) {
    const [start, used] = [performance.now(), process.cpuUsage()];
    await run();
    const { user, system } = process.cpuUsage(used);
    least = {
      clockMs: Math.min(least.clockMs, performance.now() - start),
      processorMs: Math.min(least.processorMs, (user + system) / 1_000),
    };
  }
  return least;
}

function rate(ms: number): string {
  return Math.round(ENTRIES / (ms / 1_000))
    .toLocaleString("en-US")
    .padStart(14);
}

if (import.meta.filename === process.argv[1]) await measureVerifying();
