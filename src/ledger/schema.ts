import type { Generated } from "kysely";
import type { Instant } from "../clock.ts";
import type { Outcome, Verb } from "../words.ts";
import type { Case, EntryKind, JobKind, JobState, RegisterKind } from "./port.ts";

/**
 * The tables, in terms that SQLite and PostgreSQL share: moments are integer milliseconds, JSON and ids are
 * text, yes and no are 1 and 0.
 */
export interface Schema {
  job: JobTable;
  moderation_case: CaseTable;
  target: TargetTable;
  attempt: AttemptTable;
  entry: EntryTable;
  entry_body: EntryBodyTable;
  head: HeadTable;
  redaction: RedactionTable;
  checkpoint: CheckpointTable;
  rate: RateTable;
  seen: SeenTable;
  hold: HoldTable;
  hold_entry: HoldEntryTable;
  alert: AlertTable;
  alert_source: AlertSourceTable;
  register_value: RegisterValueTable;
}

type YesNo = 0 | 1;

interface JobTable {
  /** Order of creation. */
  seq: Generated<number>;
  id: string;
  kind: JobKind;
  case_number: number | null;
  lane: string | null;
  payload: string;
  state: JobState;
  run_at: Instant;
  lease_owner: string | null;
  /** By the database's clock where several processes share it. Null unless leased. */
  lease_until: Instant | null;
  /** One more with each claim, so it also counts them. */
  fence: number;
  /** Why it was postponed or buried. */
  why: string | null;
  /** JSON left by whoever settled it. */
  note: string | null;
  created_at: Instant;
  /** When it was settled or buried; null while there is something to do. The partial indexes hang on it. */
  ended_at: Instant | null;
}

interface CaseTable {
  number: number;
  origin: string;
  verb: Verb;
  alias: string;
  connection: string;
  group_id: string;
  ends_at: Instant | null;
  permanent: YesNo;
  reason: string | null;
  silent: YesNo;
  team: string;
  person: string;
  channel: string;
  command: string;
  rule: string;
  fingerprint: string;
  plan_hash: string;
  asked_at: Instant;
  not_after: Instant;
  opened_at: Instant;
  state: Case["state"];
  settled_at: Instant | null;
  /** Number of the case whose end it carries out. */
  lifts: number | null;
  stopped_by: string | null;
  /** Id of the hold it was cleared from. */
  hold: string | null;
  /** Id of the alert it was asked for on. */
  alert: string | null;
}

interface HoldTable {
  id: string;
  version: number;
  body: string;
  case_number: number | null;
  created_at: Instant;
}

interface AlertTable {
  id: string;
  number: number;
  version: number;
  source: string;
  key: string;
  episode: number;
  is_open: YesNo;
  body: string;
  created_at: Instant;
}

interface AlertSourceTable {
  name: string;
  heard_at: Instant;
}

/** Entries that tell of an act that waits, or waited. */
interface HoldEntryTable {
  hold: string;
  seq: number;
}

interface TargetTable {
  case_number: number;
  /** Position in the command, from 0. */
  ordinal: number;
  account: string;
  outcome: Outcome | null;
  detail: string | null;
  /** JSON of the AccountState read before the first attempt. */
  state_before: string | null;
  attempted: YesNo;
}

interface AttemptTable {
  id: Generated<number>;
  case_number: number;
  job_id: string;
  fence: number;
  /** JSON list of accounts. */
  accounts: string;
  /** JSON list of AccountState. */
  states_before: string;
  started_at: Instant;
  deadline: Instant;
  ended_at: Instant | null;
}

interface EntryTable {
  seq: number;
  at: Instant;
  kind: EntryKind;
  case_number: number | null;
  text: string;
  prev: string;
  hash: string;
}

/** Goes when it is redacted; the entry stays. */
interface EntryBodyTable {
  seq: number;
  body: string;
  salt: string;
}

/** What was redacted, and the number of the entry that says so. */
interface RedactionTable {
  seq: number;
  by_seq: number;
}

interface CheckpointTable {
  /** Gap-free, from 1. */
  number: number;
  /** Entries that it covers. */
  size: number;
  at: Instant;
  /** JSON list of the hashes from which the tree grows on. */
  frontier: string;
  /** The verifier key of the first signature. */
  verifier: string;
  note: string;
}

/** What was set in the register at run time and stands. */
interface RegisterValueTable {
  kind: RegisterKind;
  key: string;
  value: string | null;
  person: string;
  changed_at: Instant;
}

/** The last number given out, so that numbers have no gaps: a number is taken in the transaction that uses it. */
interface HeadTable {
  name: "case" | "entry" | "register" | "alert";
  number: number;
  /** Hash of the entry of that number; empty for cases. */
  hash: string;
}

/** What a chat service told of its own accord. */
interface SeenTable {
  /** Order of arrival. */
  seq: Generated<number>;
  key: string;
  connection: string;
  group_id: string;
  body: string;
  /** Null until people have heard of it. */
  told_at: Instant | null;
}

interface RateTable {
  key: string;
  /** When the next request may start, in microseconds: at 300 a second, milliseconds would be too coarse. */
  tat_us: number;
}
