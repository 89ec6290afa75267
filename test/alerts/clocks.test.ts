import { describe, expect, it } from "vitest";
import { press, type AlertPress } from "../../src/alerts/press.ts";
import type { AlertNews } from "../../src/alerts/port.ts";
import { readAlert, writingOf } from "../../src/alerts/record.ts";
import { sentJob } from "../../src/alerts/taking.ts";
import { createAlertWorker } from "../../src/alerts/working.ts";
import { alertActed } from "../../src/cases/alert-cards.ts";
import type { Casework } from "../../src/cases/casework.ts";
import { Killed, openModel, type Death, type Model } from "./journal.ts";
import { aSignal, CLOCKS, MINUTE, SETTINGS } from "./samples.ts";

const START = Date.UTC(2026, 10, 21, 8);
const RUNS = 1_000;
/** How late a step may be, of a process that lives, in milliseconds. */
const LATEST = 5_000;

/** A small generator whose runs can be had again by their seed. */
function random(seed: number): () => number {
  let state = (seed + 1) * 2_654_435_761;
  return () => {
    state = Math.imul(state ^ (state >>> 15), 2_246_822_507);
    state = Math.imul(state ^ (state >>> 13), 3_266_489_909);
    return ((state ^= state >>> 16) >>> 0) / 2 ** 32;
  };
}

/** Works on everything that is due; a process that dies is followed by another one, which has forgotten everything. */
async function workOn(model: Model, work: Casework): Promise<void> {
  for (let turns = 0; turns < 1_000; turns += 1) {
    const due = [...model.jobs.values()].find(
      ({ job, runAt, isEnded }) => job.kind === "alert" && !isEnded && runAt <= model.now,
    );
    if (!due) return;
    try {
      await createAlertWorker(START).work(work, model.claim(due.job.id));
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      // Nobody knows how far it got; its lease ends, and the job is claimed anew.
    }
  }
  throw new Error("the work does not end");
}

interface Said {
  readonly at: number;
  readonly news: AlertNews;
}

function saidOf(model: Model): readonly Said[] {
  return model.entries.map(({ at, body }) => ({ at, news: body["news"] as unknown as AlertNews }));
}

/** Each step of each wait, once, when it was due, and only while it was waited. */
function check(said: readonly Said[], until: number, seed: number): void {
  let since: number | null = null;
  let step = 0;
  let ackUntil: number | null = null;
  let isAsked = false;
  let silentUntil: number | null = null;
  const about = (what: string): string => `seed ${seed}: ${what}`;
  const waits = (at: number, from: number): void => {
    [since, step, ackUntil, silentUntil, isAsked] = [at, from, null, null, false];
  };
  const rests = (): void => {
    [since, ackUntil, silentUntil] = [null, null, null];
  };
  const inTime = (at: number, due: number | null, what: string): void => {
    expect(due, about(`${what} is due`)).not.toBeNull();
    expect(at, about(`${what} comes too early`)).toBeGreaterThanOrEqual(due ?? 0);
    expect(at - (due ?? 0), about(`${what} comes too late`)).toBeLessThanOrEqual(LATEST);
  };
  /** What should have come before a moment, and did not. */
  const missed = (at: number): void => {
    const stepAfterMs = CLOCKS.path[step]?.afterMs;
    const moments = [
      since === null || stepAfterMs === undefined ? null : since + stepAfterMs,
      ackUntil === null ? null : isAsked ? ackUntil : ackUntil - CLOCKS.askBeforeMs,
      silentUntil,
    ];
    for (const moment of moments)
      if (moment !== null) expect(at - moment, about("a step did not come")).toBeLessThanOrEqual(LATEST);
  };
  for (const { at, news } of said) {
    missed(at);
    switch (news.kind) {
      case "opened":
      case "fired_again":
        waits(at, 0);
        break;
      case "escalated": {
        expect(since, about("nobody waits")).not.toBeNull();
        expect(news.step, about("a step was passed over, or came twice")).toBe(step + 1);
        inTime(at, (since ?? 0) + (CLOCKS.path[step]?.afterMs ?? 0), `step ${news.step}`);
        step += 1;
        break;
      }
      case "acked":
        if (news.acting) expect(since, about("somebody had it who was not asked")).not.toBeNull();
        rests();
        ackUntil = at + CLOCKS.ackMs.critical;
        isAsked = false;
        break;
      case "taken_over":
      case "kept":
        rests();
        ackUntil = at + CLOCKS.ackMs.critical;
        isAsked = false;
        break;
      case "ack_ends":
        expect(isAsked, about("the owner is asked twice")).toBe(false);
        inTime(at, (ackUntil ?? 0) - CLOCKS.askBeforeMs, "the question");
        isAsked = true;
        break;
      case "ack_ended":
        expect(isAsked, about("the owner was not asked")).toBe(true);
        inTime(at, ackUntil, "the end of an acknowledgement");
        waits(at, 1);
        break;
      case "silenced":
        rests();
        silentUntil = news.until;
        break;
      case "paged":
        if (since !== null) step = Math.max(step, news.step);
        break;
      case "silence_ended":
        inTime(at, silentUntil, "the end of a silence");
        waits(at, 1);
        break;
      case "resolved":
      case "resolved_at_source":
      case "ended_at_source":
      case "acked_at_source":
      case "unacked_at_source":
        rests();
        break;
      default:
        news satisfies never;
    }
  }
  missed(until);
}

