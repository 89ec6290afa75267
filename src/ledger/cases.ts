import type { Kysely } from "kysely";
import type { Verb } from "../words.ts";
import type { Group } from "../vendors/port.ts";
import { caseOf, caseRow, freshCase, targetRows } from "./case-rows.ts";
import type { Reading, Writing } from "./engine.ts";
import { appendEntries } from "./entries.ts";
import { actsSince, holdById, moveHold } from "./holds.ts";
import { addJobs, endJob, holds } from "./jobs.ts";
import { inSlices } from "./slices.ts";
import type { Case, CaseDraft, Job, NewJob, Opened, OpenOptions } from "./port.ts";
import type { Schema } from "./schema.ts";

/** A chained unit: nobody else can be opening a case meanwhile, so what it sees stays true until it commits. */
export async function openCase(
  writing: Writing,
  request: Job,
  draft: CaseDraft,
  options: OpenOptions,
): Promise<Opened> {
  const { db } = writing;
  const held = await holds(writing, request);
  if (!held) return { kind: "stale" };
  const sameOrigin = await caseWhere(db, (cases) => cases.where("origin", "=", draft.origin));
  if (sameOrigin) return { kind: "exists", case: sameOrigin };
  const { perHour, hold } = options;
  if (hold && (await holdById(writing, hold.id))?.version !== hold.version) return { kind: "moved" };
  if (perHour) {
    const actors = { team: draft.actor.team, people: perHour.people };
    const recent = await actsSince(writing, actors, perHour.since);
    if (recent + draft.accounts.length > perHour.most) return { kind: "too_often", recent };
  }
  if (!options.confirmed) {
    const earlier = await repeated(db, draft, options.repeatWindowMs);
    if (earlier) return { kind: "repeat", case: earlier };
  }
  const number = await nextCaseNumber(writing);
  if (hold) await moveHold(writing, hold, number);
  const opened = freshCase(draft, number, writing.now());
  await db.insertInto("moderation_case").values(caseRow(opened)).execute();
  for (const rows of inSlices(targetRows(opened))) await db.insertInto("target").values(rows).execute();
  await appendEntries(writing, [{ ...options.entry, case: opened.number }]);
  const work = workOn(opened);
  await addJobs(writing, [work], opened.number);
  await addJobs(writing, hold?.jobs ?? [], opened.number);
  await endJob(writing, request, held, { note: { case: opened.number } });
  const { id, kind, payload } = work;
  const job = { id, kind, case: opened.number, payload, fence: 1, attempts: 0, createdAt: opened.openedAt };
  return { kind: "opened", case: opened, job };
}

/** The work item of a case, held by whoever opened it. */
function workOn(opened: Case): NewJob {
  return {
    id: `case:${opened.number}`,
    kind: "case",
    payload: JSON.stringify({ case: opened.number }),
    lane: null,
    runAt: opened.openedAt,
    held: true,
  };
}

/** A case of the same fingerprint within the window, unless another one has changed or undone it since. */
async function repeated(db: Kysely<Schema>, draft: CaseDraft, windowMs: number): Promise<Case | null> {
  const earlier = await caseWhere(db, (cases) =>
    cases
      .where("fingerprint", "=", draft.fingerprint)
      .where("asked_at", ">", draft.askedAt - windowMs)
      .where("asked_at", "<", draft.askedAt + windowMs),
  );
  return earlier && !(await isTouchedSince(db, earlier)) ? earlier : null;
}

async function isTouchedSince(db: Kysely<Schema>, { number, verb, group, accounts }: Case): Promise<boolean> {
  const later = await db
    .selectFrom("moderation_case")
    .innerJoin("target", "target.case_number", "moderation_case.number")
    .select("moderation_case.number")
    .where("moderation_case.number", ">", number)
    .where("moderation_case.connection", "=", group.connection)
    .where("moderation_case.group_id", "=", group.id)
    .where("target.account", "in", accounts)
    .where((eb) => eb.or([eb("moderation_case.verb", "!=", verb), eb("target.outcome", "=", "done")]))
    .limit(1)
    .executeTakeFirst();
  return later !== undefined;
}

async function nextCaseNumber({ db }: Writing): Promise<number> {
  const { number } = await db
    .updateTable("head")
    .set((eb) => ({ number: eb("number", "+", 1) }))
    .where("name", "=", "case")
    .returning("number")
    .executeTakeFirstOrThrow();
  return number;
}

/** Chooses among all cases. */
type Choice = (cases: ReturnType<typeof allCases>) => ReturnType<typeof allCases>;

function allCases(db: Kysely<Schema>) {
  return db.selectFrom("moderation_case").selectAll("moderation_case");
}

async function caseWhere(db: Kysely<Schema>, choice: Choice): Promise<Case | null> {
  const [found] = await casesWhere(db, choice, 1);
  return found ?? null;
}

/** Newest first. */
async function casesWhere(db: Kysely<Schema>, choice: Choice, limit: number): Promise<readonly Case[]> {
  const rows = await choice(allCases(db)).orderBy("moderation_case.number", "desc").limit(limit).execute();
  if (rows.length === 0) return [];
  const numbers = rows.map(({ number }) => number);
  const targets = await db
    .selectFrom("target")
    .selectAll()
    .where("case_number", "in", numbers)
    .orderBy("ordinal")
    .execute();
  const byCase = Map.groupBy(targets, ({ case_number }) => case_number);
  return rows.map((row) => caseOf(row, byCase.get(row.number) ?? []));
}

export function caseByNumber({ db }: Reading, number: number): Promise<Case | null> {
  return caseWhere(db, (cases) => cases.where("number", "=", number));
}

export function casesOf(
  { db }: Reading,
  filter: {
    readonly group?: Group;
    readonly account?: string;
    readonly verb?: Verb;
    readonly alert?: string;
    readonly limit: number;
  },
): Promise<readonly Case[]> {
  const { group, account, verb, alert, limit } = filter;
  return casesWhere(
    db,
    (cases) => {
      let chosen = cases;
      if (group) chosen = chosen.where("connection", "=", group.connection).where("group_id", "=", group.id);
      if (verb) chosen = chosen.where("verb", "=", verb);
      if (alert !== undefined) chosen = chosen.where("alert", "=", alert);
      if (account !== undefined) {
        chosen = chosen.where("number", "in", (eb) =>
          eb.selectFrom("target").select("target.case_number").where("target.account", "=", account),
        );
      }
      return chosen;
    },
    limit,
  );
}

export async function blockedBy({ db }: Reading, caseNumber: number): Promise<number | null> {
  const earlier = await db
    .selectFrom("moderation_case as mine")
    .innerJoin("target as my_target", "my_target.case_number", "mine.number")
    .innerJoin("target as their_target", "their_target.account", "my_target.account")
    .innerJoin("moderation_case as theirs", "theirs.number", "their_target.case_number")
    .whereRef("theirs.connection", "=", "mine.connection")
    .whereRef("theirs.group_id", "=", "mine.group_id")
    .whereRef("theirs.number", "<", "mine.number")
    .where("theirs.settled_at", "is", null)
    .where("mine.number", "=", caseNumber)
    .select((eb) => eb.fn.min("theirs.number").as("number"))
    .executeTakeFirst();
  return earlier?.number ?? null;
}
