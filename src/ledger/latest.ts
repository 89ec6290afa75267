import type { Group } from "../vendors/port.ts";
import type { Outcome, Verb } from "../words.ts";
import { endOf } from "./case-rows.ts";
import type { Reading } from "./engine.ts";
import type { Latest } from "./port.ts";
import { inSlices } from "./slices.ts";

/** Which case speaks last about an account, of those whose outcome for it is one of `outcomes`. */
export async function latestOn(
  { db }: Reading,
  group: Group,
  verbs: readonly Verb[],
  accounts: readonly string[],
  outcomes: readonly (Outcome | null)[],
): Promise<readonly Latest[]> {
  const newest = db
    .selectFrom("target")
    .innerJoin("moderation_case as kase", "kase.number", "target.case_number")
    .select((eb) => ["target.account", eb.fn.max("kase.number").as("newest")])
    .where("kase.connection", "=", group.connection)
    .where("kase.group_id", "=", group.id)
    .where("kase.verb", "in", verbs)
    .where((eb) => {
      const known = outcomes.filter((outcome) => outcome !== null);
      const isKnown = eb("target.outcome", "in", known);
      return outcomes.includes(null) ? eb.or([isKnown, eb("target.outcome", "is", null)]) : isKnown;
    })
    .groupBy("target.account");
  const found: Latest[] = [];
  for (const slice of inSlices(accounts)) {
    const rows = await db
      .selectFrom(newest.where("target.account", "in", slice).as("chosen"))
      .innerJoin("moderation_case", "moderation_case.number", "chosen.newest")
      .select(["chosen.account", "moderation_case.number", "verb", "permanent", "ends_at"])
      .execute();
    found.push(
      ...rows.map((row) => ({
        account: row.account,
        number: row.number,
        verb: row.verb,
        until: endOf(row),
      })),
    );
  }
  return found;
}

export async function isAttemptedLater(
  { db }: Reading,
  caseNumber: number,
  account: string,
): Promise<boolean> {
  const later = await db
    .selectFrom("moderation_case as mine")
    .innerJoin("moderation_case as theirs", (join) =>
      join
        .onRef("theirs.connection", "=", "mine.connection")
        .onRef("theirs.group_id", "=", "mine.group_id")
        .onRef("theirs.number", ">", "mine.number"),
    )
    .innerJoin("target", "target.case_number", "theirs.number")
    .select("theirs.number")
    .where("mine.number", "=", caseNumber)
    .where("target.account", "=", account)
    .where("target.attempted", "=", 1)
    .limit(1)
    .executeTakeFirst();
  return later !== undefined;
}
