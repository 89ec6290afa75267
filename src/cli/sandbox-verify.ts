import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import type { Verification } from "../sandbox/control/subject.ts";
import { runAuditVerify } from "./audit-verify.ts";

/**
 * What `bailiff audit verify` says of the sandbox's journal, which stays in use. `alter`: of a copy in which somebody
 * with the file in hand changed a word of the newest case.
 */
export async function verifyJournal(folder: string, alter: boolean): Promise<Verification> {
  const key = join(folder, "audit.key");
  const journal = join(folder, "ledger.db");
  if (!alter) return { ...(await verified(journal, key)), altered: null };
  const aside = await mkdtemp(join(tmpdir(), "bailiff-altered-"));
  try {
    const copy = join(aside, "ledger.db");
    copyOf(journal, copy);
    const altered = alterNewestCase(copy);
    return { ...(await verified(copy, key)), altered };
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

async function verified(path: string, key: string): Promise<Pick<Verification, "exit" | "text">> {
  const said: string[] = [];
  const hear = (text: string): void => void said.push(text);
  const exit = await runAuditVerify({ out: hear, err: hear, variables: {} }, [path, "--key", key]);
  return { exit, text: said.join("\n").replaceAll(path, "the journal") };
}

function copyOf(journal: string, copy: string): void {
  const database = new Database(journal, { readonly: true, fileMustExist: true, timeout: 5_000 });
  database.prepare("vacuum into ?").run(copy);
  database.close();
}

/** The number of the entry that was changed; null where there is no case yet. */
function alterNewestCase(copy: string): number | null {
  const database = new Database(copy, { fileMustExist: true });
  try {
    const newest = database
      .prepare("select seq from entry where kind = 'opened' order by seq desc limit 1")
      .get() as { seq: number } | undefined;
    if (!newest) return null;
    // The triggers that refuse this guard against Bailiff's own mistakes, not against whoever owns the file.
    database.exec("drop trigger entry_body_no_update");
    database
      .prepare("update entry_body set body = json_set(body, '$.reason', 'nothing to see here') where seq = ?")
      .run(newest.seq);
    return newest.seq;
  } finally {
    database.close();
  }
}
