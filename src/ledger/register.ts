import type { Reading, Writing } from "./engine.ts";
import { appendEntries } from "./entries.ts";
import { addJobs, endJob, holds } from "./jobs.ts";
import type { Job, RegisterUpdate, RegisterValues, Written } from "./port.ts";

/** One indexed row, because it is read before every piece of work. */
export async function registerVersion({ db }: Pick<Reading, "db">): Promise<number> {
  const { number } = await db
    .selectFrom("head")
    .select("number")
    .where("name", "=", "register")
    .executeTakeFirstOrThrow();
  return number;
}

/** The version comes first: values that are newer than it says are read again, never the other way round. */
export async function registerValues(reading: Reading): Promise<RegisterValues> {
  const version = await registerVersion(reading);
  const values = await reading.db
    .selectFrom("register_value")
    .select(["kind", "key", "value", "person", "changed_at as at"])
    .orderBy("kind")
    .orderBy("key")
    .execute();
  return { version, values };
}

/** Sets or takes back one value, with its entry and the end of the request, unless somebody else was first. A chained unit. */
export async function changeRegister(
  writing: Writing,
  request: Job,
  { version, kind, key, set, entry, posts }: RegisterUpdate,
): Promise<Written | "moved"> {
  const held = await holds(writing, request);
  if (!held) return "stale";
  const { db } = writing;
  const { numUpdatedRows } = await db
    .updateTable("head")
    .set({ number: version + 1 })
    .where("name", "=", "register")
    .where("number", "=", version)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return "moved";
  await db.deleteFrom("register_value").where("kind", "=", kind).where("key", "=", key).execute();
  if (set !== null) {
    const { value, person } = set;
    const row = { kind, key, value, person, changed_at: writing.now() };
    await db.insertInto("register_value").values(row).execute();
  }
  await appendEntries(writing, [entry]);
  await addJobs(writing, posts, request.case);
  await endJob(writing, request, held, { note: { register: version + 1 } });
  return "written";
}
