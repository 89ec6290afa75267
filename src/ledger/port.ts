import type { Instant } from "../clock.ts";
import type { Group } from "../vendors/port.ts";
import type { Outcome, Verb } from "../words.ts";
import type {
  JobKind,
  Job,
  NewJob,
  Besides,
  Written,
  JobRecord,
  DeadLetter,
  LedgerCounts,
} from "./records/job.ts";
import type { NewEntry, Json, Entry } from "./records/entry.ts";
import type { LogHead, StoredCheckpoint } from "./records/checkpoint.ts";
import type { CaseDraft, Case, Progress, Latest, Opened, OpenOptions } from "./records/case.ts";
import type { NewAttempt, OpenAttempt, NewRecord } from "./records/attempt.ts";
import type { HoldRecord, NewHold, HoldChange } from "./records/hold.ts";
import type { Standing, Tally, Period } from "./records/overview.ts";
import type { NewRedaction, Redacted } from "./records/redaction.ts";
import type { RegisterValues, RegisterUpdate } from "./records/register.ts";
import type { NewSeen, Seen, SeenIn, Telling, ToldSeen, TriedAttempt } from "./records/seen.ts";
import type { CaseRecord, CaseSearch, DoneTo, FoundCases } from "./records/search.ts";
import type { AlertChange, AlertRecord, NewAlert } from "./records/alert.ts";

export * from "./records/job.ts";
export * from "./records/entry.ts";
export * from "./records/checkpoint.ts";
export * from "./records/case.ts";
export * from "./records/attempt.ts";
export * from "./records/hold.ts";
export * from "./records/overview.ts";
export * from "./records/redaction.ts";
export * from "./records/register.ts";
export * from "./records/seen.ts";
export * from "./records/search.ts";
export * from "./records/alert.ts";

/**
 * What the heart of Bailiff needs from its database. Every method that writes is one transaction, and when
 * it has resolved, the change survives a power cut. Writes may be grouped with others into one commit.
 *
 * The journal is the queue: jobs are claimed under a lease and a fence. Whoever settles a job must show the
 * fence it holds; `"stale"` means another process has taken the job over, and nothing was written.
 */
export interface Ledger {
  /** Stores a request once. `duplicate` when its id was seen before: then nothing was written. */
  receive(job: NewJob): Promise<{ readonly kind: "new"; readonly job: Job } | { readonly kind: "duplicate" }>;

  /** Takes up to `limit` due jobs of one kind under a lease of `leaseMs` milliseconds. */
  claim(kind: JobKind, limit: number, leaseMs: number): Promise<readonly Job[]>;
  /** Lengthens the lease of a held job. */
  renew(job: Job, leaseMs: number): Promise<Written>;
  /** Earliest moment at which a job of this kind becomes due (or its lease ends); null when there is none. */
  nextDue(kind: JobKind): Promise<Instant | null>;
  /** Calls `wake` when jobs of a kind may have become due. A hint only: the timer to `nextDue` is the truth. */
  onDue(wake: (kind: JobKind) => void): void;

  /** Payloads of the requests that came before this one, were begun, and have not been decided; oldest first. */
  earlierRequests(job: Job): Promise<readonly string[]>;
  /** Ends a job, with an entry and messages to post if there are any. */
  settleJob(
    job: Job,
    with_: {
      readonly entries?: readonly NewEntry[];
      readonly posts?: readonly NewJob[];
      readonly note?: Json;
    },
  ): Promise<Written>;
  /** Gives the job back, to run again at `runAt`, with messages to post meanwhile, and with a note to itself. */
  postpone(
    job: Job,
    runAt: Instant,
    why: string | null,
    besides?: Besides & { readonly note?: Json },
  ): Promise<Written>;
  /** Gives up on a job: it moves to the dead letters, which doctor and the metrics show, with messages to post if there are any. */
  bury(
    job: Job,
    why: string,
    besides?: Besides & { readonly entries?: readonly NewEntry[] },
  ): Promise<Written>;

