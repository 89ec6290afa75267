import type { Job, NewJob } from "../ledger/port.ts";
import { NOT_FOR_OUTSIDERS } from "../texts/summary.ts";
import { post, type Casework } from "./casework.ts";
import { weeklySummary } from "./summing.ts";
import { dueOf, latestDue, nextDue, type Due, type SummarySchedule } from "./summary-week.ts";

/**
 * The summary of every week hangs on a timer in the journal, one for each ISO week, ever: so it is posted once, by
 * whichever replica is there, also when Bailiff was away at the time. Each timer makes the next one.
 */

export function summaryTimer({ week, at }: Due, team: string): NewJob {
  const payload = JSON.stringify({ summary: week, team });
  return { id: `summary:${week}`, kind: "timer", payload, lane: null, runAt: at, held: false };
}

/** The week a timer is for, and the workspace; null: it is for something else. */
export function weekOf(job: Pick<Job, "payload">): { readonly week: string; readonly team: string } | null {
  const { summary, team } = JSON.parse(job.payload) as { readonly summary?: string; readonly team?: string };
  return summary === undefined || team === undefined ? null : { week: summary, team };
}

/** The timer of a week is due: its summary is posted, and the next timer is set, in one transaction. */
export async function ringSummary(
  work: Casework,
  job: Job,
  { week, team }: { readonly week: string; readonly team: string },
): Promise<void> {
  const { ledger, clock, register } = work;
  const schedule = register.summary;
  if (!schedule) return void (await ledger.settleJob(job, { note: { leftOut: "no summary is configured" } }));
  const due = dueOf(schedule, week);
  if (!due) throw new Error(`the timer ${job.id} names no week`);
  // Since it was set, the configuration has come to name a later time.
  if (due.at > clock.now()) return void (await ledger.postpone(job, due.at, null));
  const latest = latestDue(schedule, clock.now());
  const next = [summaryTimer(nextDue(schedule, clock.now()), team)];
  if (latest.week !== week) {
    // Bailiff was away for more than a week: of the weeks it missed, the last one is told of.
    const posts = [summaryTimer(latest, team), ...next];
    return void (await ledger.settleJob(job, { posts, note: { leftOut: `it is past ${latest.week}` } }));
  }
  if (await isOverheard(work, schedule))
    return void (await ledger.bury(job, NOT_FOR_OUTSIDERS, { posts: next }));
  const summary = await weeklySummary(work, schedule, due, team);
  const address = { to: "channel", channel: schedule.channel, asker: null } as const;
  const told = post(`summary-post:${week}`, address, { kind: "summary", summary }, clock.now());
  await ledger.settleJob(job, { posts: [told, ...next], note: { posted: told.id } });
}

/** Ends a timer at which Bailiff keeps failing. The next week has its own. */
export async function giveUpSummary(
  { ledger, clock, register }: Pick<Casework, "ledger" | "clock" | "register">,
  job: Job,
  team: string,
  why: string,
): Promise<void> {
  const { summary } = register;
  const posts = summary ? [summaryTimer(nextDue(summary, clock.now()), team)] : [];
  await ledger.bury(job, why, { posts });
}

async function isOverheard({ register, channels }: Casework, { channel }: SummarySchedule): Promise<boolean> {
  if (register.channels.get(channel)?.shared) return false;
  const reach = await channels.reach(channel);
  if (reach === "unreachable")
    throw new Error("Slack could not say whether outsiders read along in the channel");
  return reach === "shared";
}
