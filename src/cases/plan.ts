import { hashOf } from "../audit/hash.ts";
import { reach } from "../policy/reach.ts";
import type { Policy, Rule } from "../policy/rules.ts";
import { ok, type Result } from "../result.ts";
import type { AccountState, GroupState, VendorDriver, VendorFailure } from "../vendors/port.ts";
import type { Verb } from "../words.ts";
import { judge, type Aim, type Judgement } from "./judge.ts";

/** What a case would do to one account, found out by reading only. */
export interface PlanRow {
  readonly account: string;
  readonly before: AccountState;
  readonly judgement: Judgement;
}

export interface Plan {
  readonly aim: Aim;
  readonly rows: readonly PlanRow[];
  /** Requests the vendor would get. */
  readonly requests: number;
  /** Hex SHA-256 over what the plan would do; equal plans have equal hashes. */
  readonly hash: string;
}

const UNTOUCHED = { attempted: false, before: null } as const;

/** Reads the vendor and works out what a case would do. Sends nothing that changes anything. */
export async function makePlan(
  driver: VendorDriver,
  group: GroupState,
  aim: Aim,
  accounts: readonly string[],
  limits: {
    readonly policy: Policy;
    readonly rule: Rule;
    readonly batch: number;
    /** How long a mute is to last, as it was asked: the end itself moves with the time of asking. */
    readonly lasts: number | "permanent" | null;
  },
): Promise<Result<Plan, VendorFailure>> {
  const states = await driver.states(group, accounts);
  if (!states.ok) return states;
  const rows = states.value.map((before) => ({
    account: before.account,
    before,
    judgement: judge(aim, before, reach(limits.policy, limits.rule, before), UNTOUCHED),
  }));
  const changes = rows.filter((row) => row.judgement.step === "change").length;
  return ok({
    aim,
    rows,
    requests: Math.ceil(changes / limits.batch),
    hash: planHash(group, aim.verb, limits.lasts, rows),
  });
}

function planHash(
  group: GroupState,
  verb: Verb,
  lasts: number | "permanent" | null,
  rows: readonly PlanRow[],
): string {
  const what = {
    group: [group.group.connection, group.group.id],
    verb,
    lasts,
    rows: rows.map((row) => [row.account, row.before.standing, row.before.mutedUntil, row.judgement]),
  };
  return hashOf(what);
}
