import type { Reading, Writing } from "./engine.ts";
import { addJobs, endJob, holds } from "./jobs.ts";
import type { Job, NewJob, StoredCheckpoint, Written } from "./port.ts";

/** The newest checkpoints, the newest first. */
export async function latestCheckpoints(
  { db }: Reading,
  limit: number,
): Promise<readonly StoredCheckpoint[]> {
  const rows = await db
    .selectFrom("checkpoint")
    .select(["number", "size", "at", "frontier", "verifier", "note"])
    .orderBy("number", "desc")
    .limit(limit)
    .execute();
  return rows.map(({ size, frontier, ...row }) => ({
    ...row,
    frontier: { size, roots: JSON.parse(frontier) as readonly string[] },
  }));
}

/**
 * Keeps a checkpoint and settles the job that asked for it, with others to do. Null: nothing new is to be kept. `moved`:
 * another process has made one of this number, and nothing was written.
 */
export async function addCheckpoint(
  writing: Writing,
  job: Job,
  checkpoint: StoredCheckpoint | null,
  jobs: readonly NewJob[],
): Promise<Written | "moved"> {
  const held = await holds(writing, job);
  if (!held) return "stale";
  if (checkpoint !== null) {
    const { frontier, ...row } = checkpoint;
    const { numInsertedOrUpdatedRows } = await writing.db
      .insertInto("checkpoint")
      .values({ ...row, size: frontier.size, frontier: JSON.stringify(frontier.roots) })
      .onConflict((conflict) => conflict.column("number").doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows === 0n) return "moved";
  }
  await addJobs(writing, jobs, null);
  await endJob(writing, job, held, { note: checkpoint && { checkpoint: checkpoint.number } });
  return "written";
}
