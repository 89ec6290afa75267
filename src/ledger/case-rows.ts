import type { Selectable } from "kysely";
import type { End } from "../words.ts";
import type { AccountState, Group } from "../vendors/port.ts";
import type { Case, CaseDraft, Progress, Target } from "./port.ts";
import type { Schema } from "./schema.ts";

type CaseRow = Selectable<Schema["moderation_case"]>;
type TargetRow = Selectable<Schema["target"]>;

/** How a case stands in its tables. */

export function caseRow(opened: Case): CaseRow {
  const { until, group, actor } = opened;
  return {
    number: opened.number,
    origin: opened.origin,
    verb: opened.verb,
    alias: group.alias,
    connection: group.connection,
    group_id: group.id,
    ends_at: until === "permanent" ? null : until,
    permanent: until === "permanent" ? 1 : 0,
    reason: opened.reason,
    silent: opened.silent ? 1 : 0,
    team: actor.team,
    person: actor.person,
    channel: opened.channel,
    command: opened.command,
    rule: opened.rule,
    fingerprint: opened.fingerprint,
    plan_hash: opened.planHash,
    asked_at: opened.askedAt,
    not_after: opened.notAfter,
    opened_at: opened.openedAt,
    state: opened.state,
    settled_at: opened.settledAt,
    lifts: opened.lifts,
    stopped_by: opened.stoppedBy,
    hold: opened.hold,
    alert: opened.alert,
  };
}

export function targetRows({ number, targets }: Case): TargetRow[] {
  return targets.map(({ account, outcome, detail, before, attempted }, ordinal) => ({
    case_number: number,
    ordinal,
    account,
    outcome,
    detail,
    state_before: before === null ? null : JSON.stringify(before),
    attempted: attempted ? 1 : 0,
  }));
}

/** What a progress tells of a case. */
export function caseHead(row: CaseRow): Omit<Progress, "requested" | "books" | "waits"> {
  return {
    number: row.number,
    verb: row.verb,
    group: groupOf(row),
    actor: { team: row.team, person: row.person },
    command: row.command,
    openedAt: row.opened_at,
    state: row.state,
    lifts: row.lifts,
    stoppedBy: row.stopped_by,
  };
}

function groupOf({ alias, connection, group_id }: CaseRow): Group {
  return { alias, connection, id: group_id };
}

/** `targets` in the order of the command. */
export function caseOf(row: CaseRow, targets: readonly TargetRow[]): Case {
  return {
    number: row.number,
    origin: row.origin,
    verb: row.verb,
    group: groupOf(row),
    accounts: targets.map(({ account }) => account),
    until: endOf(row),
    reason: row.reason,
    silent: row.silent === 1,
    actor: { team: row.team, person: row.person },
    channel: row.channel,
    command: row.command,
    rule: row.rule,
    fingerprint: row.fingerprint,
    planHash: row.plan_hash,
    askedAt: row.asked_at,
    notAfter: row.not_after,
    openedAt: row.opened_at,
    state: row.state,
    settledAt: row.settled_at,
    lifts: row.lifts,
    hold: row.hold,
    alert: row.alert,
    stoppedBy: row.stopped_by,
    targets: targets.map(targetOf),
  };
}

export function endOf({ permanent, ends_at }: Pick<CaseRow, "permanent" | "ends_at">): End | null {
  return permanent === 1 ? "permanent" : ends_at;
}

function targetOf(row: TargetRow): Target {
  return {
    account: row.account,
    outcome: row.outcome,
    detail: row.detail,
    // Written by this program from an AccountState.
    before: row.state_before === null ? null : (JSON.parse(row.state_before) as AccountState),
    attempted: row.attempted === 1,
  };
}

/** A case nobody has worked on yet. */
export function freshCase(draft: CaseDraft, number: number, openedAt: number): Case {
  return {
    ...draft,
    number,
    openedAt,
    state: "open",
    settledAt: null,
    stoppedBy: null,
    targets: draft.accounts.map((account) => ({
      account,
      outcome: null,
      detail: null,
      before: null,
      attempted: false,
    })),
  };
}
