import { sql, type Expression, type ExpressionBuilder, type SqlBool } from "kysely";
import type { Instant } from "../clock.ts";
import { endOf } from "./case-rows.ts";
import type { Reading } from "./engine.ts";
import type { Standing } from "./port.ts";
import type { Schema } from "./schema.ts";

/**
 * Mutes and bans that have not ended and that no newer case has changed or lifted, those that end first on top. It
 * begins with the cases whose end is to come, which an index names, so it does not grow with the books.
 */
export async function standingAt({ db }: Reading, now: Instant, limit: number): Promise<readonly Standing[]> {
  const rows = await db
    .selectFrom("moderation_case as kase")
    .innerJoin("target", "target.case_number", "kase.number")
    .select((eb) => [
      "kase.number",
      "kase.verb",
      "kase.alias",
      "kase.connection",
      "kase.group_id",
      "kase.ends_at",
      "kase.permanent",
      eb.fn.countAll<number>().as("accounts"),
      eb.fn.min("target.account").as("sample"),
      sql<number>`sum(case when target.outcome = 'unknown' then 1 else 0 end)`.as("unknown"),
    ])
    .where("kase.number", "in", (eb) =>
      eb
        .selectFrom("moderation_case as ending")
        .select("ending.number")
        .where("ending.ends_at", ">", now)
        .unionAll(
          eb
            .selectFrom("moderation_case as lasting")
            .select("lasting.number")
            // As in the condition of its index.
            .where("lasting.permanent", "=", sql.lit(1 as const)),
        ),
    )
    .where("kase.verb", "in", ["mute", "ban"])
    .where("target.outcome", "in", ["done", "already", "unknown"])
    .where((eb) => eb.not(eb.exists(decidedLater(eb))))
    .groupBy("kase.number")
    .orderBy("kase.permanent")
    .orderBy("kase.ends_at")
    .orderBy("kase.number")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    number: row.number,
    // As asked for above.
    verb: row.verb as Standing["verb"],
    group: { alias: row.alias, connection: row.connection, id: row.group_id },
    until: endOf(row) ?? "permanent",
    accounts: row.accounts,
    sample: row.sample,
    unknown: Number(row.unknown),
  }));
}

/**
 * A newer case that certainly or, if it does the same, perhaps has set how this account stands. Few cases are newer about
 * one account, many in one group: so both databases are to begin with the account. The group is compared as one text,
 * which no index serves, and the offset keeps PostgreSQL from reading all targets there are to answer all at once.
 */
function decidedLater(
  eb: ExpressionBuilder<Schema & { readonly kase: Schema["moderation_case"] }, "kase" | "target">,
): Expression<unknown> {
  return eb
    .selectFrom("target as later")
    .innerJoin("moderation_case as newer", "newer.number", "later.case_number")
    .select("later.case_number")
    .whereRef("later.account", "=", "target.account")
    .whereRef("later.case_number", ">", "target.case_number")
    .where(sql<SqlBool>`newer.connection || ' ' || newer.group_id = kase.connection || ' ' || kase.group_id`)
    .where(
      sql<SqlBool>`newer.verb in (kase.verb, case when kase.verb = 'mute' then 'unmute' else 'unban' end)`,
    )
    .where((inner) =>
      inner.or([
        inner("later.outcome", "in", ["done", "already"]),
        inner.and([inner("later.outcome", "=", "unknown"), inner("newer.verb", "=", inner.ref("kase.verb"))]),
      ]),
    )
    .limit(1)
    .offset(0);
}
