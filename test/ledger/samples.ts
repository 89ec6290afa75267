import type {
  Case,
  CaseDraft,
  Job,
  JobKind,
  Ledger,
  NewAttempt,
  NewEntry,
  NewJob,
} from "../../src/ledger/port.ts";
import type { AccountState } from "../../src/vendors/port.ts";

/** Things to put into a ledger. Each takes what a test cares about and makes up the rest. */

export function aJob(id: string, rest: Partial<NewJob> = {}): NewJob {
  return { id, kind: "request", payload: "{}", lane: null, runAt: 0, held: false, ...rest };
}

export function aPost(id: string, lane: string | null = null): NewJob {
  return aJob(id, { kind: "post", lane });
}

export function anEntry(kind: NewEntry["kind"] = "outcome", body: NewEntry["body"] = {}): NewEntry {
  return { kind, case: null, body };
}

export function aDraft(rest: Partial<CaseDraft> = {}): CaseDraft {
  return {
    origin: "request:1",
    verb: "mute",
    group: { alias: "lobby", connection: "game", id: "@TGS#2J4SZEAEL" },
    accounts: ["tommy"],
    until: 1_800_000_000_000,
    reason: "spam",
    silent: false,
    actor: { team: "T1", person: "U_MIA" },
    channel: "C_LOBBY_MODS",
    command: "/mute @tommy 10m spam",
    rule: "moderators may mute for up to 24h",
    fingerprint: "mia mutes tommy",
    planHash: "plan",
    askedAt: 1_790_000_000_000,
    notAfter: 1_790_000_900_000,
    lifts: null,
    hold: null,
    alert: null,
    ...rest,
  };
}

export function aState(account: string): AccountState {
  return { account, standing: "member", mutedUntil: null, bannedUntil: null, exists: true };
}

export function anAttempt(accounts: readonly string[]): NewAttempt {
  return {
    accounts,
    before: accounts.map(aState),
    startedAt: 1_790_000_001_000,
    deadline: 1_790_000_011_000,
  };
}

export const WITHOUT_ASKING = {
  perHour: null,
  hold: null,
  confirmed: true,
  repeatWindowMs: 120_000,
  entry: anEntry("opened"),
} as const;

/** Receives a request and holds it. */
export async function held(ledger: Ledger, id: string): Promise<Job> {
  const received = await ledger.receive(aJob(id, { held: true }));
  if (received.kind !== "new") throw new Error(`${id} was received before`);
  return received.job;
}

/** Opens a case from a request of its own. */
export async function openedCase(
  ledger: Ledger,
  rest: Partial<CaseDraft> = {},
): Promise<{ readonly case: Case; readonly job: Job }> {
  const draft = aDraft(rest);
  const opened = await ledger.openCase(await held(ledger, draft.origin), draft, WITHOUT_ASKING);
  if (opened.kind !== "opened") throw new Error(`the case was not opened: ${opened.kind}`);
  return opened;
}

export async function claimOne(ledger: Ledger, kind: JobKind, leaseMs = 30_000): Promise<Job> {
  const [job] = await ledger.claim(kind, 1, leaseMs);
  if (!job) throw new Error(`no ${kind} is due`);
  return job;
}
