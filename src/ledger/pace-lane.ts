import type { Clock, Instant } from "../clock.ts";
import { createTurns, gapMsAt } from "../turns.ts";
import type { Urgency } from "../vendors/port.ts";
import type { DatabaseClock } from "./database-clock.ts";

/**
 * A slot that is missed by more is given up for another one, so that a process which was held up does not send
 * its backlog on top of the others' requests. Half of the margin: the rest is for what is not known of the
 * database's clock, and for the network.
 */
const LATEST_MS = 25;

/**
 * Slots are taken for about so long, and so long before the ones taken earlier are used up; those of a process that
 * dies stay unused. Patient ones take fewer, because a prompt one in another process waits behind all of them.
 */
const AHEAD = {
  prompt: { spanMs: 250, leadMs: 125 },
  patient: { spanMs: 60, leadMs: 40 },
} as const satisfies Record<Urgency, object>;

/** A slow database is asked for more and earlier, as if it took at most so long to answer. */
const LONGEST_TRIP_MS = 500;

interface Waiter {
  readonly go: () => void;
  readonly fail: (error: unknown) => void;
}

/** Slots that were taken together and not used yet; `next` by the database's clock, in milliseconds. */
interface Slots {
  next: Instant;
  left: number;
  readonly gapMs: number;
}

/** Moments by the database's clock, in microseconds since 1970. */
export interface Reserved {
  /** The first of the slots taken. */
  readonly firstUs: number;
  /** When it was asked. */
  readonly nowUs: number;
}

export interface LaneOptions {
  /** Takes the next slots, `spanUs` of them, none of them sooner than in `noticeUs`; microseconds, both. */
  readonly take: (spanUs: number, noticeUs: number) => Promise<Reserved>;
  readonly clock: Clock;
  readonly databaseClock: DatabaseClock;
  /** Nobody waits any more. */
  readonly onIdle: () => void;
}

/** Those of this process who wait under one key. */
export interface Lane {
  turn(perSecond: number, urgency: Urgency): Promise<void>;
}

/**
 * Slots are taken for as many as wait, but not for anybody in particular: whose turn it is shows when a slot is due,
 * so a prompt one gets the next slot that is there. One reservation and one timer at a time, however many wait.
 * When a key's rate changes, the newest counts.
 */
export function createLane({ take, clock, databaseClock, onIdle }: LaneOptions): Lane {
  const waiting = createTurns<Waiter>();
  let slots: Slots[] = [];
  let gapMs = 0;
  /** The end of the last slot taken, by the database's clock. */
  let coveredUntil: Instant | null = null;
  let heardAt: Instant = -Infinity;
  let isTaking = false;
  let isStirred = false;
  let alarm: { readonly at: Instant; readonly cancel: () => void } | null = null;

  const tripMs = (): number => Math.min(databaseClock.tripMs(), LONGEST_TRIP_MS);
  const heldCount = (): number => slots.reduce((sum, { left }) => sum + left, 0);

  /** Callers of the same turn of the event loop share a reservation. */
  function stir(): void {
    if (isStirred) return;
    isStirred = true;
    queueMicrotask(() => {
      isStirred = false;
      serve();
    });
  }

  function serve(): void {
    // The moments of the slots in hand mean nothing after the clock here was set back.
    if (clock.now() < heardAt) slots = [];
    const slotAt = giveDue();
    const takeAt = timeToTake();
    if (takeAt !== null && takeAt <= clock.now()) void takeMore();
    wakeAt(Math.min(slotAt ?? Infinity, isTaking ? Infinity : (takeAt ?? Infinity)));
    if (waiting.size() === 0 && !isTaking) onIdle();
  }

  /** Gives the slots that are due; the answer is when the next one is. */
  function giveDue(): Instant | null {
    for (let group = slots[0]; group !== undefined && waiting.size() > 0; group = slots[0]) {
      const lateMs = clock.now() - databaseClock.here(group.next);
      // Instants here are whole milliseconds, so less than one is no time to wait for.
      if (lateMs <= -1) return databaseClock.here(group.next);
      if (lateMs <= LATEST_MS) waiting.next()?.go();
      group.next += group.gapMs;
      group.left -= 1;
      if (group.left === 0) slots.shift();
    }
    return null;
  }

  /** When to take more slots; null when there is one for everybody, or some are on their way. */
  function timeToTake(): Instant | null {
    const held = heldCount();
    if (isTaking || waiting.size() <= held) return null;
    if (coveredUntil === null || clock.now() < heardAt) return clock.now();
    // Nobody gets an earlier slot by asking earlier, unless another process comes in between.
    const { leadMs } = AHEAD[waiting.prompt() > held ? "prompt" : "patient"];
    return databaseClock.here(coveredUntil) - Math.max(leadMs, 1.5 * tripMs());
  }

  function countToTake(): number {
    const held = heldCount();
    const within = (spanMs: number): number => Math.floor(Math.max(spanMs, 2 * tripMs()) / gapMs);
    const prompt = Math.min(waiting.prompt() - held, within(AHEAD.prompt.spanMs));
    const all = Math.min(waiting.size() - held, within(AHEAD.patient.spanMs));
    return Math.max(prompt, all, 1);
  }

  async function takeMore(): Promise<void> {
    isTaking = true;
    const count = countToTake();
    const apartMs = gapMs;
    // From a database far away, the news of a slot that is due at once would come too late.
    const noticeMs = tripMs() > LATEST_MS ? tripMs() : 0;
    try {
      const next = await ask(count * apartMs, noticeMs);
      while (!databaseClock.isSure()) await ask(0, 0);
      slots.push({ next, left: count, gapMs: apartMs });
      coveredUntil = next + count * apartMs;
    } catch (error) {
      // All of them, or each handful would wait in vain for an answer of its own.
      for (let next = waiting.next(); next; next = waiting.next()) next.fail(error);
    }
    isTaking = false;
    stir();
  }

  /** Takes slots, or only looks at the database's clock when they are to span nothing; the answer is the first one. */
  async function ask(spanMs: number, noticeMs: number): Promise<Instant> {
    const askedAt = clock.now();
    const { firstUs, nowUs } = await take(Math.ceil(spanMs * 1_000), Math.ceil(noticeMs * 1_000));
    heardAt = clock.now();
    databaseClock.heard(askedAt, heardAt, nowUs / 1_000);
    return firstUs / 1_000;
  }

  function wakeAt(at: Instant): void {
    if (alarm?.at === at) return;
    alarm?.cancel();
    alarm = null;
    if (at === Infinity) return;
    const cancel = clock.at(Math.ceil(at), () => {
      alarm = null;
      serve();
    });
    alarm = { at, cancel };
  }

  return {
    turn(perSecond, urgency) {
      gapMs = gapMsAt(perSecond);
      return new Promise((go, fail) => {
        waiting.add({ go, fail }, urgency);
        stir();
      });
    },
  };
}