  /** Opens a case: number, case, targets, entry and work item in one transaction, and settles the request. */
  openCase(request: Job, draft: CaseDraft, options: OpenOptions): Promise<Opened>;

  /**
   * Writes down that a request is about to be sent. Only when this says a number may it be sent. `timers` are
   * created with it, unless they exist.
   */
  beginAttempt(
    job: Job,
    attempt: NewAttempt,
    entry: NewEntry,
    timers?: readonly NewJob[],
  ): Promise<{ readonly kind: "begun"; readonly attempt: number } | { readonly kind: "stale" }>;
  /**
   * Writes down what became of targets, and ends attempts. With `settle`, also settles the case and ends or
   * postpones the job (a job goes on for a settled case while targets are `unknown`).
   */
  record(job: Job, what: NewRecord): Promise<Written>;

  /** Settles `request`, which asks that nothing more be sent for an open case; `settled` when that case is over. */
  stopCase(
    request: Job,
    caseNumber: number,
    by: string,
    entry: NewEntry,
    posts: readonly NewJob[],
  ): Promise<"stopped" | "settled" | "stale">;

  /** Writes down an act that waits for people, and settles its request. */
  openHold(request: Job, hold: NewHold): Promise<Written>;
  /** Changes it, unless it has moved since it was read. */
  changeHold(request: Job, change: HoldChange): Promise<Written | "moved">;
  holdById(id: string): Promise<HoldRecord | null>;
  /** Acts that were held from `since` on and have become no case, newest first. */
  holdsSince(since: Instant, limit: number): Promise<readonly HoldRecord[]>;
  /** On how many accounts these people of a team acted since a moment, in cases they asked for. */
  actsSince(
    actors: { readonly team: string; readonly people: readonly string[] },
    since: Instant,
  ): Promise<number>;

  /** Opens an alert, once. `moved`: it exists. */
  openAlert(job: Job, alert: NewAlert): Promise<Written | "moved">;
  /** Changes it, unless it has moved since it was read. */
  changeAlert(job: Job, change: AlertChange): Promise<Written | "moved">;
  alertById(id: string): Promise<AlertRecord | null>;
  /** The newest alert of a key of a source. */
  newestAlert(source: string, key: string): Promise<AlertRecord | null>;
  /** Alerts about which there is something to do, oldest first. */
  openAlerts(limit: number): Promise<readonly AlertRecord[]>;
  /** Writes down that a source was heard. */
  noteHeard(source: string, at: Instant): Promise<void>;
  /** When it was heard last; null: never. */
  heardAt(source: string): Promise<Instant | null>;

  /**
   * Keeps what people are to hear of about a group, and settles the job that brought it. What has gathered is told by
   * one job of kind `callback`.
   */
  noteSeen(job: Job, group: SeenIn, rows: readonly NewSeen[], telling: Telling): Promise<Written>;
  /** What was not told yet about a group, oldest first. */
  untoldIn(group: SeenIn, limit: number): Promise<readonly Seen[]>;
  /** Writes down that it is told, with entries and messages, and settles the job that tells. */
  tellSeen(job: Job, group: SeenIn, told: ToldSeen): Promise<Written>;
  seenBySeq(seq: number): Promise<Seen | null>;
  /** What was told about a group, newest first. Where few accounts are named, only what names one of them. */
  seenIn(group: SeenIn, accounts: readonly string[], limit: number): Promise<readonly Seen[]>;
  /**
   * Requests about a group with one of these verbs that its vendor may have applied between two moments, and that name
   * one of these accounts: each with those of them that it names.
   */
  attemptsBetween(
    group: SeenIn,
    verbs: readonly Verb[],
    accounts: readonly string[],
    from: Instant,
    to: Instant,
  ): Promise<readonly TriedAttempt[]>;

  /** How often the register was changed at run time. Cheap enough to be asked before every piece of work. */
  registerVersion(): Promise<number>;
  /** What was set in the register at run time and stands. */
  registerValues(): Promise<RegisterValues>;
  /** Changes the register and settles the request, unless it has been changed since the version decided on. */
  changeRegister(request: Job, update: RegisterUpdate): Promise<Written | "moved">;

