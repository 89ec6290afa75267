import { caseHead } from "./case-rows.ts";
import type { Reading } from "./engine.ts";
import { booksOf, type Progress } from "./port.ts";

/** How far a case is: counted in the database, so that looking often costs little, however many targets it has. */
export async function progressOf({ db }: Reading, number: number): Promise<Progress | null> {
  const row = await db
    .selectFrom("moderation_case")
    .selectAll()
    .where("number", "=", number)
    .executeTakeFirst();
  if (!row) return null;
  const counts = await db
    .selectFrom("target")
    .select((eb) => ["outcome", eb.fn.countAll<number>().as("count")])
    .where("case_number", "=", number)
    .groupBy("outcome")
    .execute();
  const work = await db
    .selectFrom("job")
    .select(["state", "why"])
    .where("id", "=", `case:${number}`)
    .executeTakeFirst();
  const books = { ...booksOf([]) };
  for (const { outcome, count } of counts) if (outcome) books[outcome] = count;
  return {
    ...caseHead(row),
    requested: counts.reduce((sum, { count }) => sum + count, 0),
    books,
    waits: work?.state === "ready" ? work.why : null,
  };
}
