import { sql, type Kysely } from "kysely";
import { pause, type Clock, type Instant } from "../clock.ts";
import type { Pace } from "../vendors/port.ts";
import type { Schema } from "./schema.ts";

/**
 * Slots stand (1 s + margin) / rate apart. Requests that start within the margin after their slots are then
 * never more than the rate in any one second, at the price of 5 % of it.
 */
const MARGIN_MS = 50;
/**
 * A slot that is missed by more is given up for another one, so that a process which was held up does not send
 * its backlog on top of the others' requests. Less than the margin, because clocks here count whole milliseconds.
 */
const LATEST_MS = MARGIN_MS - 10;
/** Slots are taken for about this long ahead; those of a process that dies stay unused. */
const AHEAD_MS = 250;

interface Waiter {
  readonly perSecond: number;
  readonly go: () => void;
  readonly fail: (error: unknown) => void;
}

/** Slots one gap apart. The first is between `from` and `by`: the database and this process have clocks of their own. */
interface Slots {
  readonly from: Instant;
  readonly by: Instant;
}

/**
 * The pace that all processes on one PostgreSQL database keep together. One row per key says when the next
 * request may start (the generic cell rate algorithm); one statement moves it on for several requests.
 */
export function createSharedPace(reserve: Reserve, clock: Clock): Pace {
  const queues = new Map<string, Waiter[]>();

  function join(key: string, waiter: Waiter, place: "first" | "last"): void {
    const queue = queues.get(key);
    if (queue) {
      if (place === "first") queue.unshift(waiter);
      else queue.push(waiter);
      return;
    }
    const fresh = [waiter];
    queues.set(key, fresh);
    void serve(key, fresh);
  }

  /** One reservation at a time for each key, as long as somebody waits. */
  async function serve(key: string, queue: Waiter[]): Promise<void> {
    // Callers of the same turn share a reservation.
    await Promise.resolve();
    for (let next = queue[0]; next; next = queue[0]) {
      const gapMs = (1_000 + MARGIN_MS) / next.perSecond;
      const count = Math.min(queue.length, Math.max(1, Math.floor(AHEAD_MS / gapMs)));
      const waiters = queue.splice(0, count);
      try {
        const slots = await take(key, Math.ceil(count * gapMs * 1_000));
        for (const [index, waiter] of waiters.entries()) startAt(key, waiter, slots, index * gapMs);
        // Half-way through these slots it is early enough for the next ones.
        const untilNextMs = slots.by + (count * gapMs) / 2 - clock.now();
        if (queue.length > 0 && untilNextMs > 0) await pause(clock, untilNextMs);
      } catch (error) {
        for (const { fail } of waiters) fail(error);
      }
    }
    queues.delete(key);
  }

  async function take(key: string, spanUs: number): Promise<Slots> {
    const askedAt = clock.now();
    const waitMs = (await reserve(key, spanUs)) / 1_000;
    return { from: askedAt + waitMs, by: clock.now() + waitMs };
  }

  function startAt(key: string, waiter: Waiter, { from, by }: Slots, afterMs: number): void {
    clock.at(Math.ceil(by + afterMs), () => {
      if (clock.now() <= from + afterMs + LATEST_MS) waiter.go();
      else join(key, waiter, "first");
    });
  }

  return {
    turn: (key, perSecond) =>
      new Promise((go, fail) => {
        join(key, { perSecond, go, fail }, "last");
      }),
  };
}

/** Takes the next slots of a key, `spanUs` microseconds of them; the answer is how long to wait for the first, likewise. */
export type Reserve = (key: string, spanUs: number) => Promise<number>;

/** Reserves in the database, whose clock is the one that counts. */
export function reserveIn(db: Kysely<Schema>): Reserve {
  const now = sql<number>`(extract(epoch from clock_timestamp()) * 1000000)::bigint`;
  return async (key, spanUs) => {
    const span = sql<number>`${spanUs}::bigint`;
    const { wait_us } = await db
      .insertInto("rate")
      .values({ key, tat_us: sql<number>`${now} + ${span}` })
      .onConflict((conflict) =>
        conflict.column("key").doUpdateSet({ tat_us: sql<number>`greatest(rate.tat_us, ${now}) + ${span}` }),
      )
      .returning(sql<number>`rate.tat_us - ${span} - ${now}`.as("wait_us"))
      .executeTakeFirstOrThrow();
    return wait_us;
  };
}
