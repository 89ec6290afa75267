import type { Reading, Writing } from "./engine.ts";
import { appendEntries } from "./entries.ts";
import { addJobs, endJob, holds } from "./jobs.ts";
import type { Job, NewEntry, NewJob } from "./port.ts";

/**
 * Marks an open case as stopped; whoever works on it looks before each request, and where nobody does because it
 * waits, it waits no longer. A chained unit.
 */
export async function stopCase(
  writing: Writing,
  request: Job,
  caseNumber: number,
  what: { readonly by: string; readonly entry: NewEntry; readonly posts: readonly NewJob[] },
): Promise<"stopped" | "settled" | "stale"> {
  const held = await holds(writing, request);
  if (!held) return "stale";
  const { numUpdatedRows } = await writing.db
    .updateTable("moderation_case")
    .set((eb) => ({ stopped_by: eb.fn.coalesce("stopped_by", eb.val(what.by)) }))
    .where("number", "=", caseNumber)
    .where("settled_at", "is", null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return "settled";
  await writing.db
    .updateTable("job")
    .set({ run_at: writing.now() })
    .where("id", "=", `case:${caseNumber}`)
    .where("state", "=", "ready")
    .execute();
  writing.due("case");
  await appendEntries(writing, [what.entry]);
  await addJobs(writing, what.posts, request.case);
  await endJob(writing, request, held, { note: { stopped: caseNumber } });
  return "stopped";
}

export async function stopOf({ db }: Reading, caseNumber: number): Promise<string | null> {
  const row = await db
    .selectFrom("moderation_case")
    .select("stopped_by")
    .where("number", "=", caseNumber)
    .executeTakeFirst();
  return row?.stopped_by ?? null;
}