  /** Requests of this case that were begun and whose end was never written down. */
  openAttempts(caseNumber: number): Promise<readonly OpenAttempt[]>;
  /** Lowest number of an open case before `caseNumber` that touches one of its accounts in its group; null if none. */
  blockedBy(caseNumber: number): Promise<number | null>;

  caseByNumber(number: number): Promise<Case | null>;
  progressOf(number: number): Promise<Progress | null>;
  /** Numbers of the open cases that somebody asked for, newest first. */
  openCasesOf(actor: CaseDraft["actor"], limit: number): Promise<readonly number[]>;
  /** Mutes and bans that have not ended and that no newer case has changed or lifted, those that end first on top. */
  standingAt(now: Instant, limit: number): Promise<readonly Standing[]>;
  /** What was opened in a period, counted by group, verb and person. */
  talliesOf(period: Period): Promise<readonly Tally[]>;
  /** Person who asked that nothing more be sent for a case; null when nobody did. */
  stopOf(number: number): Promise<string | null>;
  /**
   * For each of these accounts of a group, the newest case of one of these verbs whose outcome for it is one of
   * `outcomes` (null: still open; at least one must not be null); none for an account without one.
   */
  latestOn(
    group: Group,
    verbs: readonly Verb[],
    accounts: readonly string[],
    outcomes: readonly (Outcome | null)[],
  ): Promise<readonly Latest[]>;
  /** Whether a later case may have sent something about this account of this case's group. */
  isAttemptedLater(caseNumber: number, account: string): Promise<boolean>;
  casesOf(filter: {
    readonly group?: Group;
    readonly account?: string;
    readonly verb?: Verb;
    /** Id of the alert they were asked for on. */
    readonly alert?: string;
    readonly limit: number;
  }): Promise<readonly Case[]>;

  /** A page of cases. What is read for it does not grow with the books. */
  searchCases(search: CaseSearch): Promise<FoundCases>;
  /** A case with its entries, its messages and what it hangs together with. */
  caseRecord(number: number): Promise<CaseRecord | null>;
  /** What people did to these accounts since a moment, or may have done, or are doing; newest first. */
  doneTo(group: Group, accounts: readonly string[], since: Instant): Promise<readonly DoneTo[]>;

  /** Where the chain ends. */
  logHead(): Promise<LogHead>;
  /** Gives a job of kind `log` back until there is an entry of this number, which wakes it. */
  awaitEntry(job: Job, seq: number): Promise<Written>;
  /** The newest checkpoints, the newest first. */
  latestCheckpoints(limit: number): Promise<readonly StoredCheckpoint[]>;
  /**
   * Keeps a checkpoint (null: there is nothing new to keep) and settles the job that asked for it, with other jobs to
   * do. `moved`: another process has made one of this number.
   */
  addCheckpoint(
    job: Job,
    checkpoint: StoredCheckpoint | null,
    jobs: readonly NewJob[],
  ): Promise<Written | "moved">;
  /** Removes what an entry told, and settles the request. */
  redact(request: Job, redaction: NewRedaction): Promise<Redacted>;
  /** Appends entries that belong to no job, such as start and stop. */
  append(entries: readonly NewEntry[]): Promise<readonly Entry[]>;
  /** The entries about one case, in order. */
  entriesOf(caseNumber: number): Promise<readonly Entry[]>;
  /** Entries in order, from a number on. */
  entries(fromSeq: number, limit: number): Promise<readonly Entry[]>;

  jobById(id: string): Promise<JobRecord | null>;

  counts(): Promise<LedgerCounts>;
  /** Why entries wait to be shown in the log channel; null where nothing has kept them from it. */
  whyUnshown(): Promise<string | null>;
  /** When the whole log was last checked, with what was found; null: never. */
  lastVerified(): Promise<Entry | null>;
  /** The jobs given up last, newest first; `counts` says how many there are in all. */
  deadLetters(limit: number): Promise<readonly DeadLetter[]>;
  close(): Promise<void>;
}
