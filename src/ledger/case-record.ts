import { sql } from "kysely";
import type { Verb } from "../words.ts";
import { caseByNumber } from "./cases.ts";
import type { Reading } from "./engine.ts";
import { entriesOf, entriesOfHold } from "./entries.ts";
import { holdById } from "./holds.ts";
import type { Case, CasePost, CaseRecord, RelatedCase } from "./port.ts";

/** Most related cases that are told of, on either side. */
const MOST_RELATED = 20;

/** Verbs that set again what each verb has set. */
const SETS_AGAIN: Readonly<Record<Verb, readonly Verb[]>> = {
  mute: ["mute", "unmute"],
  unmute: ["mute", "unmute"],
  kick: ["kick", "add", "ban"],
  add: ["kick", "add", "ban"],
  ban: ["ban", "unban"],
  unban: ["ban", "unban"],
  lock: ["lock", "unlock"],
  unlock: ["lock", "unlock"],
};

/** A case with everything that belongs to it; null: there is none of this number. */
export async function caseRecord(reading: Reading, number: number): Promise<CaseRecord | null> {
  const kase = await caseByNumber(reading, number);
  if (!kase) return null;
  const { hold } = kase;
  return {
    case: kase,
    entries: await entriesOf(reading, number),
    hold: hold === null ? null : await holdById(reading, hold),
    holdEntries: hold === null ? [] : await entriesOfHold(reading, hold),
    posts: await postsOf(reading, kase),
    later: await related(reading, kase, "later"),
    earlier: await related(reading, kase, "earlier"),
  };
}

async function postsOf({ db }: Reading, { number, hold }: Case): Promise<readonly CasePost[]> {
  const rows = await db
    .selectFrom("job")
    .select(["id", "state", "note"])
    // As in the condition of its index.
    .where("kind", "=", sql.lit("post"))
    .where("case_number", "=", number)
    .orderBy("seq")
    .execute();
  const card = await db
    .selectFrom("job")
    .select(["id", "state", "note"])
    .where("id", "=", `hold:${hold}`)
    .execute();
  return [...card, ...rows].map(({ id, state, note }) => ({ id, state, place: placeIn(note) }));
}

/** Where a message stands, as whoever posted it has noted it. */
function placeIn(note: string | null): CasePost["place"] {
  const place: unknown = note === null ? null : JSON.parse(note);
  if (typeof place !== "object" || place === null || !("channel" in place) || !("ts" in place)) return null;
  const { channel, ts } = place;
  return typeof channel === "string" && typeof ts === "string" && ts !== "" ? { channel, ts } : null;
}

/** The next case that changed each of its accounts again, or the one whose change of each it has changed. */
async function related(
  { db }: Reading,
  { number, verb, group }: Case,
  side: "later" | "earlier",
): Promise<readonly RelatedCase[]> {
  const nearest = db
    .selectFrom("target as mine")
    .innerJoin("target as theirs", "theirs.account", "mine.account")
    .innerJoin("moderation_case as kase", "kase.number", "theirs.case_number")
    .select((eb) => eb.fn[side === "later" ? "min" : "max"]("kase.number").as("number"))
    .where("mine.case_number", "=", number)
    .where("mine.outcome", "in", ["done", "unknown"])
    .where("theirs.case_number", side === "later" ? ">" : "<", number)
    .where("theirs.outcome", "in", ["done", "unknown"])
    .where("kase.connection", "=", group.connection)
    .where("kase.group_id", "=", group.id)
    .where("kase.verb", "in", SETS_AGAIN[verb])
    .groupBy("mine.account");
  const rows = await db
    .selectFrom(nearest.as("nearest"))
    .innerJoin("moderation_case", "moderation_case.number", "nearest.number")
    .select((eb) => ["moderation_case.number", "verb", eb.fn.countAll<number>().as("accounts")])
    .groupBy(["moderation_case.number", "verb"])
    .orderBy("moderation_case.number", side === "later" ? "asc" : "desc")
    .limit(MOST_RELATED)
    .execute();
  const found = rows.map((row) => ({ ...row, accounts: Number(row.accounts) }));
  return side === "later" ? found : found.toReversed();
}
