import { hashOf } from "../audit/hash.ts";
import { reach, type Authority } from "../policy/reach.ts";
import { ok, type Result } from "../result.ts";
import type { AccountState, GroupState, Support, VendorDriver, VendorFailure } from "../vendors/port.ts";
import type { Verb } from "../words.ts";
import { urgencyOf } from "./batch.ts";
import { judge, type Aim, type Judgement } from "./judge.ts";
import { readStates } from "./reading.ts";

/** What a case would do to one account, found out by reading only. */
export interface PlanRow {
  readonly account: string;
  readonly before: AccountState;
  readonly judgement: Judgement;
}

export type SupportedVerb = Extract<Support, { readonly supported: true }>;

export interface Plan {
  readonly aim: Aim;
  readonly rows: readonly PlanRow[];
  /** Requests the vendor would get. */
  readonly requests: number;
  /** The shortest time that the vendor's rate allows for these requests, in milliseconds. */
  readonly takesMs: number;
  readonly support: SupportedVerb;
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
    readonly authority: Authority;
    readonly support: SupportedVerb;
    /** How long a mute is to last, as it was asked: the end itself moves with the time of asking. */
    readonly lasts: number | "permanent" | null;
  },
): Promise<Result<Plan, VendorFailure>> {
  const urgency = urgencyOf(accounts.length);
  const states = await readStates(driver, group, aim.verb, accounts, urgency);
  if (!states.ok) return states;
  const rows = states.value.map((before) => ({
    account: before.account,
    before,
    judgement: judge(aim, before, reach(limits.authority, before), UNTOUCHED),
  }));
  const changes = rows.filter((row) => row.judgement.step === "change").length;
  const requests = Math.ceil(changes / limits.support.batch);
  return ok({
    aim,
    rows,
    requests,
    takesMs: (requests / limits.support.perSecond) * 1_000,
    support: limits.support,
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
    rows: rows.map((row) => [
      row.account,
      row.before.standing,
      row.before.mutedUntil,
      row.before.bannedUntil,
      row.judgement,
    ]),
  };
  return hashOf(what);
}
