import { z } from "zod";
import type { Casework } from "../cases/casework.ts";
import { driftIn } from "../cases/drift.ts";
import type { Instant } from "../clock.ts";
import type { Job, NewJob, Standing } from "../ledger/port.ts";
import { DRIFT_OVER, driftTrouble } from "../texts/troubles.ts";
import { alertJob } from "./record.ts";
import { troubleJob } from "./troubles.ts";

/** How often groups with mutes or bans in the books are compared with their chat services, in milliseconds. */
export const DRIFT_EVERY_MS = 15 * 60_000;
/** Groups of one connection that are compared at one time; with more, each has its turn later. */
const MOST_GROUPS = 20;
const MOST_STANDING = 1_000;

const alarmNote = z.object({
  since: z.number(),
  group: z.object({ alias: z.string(), connection: z.string(), id: z.string() }),
  title: z.string(),
  account: z.string().nullable(),
});
type Alarm = z.infer<typeof alarmNote>;

/** The alarms that stand, by the group's name below; and where each connection's turn has come to. */
const driftNote = z.object({
  alarms: z.record(z.string(), alarmNote),
  turns: z.record(z.string(), z.string()),
});
type Noted = z.infer<typeof driftNote>;

/** One for all groups; it is given back for as long as Bailiff runs. */
export function driftJob(now: Instant): NewJob {
  return alertJob("alert-drift", { kind: "drift" }, now + DRIFT_EVERY_MS);
}

type Group = Standing["group"];

/**
 * Whether chat services still hold what the books say. What differs is an alert, one for each group, until both agree again;
 * a service that cannot be asked changes nothing. The alarms, and what is remembered of them, are one transaction.
 */
export async function lookForDrift(work: Casework, job: Job): Promise<void> {
  const { ledger, clock } = work;
  const noted = driftNote.safeParse((await ledger.jobById(job.id))?.note).data ?? { alarms: {}, turns: {} };
  const standing = await ledger.standingAt(clock.now(), MOST_STANDING);
  const byGroup = Map.groupBy(standing, ({ group }) => nameOf(group));
  const groups = new Map(standing.map(({ group }) => [nameOf(group), known(work, group)]));
  // What stands no more agrees too.
  for (const [name, { group }] of Object.entries(noted.alarms)) groups.set(name, known(work, group));
  const { chosen, turns } = inTurn(groups, noted);
  const alarms = { ...noted.alarms };
  const posts: NewJob[] = [];
  for (const name of chosen) {
    const group = groups.get(name);
    if (group === undefined) continue;
    // Not among those that were read is not the same as standing no more.
    if (!byGroup.has(name) && standing.length >= MOST_STANDING) continue;
    const drift = await driftIn(work, group, byGroup.get(name) ?? []);
    if (drift === null) continue;
    const before = alarms[name];
    const now = clock.now();
    if (drift.length > 0) {
      const { detail, ...said } = driftTrouble(group.alias, drift);
      const raised = { since: before?.since ?? now, group, ...said };
      alarms[name] = raised;
      posts.push(alarmJob(name, raised, detail, null, now));
    } else if (before) {
      delete alarms[name];
      posts.push(alarmJob(name, before, DRIFT_OVER, now, now));
    }
  }
  const note: Noted = { alarms, turns };
  await ledger.postpone(job, clock.now() + DRIFT_EVERY_MS, null, { posts, note });
}

/** As the configuration calls it now. */
function known({ register }: Pick<Casework, "register">, group: Group): Group {
  const same = [...register.groups.values()].find(
    ({ connection, id }) => connection === group.connection && id === group.id,
  );
  return same ?? group;
}

/** Those of each connection whose turn it is; groups with an alarm always have it, so that it ends in time. */
function inTurn(
  groups: ReadonlyMap<string, Group>,
  { alarms, turns }: Noted,
): { readonly chosen: ReadonlySet<string>; readonly turns: Readonly<Record<string, string>> } {
  const chosen = new Set(Object.keys(alarms));
  const next: Record<string, string> = {};
  const byConnection = Map.groupBy(groups.keys(), (name) => groups.get(name)?.connection ?? "");
  for (const [connection, names] of byConnection) {
    const sorted = names.toSorted();
    const from = turns[connection] ?? "";
    const turn = [...sorted.filter((name) => name > from), ...sorted.filter((name) => name <= from)];
    const ours = turn.slice(0, MOST_GROUPS);
    for (const name of ours) chosen.add(name);
    next[connection] = ours.at(-1) ?? "";
  }
  return { chosen, turns: next };
}

function alarmJob(
  name: string,
  { since, group, title, account }: Alarm,
  detail: string,
  endsAt: Instant | null,
  now: Instant,
): NewJob {
  const about = { key: `drift:${name}`, part: name, severity: "warning", group: group.alias } as const;
  return troubleJob({ ...about, title, detail, account, startsAt: since, endsAt }, now);
}

function nameOf({ connection, id }: Group): string {
  return `${connection}/${id}`;
}
