import type { Casework } from "../../src/cases/casework.ts";
import type { Clock } from "../../src/clock.ts";
import type { AlertChange, AlertRecord, Job, NewAlert, NewEntry, NewJob } from "../../src/ledger/port.ts";

/** What the model of a journal is made of: rows that change by compare-and-set, jobs that exist once, a process that dies. */

export class Killed extends Error {}

export interface ModelJob {
  readonly job: NewJob;
  runAt: number;
  fence: number;
  isEnded: boolean;
}

/** Where the process may die around a write: before it is committed, or after, when nobody hears that it was. */
export type Death = "none" | "before" | "after";

export interface Model {
  readonly entries: (NewEntry & { readonly at: number })[];
  readonly jobs: Map<string, ModelJob>;
  readonly alerts: Map<string, AlertRecord>;
  readonly work: Casework;
  now: number;
  /** Asked at each write. */
  death: () => Death;
  /** A job as its next holder gets it. */
  claim(id: string): Job;
}

export function openModel(start: number): Model {
  const entries: Model["entries"] = [];
  const jobs = new Map<string, ModelJob>();
  const alerts = new Map<string, AlertRecord>();
  const holds = (job: Job): ModelJob | null => {
    const found = jobs.get(job.id);
    return found && !found.isEnded && found.fence === job.fence ? found : null;
  };
  const add = (all: readonly NewJob[]): void => {
    for (const job of all)
      if (!jobs.has(job.id)) jobs.set(job.id, { job, runAt: job.runAt, fence: 0, isEnded: false });
  };
  const commit = async <T>(what: () => T): Promise<T> => {
    const death = model.death();
    if (death === "before") throw new Killed();
    const value = what();
    if (death === "after") throw new Killed();
    return value;
  };
  const rest = (held: ModelJob, change: AlertChange | NewAlert): void => {
    entries.push(...change.entries.map((entry) => ({ ...entry, at: model.now })));
    add(change.jobs);
    if (change.settle) held.isEnded = true;
  };
  const ledger = {
    alertById: async (id: string) => alerts.get(id) ?? null,
    newestAlert: async (source: string, key: string) =>
      [...alerts.values()]
        .filter((one) => one.source === source && one.key === key)
        .toSorted((one, other) => other.episode - one.episode)[0] ?? null,
    openAlert: (job: Job, alert: NewAlert) =>
      commit(() => {
        const held = holds(job);
        if (!held) return "stale" as const;
        if (alerts.has(alert.id)) return "moved" as const;
        const { id, source, key, episode, body } = alert;
        alerts.set(id, { id, number: alerts.size + 1, version: 1, source, key, episode, body });
        rest(held, alert);
        return "written" as const;
      }),
    changeAlert: (job: Job, change: AlertChange) =>
      commit(() => {
        const held = holds(job);
        if (!held) return "stale" as const;
        const before = alerts.get(change.id);
        if (before?.version !== change.version) return "moved" as const;
        alerts.set(change.id, { ...before, version: before.version + 1, body: change.body });
        rest(held, change);
        return "written" as const;
      }),
    settleJob: (
      job: Job,
      with_: { readonly entries?: readonly NewEntry[]; readonly posts?: readonly NewJob[] },
    ) =>
      commit(() => {
        const held = holds(job);
        if (!held) return "stale" as const;
        entries.push(...(with_.entries ?? []).map((entry) => ({ ...entry, at: model.now })));
        add(with_.posts ?? []);
        held.isEnded = true;
        return "written" as const;
      }),
    postpone: (job: Job, runAt: number) =>
      commit(() => {
        const held = holds(job);
        if (!held) return "stale" as const;
        held.runAt = runAt;
        return "written" as const;
      }),
    noteHeard: async () => {},
  };
  const clock: Clock = { now: () => model.now, at: () => () => {} };
  const model: Model = {
    entries,
    jobs,
    alerts,
    // What on-call does not touch is not there.
    work: { ledger, clock } as unknown as Casework,
    now: start,
    death: () => "none",
    claim(id) {
      const found = jobs.get(id);
      if (!found) throw new Error(`there is no job ${id}`);
      found.fence += 1;
      const { job } = found;
      return {
        id,
        kind: job.kind,
        case: null,
        payload: job.payload,
        fence: found.fence,
        attempts: found.fence - 1,
        createdAt: start,
      };
    },
  };
  return model;
}
