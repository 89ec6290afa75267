import type { Group } from "../vendors/port.ts";
import { endOf } from "./case-rows.ts";
import type { Reading } from "./engine.ts";
import type { DoneTo } from "./port.ts";
import { inSlices } from "./slices.ts";

/**
 * What people did to these accounts of a group since a moment, or may have done, or are doing; newest first. The end of
 * a ban, which the clock asks for, is not among it. Both looks go by an index: the first case since then, and the
 * accounts' cases from its number on.
 */
export async function doneTo(
  { db }: Reading,
  group: Group,
  accounts: readonly string[],
  since: number,
): Promise<readonly DoneTo[]> {
  const first = await db
    .selectFrom("moderation_case")
    .select("number")
    .where("opened_at", ">=", since)
    .orderBy("opened_at")
    .limit(1)
    .executeTakeFirst();
  if (!first) return [];
  const found: DoneTo[] = [];
  for (const slice of inSlices(accounts)) {
    const rows = await db
      .selectFrom("target")
      .innerJoin("moderation_case as kase", "kase.number", "target.case_number")
      .select([
        "target.account",
        "target.outcome",
        "kase.number",
        "kase.verb",
        "kase.permanent",
        "kase.ends_at",
      ])
      .select(["kase.team", "kase.person", "kase.opened_at"])
      .where("target.account", "in", slice)
      .where("target.case_number", ">=", first.number)
      .where("kase.connection", "=", group.connection)
      .where("kase.group_id", "=", group.id)
      .where("kase.opened_at", ">=", since)
      .where("kase.lifts", "is", null)
      .where((eb) =>
        eb.or([eb("target.outcome", "in", ["done", "unknown"]), eb("target.outcome", "is", null)]),
      )
      .execute();
    found.push(
      ...rows.map((row) => ({
        account: row.account,
        number: row.number,
        verb: row.verb,
        until: endOf(row),
        actor: { team: row.team, person: row.person },
        openedAt: row.opened_at,
        outcome: row.outcome,
      })),
    );
  }
  return found.toSorted((one, other) => other.number - one.number);
}
