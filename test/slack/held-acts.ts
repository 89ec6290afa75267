import type { HeldAct } from "../../src/cases/held.ts";
import type { Preview } from "../../src/cases/notice.ts";
import type { PlanRow } from "../../src/cases/plan.ts";
import type { Hold } from "../../src/policy/approval.ts";
import type { Approvals } from "../../src/policy/rules.ts";
import { aState } from "../ledger/samples.ts";

/** Acts that wait for people. */

export const NOW = 1_790_000_010_000;
export const MINUTE = 60_000;
export const HASH = `${"0123abcd"}${"f".repeat(56)}`;
export const ID = { preview: `preview:${"a".repeat(40)}`, approval: `approval:${"a".repeat(40)}` } as const;

export const approvals: Approvals = {
  channel: "C_APPROVERS",
  by: ["admin", "owner"],
  needed: 2,
  waitMs: 15 * MINUTE,
  lapseMs: 10 * MINUTE,
  overLimits: true,
  breakGlass: ["oncall"],
  announce: null,
};

export function row(account: string, more: Partial<PlanRow> = {}): PlanRow {
  return { account, before: aState(account), judgement: { step: "change" }, ...more };
}

export const gone = (account: string): PlanRow =>
  row(account, {
    before: { ...aState(account), standing: "absent" },
    judgement: { step: "settled", outcome: "absent", why: null },
  });

export const preview: Preview = {
  verb: "mute",
  words: "mute tommy, jared in lobby for 10m — reason: spam",
  group: "lobby",
  until: NOW + 10 * MINUTE,
  rows: [row("tommy"), row("jared")],
  requests: 1,
  takesMs: 5,
  support: {
    supported: true,
    batch: 500,
    perSecond: 200,
    perAccount: false,
    endedBy: "vendor",
    isLearned: false,
    source: { document: "269/1627", section: "", checked: "2026-11-20" },
  },
  hash: HASH,
  asks: "nobody",
};

export function aHold(more: Partial<Hold> = {}): Hold {
  return {
    kind: "approval",
    asker: { team: "T1", person: "U_MIA" },
    hash: HASH,
    needed: 2,
    votes: [],
    state: "waiting",
    decided: null,
    expiresAt: NOW + 15 * MINUTE,
    lapseMs: 10 * MINUTE,
    lapsesAt: null,
    ...more,
  };
}

export function aHeld(hold: Partial<Hold> = {}, more: Partial<HeldAct> = {}): HeldAct {
  const kind = hold.kind ?? "approval";
  return {
    hold: aHold(hold),
    origin: "slash:1",
    group: { alias: "lobby", connection: "game", id: "@TGS#1" },
    channel: "C_LOBBY_MODS",
    reason: "spam",
    preview,
    before: null,
    cause: kind === "approval" ? { kind: "threshold", rule: "r2" } : null,
    rule: "r2",
    policy: "0123456789ab",
    mayBreakGlass: true,
    endedBy: null,
    ...more,
  };
}

export const vote = (person: string, reason: string | null = null) => ({
  person,
  same: [],
  at: NOW - MINUTE,
  reason,
});
export const by = (person: string, reason: string | null, brokeGlass = false) => ({
  decided: { person, at: NOW - MINUTE, reason, brokeGlass },
});
