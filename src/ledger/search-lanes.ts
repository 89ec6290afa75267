import type { Kysely, Selectable } from "kysely";
import { VERBS } from "../words.ts";
import type { CaseSearch } from "./port.ts";
import type { Schema } from "./schema.ts";

/** What decides whether a case is what was asked for. */
const DECIDING = [
  "number",
  "verb",
  "connection",
  "group_id",
  "team",
  "person",
  "lifts",
  "opened_at",
] as const;
export type CaseRow = Pick<Selectable<Schema["moderation_case"]>, (typeof DECIDING)[number]>;

/**
 * Cases below a number in the order of an index, newest first: what is read grows with what is shown, not with the
 * books. Where an index does not hold all that was asked for, the rows it gives are sifted.
 */
export interface Lane {
  readonly read: (below: number, limit: number) => Promise<readonly CaseRow[]>;
  /** Whether a row that it gives belongs to it. */
  readonly isOwn: (row: CaseRow) => boolean;
}

/** Groups in which a person's cases are looked for one by one. */
const MOST_GROUPS = 8;

/** The lanes in which everything that was asked for is found: each case in at least one. */
export function lanesOf(db: Kysely<Schema>, { about, by, groups, verb }: CaseSearch): readonly Lane[] {
  if (about) {
    const byName = Map.groupBy(about.accounts, ({ account }) => account);
    const named = [...byName].map(([account, alike]) =>
      accountLane(db, account, new Set(alike.map(({ connection }) => connection))),
    );
    return about.person ? [...named, ...personLanes(db, about.person, groups, verb)] : named;
  }
  if (by) return personLanes(db, by, groups, verb);
  const ofVerb = verb === null ? {} : { verb };
  if ("except" in groups) return [caseLane(db, ofVerb)];
  return groups.only.map(({ connection, id }) => caseLane(db, { connection, group_id: id, ...ofVerb }));
}

/** By group where there are few, and otherwise by verb: there is an index for either. */
function personLanes(
  db: Kysely<Schema>,
  { team, person }: NonNullable<CaseSearch["by"]>,
  groups: CaseSearch["groups"],
  verb: CaseSearch["verb"],
): readonly Lane[] {
  // The end of a ban stands under the name of who asked for the ban, and nobody has asked for it.
  const isAsked: Lane["isOwn"] = ({ lifts }) => lifts === null;
  if ("only" in groups && groups.only.length <= MOST_GROUPS)
    return groups.only.map(({ connection, id }) =>
      caseLane(db, { connection, group_id: id, team, person }, isAsked),
    );
  return (verb === null ? VERBS : [verb]).map((one) => caseLane(db, { team, person, verb: one }, isAsked));
}

/** Cases in which these columns have these values. */
function caseLane(
  db: Kysely<Schema>,
  equal: Partial<Pick<CaseRow, "connection" | "group_id" | "team" | "person" | "verb">>,
  isOwn: Lane["isOwn"] = () => true,
): Lane {
  const read: Lane["read"] = (below, limit) =>
    db
      .selectFrom("moderation_case")
      .select(DECIDING)
      .where((eb) => eb.and(equal))
      .where("number", "<", below)
      .orderBy("number", "desc")
      .limit(limit)
      .execute();
  return { read, isOwn };
}

/** What an account is called differs from connection to connection. */
function accountLane(db: Kysely<Schema>, account: string, connections: ReadonlySet<string>): Lane {
  const read: Lane["read"] = (below, limit) =>
    db
      .selectFrom("target")
      .innerJoin("moderation_case", "moderation_case.number", "target.case_number")
      .select(DECIDING)
      .where("target.account", "=", account)
      .where("target.case_number", "<", below)
      .orderBy("target.case_number", "desc")
      .limit(limit)
      .execute();
  return { read, isOwn: ({ connection }) => connections.has(connection) };
}
