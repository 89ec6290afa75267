import type { Writing, Reading } from "./engine.ts";
import { appendEntries } from "./entries.ts";
import { rememberHold } from "./hold-entries.ts";
import { addJobs, endJob, holds } from "./jobs.ts";
import type { HoldChange, HoldRecord, Job, NewHold } from "./port.ts";

/** Acts that wait for people. A change must show the version it was made from, so the first one counts. */

/** Writes down what waits, and settles its request. A chained unit. The same hold is opened once, ever. */
export async function openHold(writing: Writing, request: Job, hold: NewHold): Promise<"written" | "stale"> {
  const held = await holds(writing, request);
  if (!held) return "stale";
  const { id, body, entries, jobs } = hold;
  await writing.db
    .insertInto("hold")
    .values({ id, version: 1, body, case_number: null, created_at: writing.now() })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
  await rememberHold(writing, entries, await appendEntries(writing, entries));
  await addJobs(writing, jobs, null);
  await endJob(writing, request, held, { note: { hold: id } });
  return "written";
}

/** A chained unit. `moved`: somebody else has changed it meanwhile, and nothing was written. */
export async function changeHold(
  writing: Writing,
  request: Job,
  change: HoldChange,
): Promise<"written" | "moved" | "stale"> {
  const held = await holds(writing, request);
  if (!held) return "stale";
  if (!(await moveHold(writing, change, null))) return "moved";
  await rememberHold(writing, change.entries, await appendEntries(writing, change.entries));
  await addJobs(writing, change.jobs, null);
  if (change.settle) await endJob(writing, request, held, { note: { hold: change.id } });
  return "written";
}

/** Compare and set; false when it has moved. */
export async function moveHold(
  { db }: Writing,
  { id, version, body }: Pick<HoldChange, "id" | "version" | "body">,
  caseNumber: number | null,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("hold")
    .set({ version: version + 1, body, case_number: caseNumber })
    .where("id", "=", id)
    .where("version", "=", version)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function holdById({ db }: Pick<Reading, "db">, id: string): Promise<HoldRecord | null> {
  const row = await db
    .selectFrom("hold")
    .select(["id", "version", "body", "case_number"])
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row) return null;
  const { case_number, ...rest } = row;
  return { ...rest, case: case_number };
}

/** Acts that were held from a moment on and have become no case, newest first. */
export async function holdsSince(
  { db }: Pick<Reading, "db">,
  since: number,
  limit: number,
): Promise<readonly HoldRecord[]> {
  const rows = await db
    .selectFrom("hold")
    .select(["id", "version", "body"])
    .where("case_number", "is", null)
    .where("created_at", ">=", since)
    .orderBy("created_at", "desc")
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, case: null }));
}

/** On how many accounts these people acted since a moment, in cases they asked for themselves. */
export async function actsSince(
  { db }: Pick<Reading, "db">,
  { team, people }: { readonly team: string; readonly people: readonly string[] },
  since: number,
): Promise<number> {
  const { count } = await db
    .selectFrom("moderation_case")
    .innerJoin("target", "target.case_number", "moderation_case.number")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("team", "=", team)
    .where("person", "in", people)
    .where("opened_at", ">", since)
    .where("lifts", "is", null)
    .executeTakeFirstOrThrow();
  return Number(count);
}
