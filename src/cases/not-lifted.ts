import type { Case, Job, NewEntry, NewJob } from "../ledger/port.ts";
import { post, type Casework } from "./casework.ts";
import { placeOfResult } from "./results.ts";
import type { Refusal } from "./notice.ts";

/**
 * Ends an attempt to lift a ban at its end that cannot succeed: whoever asked for the ban is told who is
 * still banned, and the job goes to the dead letters.
 */
export async function giveUpLift(
  work: Casework,
  job: Job,
  kase: Case,
  accounts: readonly string[],
  refusal: Refusal,
): Promise<void> {
  const { number } = kase;
  const now = work.clock.now();
  const notice = { kind: "not_lifted", number, accounts, refusal } as const;
  const entry: NewEntry = {
    kind: "not_lifted",
    case: number,
    body: {
      verb: "unban",
      group: kase.group.alias,
      accounts: [...accounts],
      because: refusal.kind,
    },
  };
  const posts: NewJob[] = [post(`not_lifted:#${number}`, await placeOfResult(work, kase), notice, now)];
  work.log.error(
    { case: number, job: job.id, because: refusal.kind },
    "a ban could not be lifted at its end",
  );
  await work.ledger.bury(job, "a ban could not be lifted at its end", { posts, entries: [entry] });
}

/** The same where Bailiff itself keeps failing. */
export async function abandonLift(work: Casework, job: Job, caseNumber: number, why: string): Promise<void> {
  const kase = await work.ledger.caseByNumber(caseNumber);
  if (!kase) return void (await work.ledger.bury(job, why));
  const banned = kase.targets.filter(
    ({ outcome }) => outcome === "done" || outcome === "unknown" || outcome === null,
  );
  await giveUpLift(
    work,
    job,
    kase,
    banned.map(({ account }) => account),
    { kind: "own_failure" },
  );
}
