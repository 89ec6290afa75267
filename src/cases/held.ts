import { hashOf } from "../audit/hash.ts";
import type { HoldRecord } from "../ledger/port.ts";
import type { Hold } from "../policy/approval.ts";
import type { ApprovalCause } from "../policy/decide.ts";
import type { Group } from "../vendors/port.ts";
import type { Ask } from "./ask.ts";
import type { Intent } from "./considering.ts";
import type { Preview } from "./notice.ts";
import type { PlanRow } from "./plan.ts";

/** An act that waits for people, as the journal keeps it. */
export interface HeldAct {
  readonly hold: Hold;
  /** The request that is held: its payload is what was asked, frozen. */
  readonly origin: string;
  readonly group: Group;
  /** Slack channel it was asked in. */
  readonly channel: string;
  readonly reason: string | null;
  /** The plan as people were shown it. */
  readonly preview: Preview;
  /** The plan that was shown before, when the world has moved since; null the first time. */
  readonly before: readonly PlanRow[] | null;
  /** Why others have to approve; null for a preview. */
  readonly cause: ApprovalCause | null;
  /** True: the asker's roles may act alone in an emergency; whether they still may is asked when they do. */
  readonly mayBreakGlass: boolean;
  /** The rule that allows it, and the version of the policy it stands in. */
  readonly rule: string;
  readonly policy: string;
  /** The request whose word ended the wait: after a crash it goes on where it was. */
  readonly endedBy: string | null;
}

/** An act that people have cleared, as it stands in the journal. */
export interface Clearance {
  readonly id: string;
  readonly version: number;
  readonly held: HeldAct;
}

/** The same for all work on one request, so that a second attempt finds what the first one wrote. */
export function holdIdOf(kind: Hold["kind"], origin: string): string {
  return `${kind}:${hashOf([kind, origin]).slice(0, 40)}`;
}

export function readHeld({ body }: Pick<HoldRecord, "body">): HeldAct {
  return JSON.parse(body) as HeldAct;
}

/**
 * What approvers approve: who asked for what, on whom, until when and why, down to the last account. Whatever runs in
 * its name must have this digest. The state of the accounts is not in it: it goes on moving, and the outcomes tell.
 */
export function commandHash(ask: Ask, { request, group, accounts, until }: Intent): string {
  const { verb, reason, silent } = request;
  return hashOf({
    asker: [ask.team, ask.person],
    channel: ask.channel,
    verb,
    group: [group.connection, group.id],
    accounts: [...accounts],
    until,
    reason,
    silent,
  });
}