async function run(seed: number): Promise<Model> {
  const next = random(seed);
  const pick = <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)] as T;
  const model = openModel(START);
  const work: Casework = { ...model.work, register: { alerts: SETTINGS } } as Casework;
  const deaths: readonly Death[] = ["none", "before", "after", "none"];
  model.death = () => pick(deaths);
  let startsAt = START;
  const send = (endsAt: number | null): void => {
    const job = sentJob(`sent:${model.jobs.size}`, {
      source: "prometheus",
      at: model.now,
      signals: [aSignal(startsAt, endsAt)],
    });
    model.jobs.set(job.id, { job, runAt: model.now, fence: 0, isEnded: false });
  };
  send(null);
  await workOn(model, work);
  for (let count = 0; count < 12; count += 1) {
    const what = next();
    if (what < 0.15) send(model.now);
    else if (what < 0.35) {
      startsAt = model.now;
      send(null);
    } else if (what < 0.65) await pressed(model, work, pick(["U1", "U2"]), pick(WISHES));
    else if (what < 0.75) acted(model, pick(["U1", "U2"]));
    await workOn(model, work);
    const until = model.now + pick([1, 4, 6, 16, 31]) * MINUTE;
    // Each due moment is come to, so that lateness is that of the program and not of the test.
    while (model.now < until) {
      const due = [...model.jobs.values()]
        .filter(({ job, isEnded }) => job.kind === "alert" && !isEnded)
        .map(({ runAt }) => runAt);
      model.now = Math.min(until, ...due.filter((at) => at > model.now));
      await workOn(model, work);
    }
  }
  return model;
}

const WISHES = ["ack", "take_over", "keep", "resolve", "silence", "page"] as const;

function wantedOf(kind: (typeof WISHES)[number], now: number): AlertPress {
  if (kind === "silence") return { kind, until: now + 15 * MINUTE };
  return kind === "page" ? { kind, step: 2, to: CLOCKS.path[1]?.to ?? [] } : { kind };
}

/** As pressing.ts does it, without people and rules: read, decide, compare and set. */
async function pressed(
  model: Model,
  work: Casework,
  person: string,
  kind: (typeof WISHES)[number],
): Promise<void> {
  const record = [...model.alerts.values()].at(-1);
  if (!record) return;
  const wanted = wantedOf(kind, model.now);
  const before = readAlert(record);
  const done = press(before, wanted, person, CLOCKS, model.now);
  if (!done.ok) return;
  const stand = { id: record.id, version: record.version, before };
  const writing = writingOf(work, CLOCKS, stand, done.value);
  model.jobs.set(`press:${model.jobs.size}`, {
    job: {
      id: `press:${model.jobs.size}`,
      kind: "request",
      payload: "{}",
      lane: null,
      runAt: 0,
      held: false,
    },
    runAt: 0,
    fence: 0,
    isEnded: false,
  });
  const job = model.claim([...model.jobs.keys()].at(-1) ?? "");
  await work.ledger.changeAlert(job, { ...stand, ...writing, settle: true }).catch((error: unknown) => {
    if (!(error instanceof Killed)) throw error;
  });
}

/** As opening.ts does it, in the transaction of the case. */
function acted(model: Model, person: string): void {
  const record = [...model.alerts.values()].at(-1);
  if (!record) return;
  const by = { actor: { person } };
  const job = alertActed(`acted:${model.jobs.size}`, { alert: record.id, person, by }, model.now);
  model.jobs.set(job.id, { job, runAt: model.now, fence: 0, isEnded: false });
}

describe("the clocks of on-call", () => {
  it(`take each step once and in time, in ${RUNS} lives with deaths around every write`, async () => {
    let steps = 0;
    for (let seed = 0; seed < RUNS; seed += 1) {
      const model = await run(seed);
      const byAlert = Map.groupBy(
        model.entries.map((entry, index) => ({ entry, said: saidOf(model)[index] as Said })),
        ({ entry }) => JSON.stringify(entry.body["alert"]),
      );
      for (const said of byAlert.values())
        check(
          said.map((one) => one.said),
          model.now,
          seed,
        );
      steps += model.entries.filter(({ kind }) => kind === "alert_due").length;
    }
    expect(steps).toBeGreaterThan(RUNS * 3);
  }, 60_000);

  it("let whoever acts first own it, once, whenever the process dies, and leave an owner in peace", async () => {
    for (const deaths of [["before", "after"], ["after"], ["none"]] as const) {
      const model = openModel(START);
      const work: Casework = { ...model.work, register: { alerts: SETTINGS } } as Casework;
      const job = sentJob("sent:1", { source: "prometheus", at: START, signals: [aSignal(START)] });
      model.jobs.set(job.id, { job, runAt: START, fence: 0, isEnded: false });
      await workOn(model, work);
      const left: Death[] = [...deaths];
      model.death = () => left.shift() ?? "none";
      acted(model, "U1");
      await workOn(model, work);
      acted(model, "U2");
      await workOn(model, work);
      const [record] = model.alerts.values();
      expect(record && readAlert(record)).toMatchObject({ state: "acked", owner: { person: "U1" } });
      const news = saidOf(model).map((said) => said.news);
      expect(news.filter(({ kind }) => kind === "acked")).toEqual([
        { kind: "acked", by: "U1", acting: true },
      ]);
    }
  });

  it("do nothing for a job that somebody else holds by now", async () => {
    const model = openModel(START);
    const work: Casework = { ...model.work, register: { alerts: SETTINGS } } as Casework;
    const job = sentJob("sent:1", { source: "prometheus", at: START, signals: [aSignal(START)] });
    model.jobs.set(job.id, { job, runAt: START, fence: 0, isEnded: false });
    const paused = model.claim(job.id);
    await createAlertWorker(START).work(work, model.claim(job.id));
    await createAlertWorker(START).work(work, paused);
    expect(model.entries.filter(({ kind }) => kind === "alert_opened")).toHaveLength(1);
  });
});
