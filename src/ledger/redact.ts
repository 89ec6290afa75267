import { sql } from "kysely";
import { bodyOf, type Entry, type Job, type Json, type NewRedaction, type Redacted } from "./port.ts";
import type { Writing } from "./engine.ts";
import { allEntries, appendEntries } from "./entries.ts";
import { addJobs, endJob, holds } from "./jobs.ts";

/** Stands where a text of a person was. */
export const REDACTED_TEXT = "(redacted)";

/**
 * Removes what an entry told, and says so in another one, in one step. The entry itself stays, with its commitment, so the
 * chain verifies as before. A chained unit. The texts that people wrote go from the books too, where they stand beside
 * the log; whom a case is about stays in it, or its outcomes could not be counted.
 */
export async function redactEntry(
  writing: Writing,
  request: Job,
  { seq, entry, posts }: NewRedaction,
): Promise<Redacted> {
  const held = await holds(writing, request);
  if (!held) return "stale";
  const { db } = writing;
  const target = await allEntries(db).where("entry.seq", "=", seq).executeTakeFirst();
  if (!target || target.body === null) return "gone";
  if (await isWorkedOn(writing, target)) return "open";
  const [told] = await appendEntries(writing, [entry]);
  if (!told) throw new Error("the entry about a redaction was not appended");
  // In this order: the database lets a body go only once its redaction stands there.
  await db.insertInto("redaction").values({ seq, by_seq: told.seq }).execute();
  await db.deleteFrom("entry_body").where("seq", "=", seq).execute();
  await forgetTexts(writing, target);
  await addJobs(writing, posts, null);
  await endJob(writing, request, held, { note: null });
  return "redacted";
}

/** Longer than an act can wait for people. */
const LONGEST_HOLD_MS = 25 * 60 * 60_000;

/** Whether what stands in the books about it is still needed, as it was asked. */
async function isWorkedOn({ db, now }: Writing, target: Entry): Promise<boolean> {
  const kase = await db
    .selectFrom("moderation_case")
    .select("state")
    .where("number", "=", target.case)
    .executeTakeFirst();
  const { hold } = bodyOf(target);
  const waiting = await db
    .selectFrom("hold")
    .select("id")
    .where("id", "=", typeof hold === "string" ? hold : null)
    .where("case_number", "is", null)
    .where("created_at", ">", now() - LONGEST_HOLD_MS)
    .executeTakeFirst();
  return kase?.state === "open" || waiting !== undefined;
}

/** Members of bodies that hold what a person wrote. */
const TEXTS = ["reason", "text", "command"] as const;

async function forgetTexts(writing: Writing, target: Entry): Promise<void> {
  const body = bodyOf(target);
  const texts = TEXTS.flatMap((name) => {
    const text = body[name];
    return typeof text === "string" && text.trim() !== "" ? [text] : [];
  });
  if (texts.length === 0) return;
  if (target.case !== null) await forgetInCase(writing, target.case, texts);
  if (typeof body["hold"] === "string") await forgetInHold(writing, body["hold"], texts);
  if (typeof body["alert"] === "string") await forgetInAlert(writing, body["alert"], texts);
  await forgetInJobs(writing, target, texts);
}

async function forgetInCase({ db }: Writing, number: number, texts: readonly string[]): Promise<void> {
  const kase = await db
    .selectFrom("moderation_case")
    .select(["reason", "command"])
    .where("number", "=", number)
    .executeTakeFirst();
  if (!kase) return;
  const reason = kase.reason === null ? null : without(kase.reason, texts);
  const command = without(kase.command, texts);
  await db.updateTable("moderation_case").set({ reason, command }).where("number", "=", number).execute();
}

/** What an act that waited was shown as. It has ended, or the case that it became has. */
async function forgetInHold({ db }: Writing, id: string, texts: readonly string[]): Promise<void> {
  const hold = await db.selectFrom("hold").select("body").where("id", "=", id).executeTakeFirst();
  if (!hold) return;
  await db
    .updateTable("hold")
    .set({ body: cleared(hold.body, texts) })
    .where("id", "=", id)
    .execute();
}

/** Why an alert was silenced. The version moves on, so that nobody writes back what they have read before. */
async function forgetInAlert({ db }: Writing, id: string, texts: readonly string[]): Promise<void> {
  const alert = await db
    .selectFrom("alert")
    .select(["body", "version"])
    .where("id", "=", id)
    .executeTakeFirst();
  if (!alert) return;
  const body = JSON.parse(alert.body) as Readonly<Record<string, Json>>;
  const silence = clearedValue(body["silence"] ?? null, texts);
  await db
    .updateTable("alert")
    .set({ body: JSON.stringify({ ...body, silence }), version: alert.version + 1 })
    .where("id", "=", id)
    .execute();
}

/** Work around an entry is done within a day of it: what was asked comes before it, what was told after. */
const BEFORE_MS = 60 * 60_000;
const AFTER_MS = 25 * 60 * 60_000;

/** Work that has ended keeps what it was given. What is still to be done keeps it until then. */
async function forgetInJobs({ db }: Writing, entry: Entry, texts: readonly string[]): Promise<void> {
  const { at, case: number } = entry;
  const { alert } = bodyOf(entry);
  // A short text, such as `spam`, is only looked for where it certainly belongs to the same matter.
  const telling = texts.filter((text) => text.length >= TELLING_LENGTH);
  if (typeof alert === "string") telling.push(alert);
  const jobs = await db
    .selectFrom("job")
    .select(["id", "payload"])
    .where("ended_at", "is not", null)
    .where((eb) =>
      eb.or([
        ...(number === null
          ? []
          : [
              eb("case_number", "=", number),
              eb("id", "in", eb.selectFrom("moderation_case").select("origin").where("number", "=", number)),
            ]),
        ...telling.map((text) =>
          eb.and([
            eb("created_at", ">=", at - BEFORE_MS),
            eb("created_at", "<=", at + AFTER_MS),
            sql<boolean>`replace(payload, ${JSON.stringify(text).slice(1, -1)}, '') <> payload`,
          ]),
        ),
      ]),
    )
    .execute();
  for (const { id, payload } of jobs) {
    const after = cleared(payload, texts);
    if (after !== payload) await db.updateTable("job").set({ payload: after }).where("id", "=", id).execute();
  }
}

const TELLING_LENGTH = 12;

/** JSON in which no text holds one of these. Its form stays, so that what reads it goes on reading it. */
function cleared(json: string, texts: readonly string[]): string {
  return JSON.stringify(clearedValue(JSON.parse(json) as Json, texts));
}

function clearedValue(value: Json, texts: readonly string[]): Json {
  if (typeof value === "string") return without(value, texts);
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map((each) => clearedValue(each, texts));
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, clearedValue(each, texts)]));
}

function without(text: string, texts: readonly string[]): string {
  const holdsOne = texts.some((one) => text === one || (one.length >= TELLING_LENGTH && text.includes(one)));
  return holdsOne ? REDACTED_TEXT : text;
}
