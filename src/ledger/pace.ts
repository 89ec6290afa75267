import { sql, type Kysely } from "kysely";
import type { Clock } from "../clock.ts";
import type { Pace } from "../vendors/port.ts";
import { createDatabaseClock } from "./database-clock.ts";
import { createLane, type Lane, type Reserved } from "./pace-lane.ts";
import type { Schema } from "./schema.ts";

/**
 * The pace that all processes on one PostgreSQL database keep together. One row per key says when the next
 * request may start (the generic cell rate algorithm); one statement moves it on for several requests. A turn
 * fails when the database does not answer.
 */
export function createSharedPace(reserve: Reserve, clock: Clock): Pace {
  const databaseClock = createDatabaseClock();
  const lanes = new Map<string, Lane>();

  function laneOf(key: string): Lane {
    const known = lanes.get(key);
    if (known) return known;
    const lane = createLane({
      take: (spanUs, noticeUs) => reserve(key, spanUs, noticeUs),
      clock,
      databaseClock,
      onIdle: () => void lanes.delete(key),
    });
    lanes.set(key, lane);
    return lane;
  }

  return {
    turn: (key, perSecond, urgency = "prompt") => laneOf(key).turn(perSecond, urgency),
  };
}

/** Takes the next slots of a key, `spanUs` of them, none of them sooner than in `noticeUs`; microseconds, both. */
export type Reserve = (key: string, spanUs: number, noticeUs: number) => Promise<Reserved>;

/** Reserves in the database, whose clock is the one that counts. */
export function reserveIn(db: Kysely<Schema>): Reserve {
  const now = sql<number>`(extract(epoch from clock_timestamp()) * 1000000)::bigint`;
  return async (key, spanUs, noticeUs) => {
    const span = sql<number>`${spanUs}::bigint`;
    const soonest = sql<number>`${now} + ${noticeUs}::bigint`;
    const { first_us, now_us } = await db
      .insertInto("rate")
      .values({ key, tat_us: sql<number>`${soonest} + ${span}` })
      .onConflict((conflict) =>
        conflict
          .column("key")
          .doUpdateSet({ tat_us: sql<number>`greatest(rate.tat_us, ${soonest}) + ${span}` }),
      )
      .returning([sql<number>`rate.tat_us - ${span}`.as("first_us"), now.as("now_us")])
      .executeTakeFirstOrThrow();
    return { firstUs: first_us, nowUs: now_us };
  };
}
