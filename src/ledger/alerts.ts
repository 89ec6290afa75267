import type { Instant } from "../clock.ts";
import type { Reading, Writing } from "./engine.ts";
import { appendEntries } from "./entries.ts";
import { addJobs, endJob, holds } from "./jobs.ts";
import type { AlertChange, AlertRecord, AlertWriting, Job, NewAlert } from "./port.ts";

/** Alerts. A change must show the version it was made from, so the first one counts. */

/** A chained unit. `moved`: another process has opened this one. */
export async function openAlert(
  writing: Writing,
  job: Job,
  alert: NewAlert,
): Promise<"written" | "moved" | "stale"> {
  const held = await holds(writing, job);
  if (!held) return "stale";
  const { db } = writing;
  const head = await db
    .updateTable("head")
    .set((eb) => ({ number: eb("number", "+", 1) }))
    .where("name", "=", "alert")
    .returning("number")
    .executeTakeFirstOrThrow();
  const { id, source, key, episode, body, isOpen } = alert;
  const { numInsertedOrUpdatedRows = 0n } = await db
    .insertInto("alert")
    .values({
      id,
      number: head.number,
      version: 1,
      source,
      key,
      episode,
      is_open: isOpen ? 1 : 0,
      body,
      created_at: writing.now(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 0n) {
    // The number goes back: it was taken in this very transaction, under the chain's lock.
    await db
      .updateTable("head")
      .set((eb) => ({ number: eb("number", "-", 1) }))
      .where("name", "=", "alert")
      .execute();
    return "moved";
  }
  await writeRest(writing, alert, head.number, () => endJob(writing, job, held, { note: { alert: id } }));
  return "written";
}

/** A chained unit. `moved`: somebody else has changed it meanwhile, and nothing was written. */
export async function changeAlert(
  writing: Writing,
  job: Job,
  change: AlertChange,
): Promise<"written" | "moved" | "stale"> {
  const held = await holds(writing, job);
  if (!held) return "stale";
  const { id, version, body, isOpen } = change;
  const changed = await writing.db
    .updateTable("alert")
    .set({ version: version + 1, body, is_open: isOpen ? 1 : 0 })
    .where("id", "=", id)
    .where("version", "=", version)
    .returning("number")
    .executeTakeFirst();
  if (!changed) return "moved";
  await writeRest(writing, change, changed.number, () => endJob(writing, job, held, { note: { alert: id } }));
  return "written";
}

async function writeRest(
  writing: Writing,
  { entries, jobs, settle }: AlertWriting,
  number: number,
  end: () => Promise<void>,
): Promise<void> {
  const numbered = entries.map((entry) => ({ ...entry, body: { ...entry.body, number } }));
  await appendEntries(writing, numbered);
  await addJobs(writing, jobs, null);
  if (settle) await end();
}

const FIELDS = ["id", "number", "version", "source", "key", "episode", "body"] as const;

export async function alertById({ db }: Reading, id: string): Promise<AlertRecord | null> {
  return (await db.selectFrom("alert").select(FIELDS).where("id", "=", id).executeTakeFirst()) ?? null;
}

/** The newest alert of a key. */
export async function newestAlert({ db }: Reading, source: string, key: string): Promise<AlertRecord | null> {
  const row = await db
    .selectFrom("alert")
    .select(FIELDS)
    .where("source", "=", source)
    .where("key", "=", key)
    .orderBy("episode", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** Oldest first. */
export async function openAlerts({ db }: Reading, limit: number): Promise<readonly AlertRecord[]> {
  return db
    .selectFrom("alert")
    .select(FIELDS)
    .where("is_open", "=", 1)
    .orderBy("number")
    .limit(limit)
    .execute();
}

/** A source is heard; an older moment changes nothing. */
export async function noteHeard({ db }: Writing, source: string, at: Instant): Promise<void> {
  await db
    .insertInto("alert_source")
    .values({ name: source, heard_at: at })
    .onConflict((conflict) =>
      conflict.column("name").doUpdateSet({ heard_at: at }).where("alert_source.heard_at", "<", at),
    )
    .execute();
}

export async function heardAt({ db }: Reading, source: string): Promise<Instant | null> {
  const row = await db
    .selectFrom("alert_source")
    .select("heard_at")
    .where("name", "=", source)
    .executeTakeFirst();
  return row?.heard_at ?? null;
}
