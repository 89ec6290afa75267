import type { Instant } from "../clock.ts";
import type { CallbackRead, Group, VendorDriver, VendorName, VendorFailure } from "../vendors/port.ts";
import type { Ledger } from "../ledger/port.ts";
import type { LedgerProblem } from "../ledger/problem.ts";
import type { Bar } from "../policy/person.ts";
import type { Result } from "../result.ts";
import type { SlackFailure } from "../slack/client.ts";
import type { Verb } from "../words.ts";

/** What doctor looks at. Everything here only reads. */

export interface SlackView {
  /** Who the bot token belongs to, by a call that also tells what is granted and what time it is. */
  install(): Promise<Install>;
  /** Whether Slack takes the app-level token; null where Slack calls Bailiff over HTTP, which needs none. */
  readonly appToken: (() => Promise<Result<null, SlackFailure>>) | null;
  channel(id: string): Promise<Result<ChannelFacts, SlackFailure>>;
  /** All user groups of the workspace, also disabled ones. */
  userGroups(): Promise<Result<readonly UserGroupFacts[], SlackFailure>>;
  /** Of somebody of this team; null when there is nobody with this id. */
  person(team: string, id: string): Promise<Result<PersonFacts | null, { readonly detail: string }>>;
}

export interface Install {
  readonly token: Result<TokenFacts, SlackFailure>;
  /** How far the clock of this machine is ahead of Slack's, in milliseconds; null when Slack told no time. */
  readonly aheadMs: number | null;
}

export interface TokenFacts {
  readonly team: string;
  readonly teamName: string;
  /** Name of the bot, without the at sign. */
  readonly botName: string;
  /** Null when Slack did not tell. */
  readonly scopes: readonly string[] | null;
}

export interface ChannelFacts {
  readonly name: string;
  readonly hasBot: boolean;
  readonly isArchived: boolean;
  /** Shared with another organisation, or about to be. */
  readonly isShared: boolean;
}

export interface UserGroupFacts {
  readonly id: string;
  /** Without the at sign. */
  readonly handle: string;
  readonly isDisabled: boolean;
  readonly people: number;
  /** True where somebody other than the workspace's members says who is in it: an identity provider, or a lock. */
  readonly isManaged: boolean;
}

export interface PersonFacts {
  readonly name: string;
  readonly bar: Bar | null;
}

/** One connection, over a driver of its own: what another one remembers says nothing about now. */
export interface VendorView {
  readonly name: string;
  readonly vendor: VendorName;
  readonly groups: readonly Group[];
  /** Whether the configuration has a secret to check callbacks by. */
  readonly takesCallbacks: boolean;
  /** Whether the vendor knows a group. */
  describe(group: Group): Promise<Result<unknown, VendorFailure>>;
  close(): Promise<void>;
}

export type LedgerView = Pick<Ledger, "counts" | "entries" | "deadLetters" | "latestCheckpoints"> & {
  /** Changes of the tables that the next start makes. */
  readonly pending: readonly string[];
};

export interface StorageView {
  /** `SQLite in the folder data`, `PostgreSQL`. */
  readonly name: string;
  /** The setting that names it. */
  readonly where: string;
  /** Null: there is none yet. Whoever looked closes it. */
  look(): Promise<Result<(LedgerView & { close(): Promise<void> }) | null, LedgerProblem>>;
  /** Of the disk it is on, as far as this machine knows it; null where it does not. */
  readonly disk: (() => Promise<DiskFacts>) | null;
}

export interface DiskFacts {
  readonly isWritable: boolean;
  readonly freeBytes: number;
}

/** What only the process that serves Slack knows. */
export interface RunningView {
  readonly drivers: readonly RunningDriver[];
  /** The last callback to a connection since the start; null: none came. */
  callback(connection: string): HeardCallback | null;
}

export interface HeardCallback {
  readonly at: Instant;
  /** Why it was refused; null: it was taken. */
  readonly refused: Extract<CallbackRead, { kind: "refused" }>["why"] | null;
}

export interface RunningDriver extends Pick<VendorDriver, "connection" | "vendor"> {
  /** Why the vendor is left alone at present; null while it is not. */
  resting(): string | null;
  /** What its refusals have taught: the most accounts in one request, by verb and kind of group. */
  learned(): Promise<readonly LearnedLimit[]>;
}

export interface LearnedLimit {
  readonly verb: Verb;
  readonly kind: string;
  readonly batch: number;
}

/** Slack's own word on a manifest. */
export interface ManifestView {
  /** What Slack says against it; empty: it takes it. */
  validate(manifest: object): Promise<Result<readonly ManifestFault[], SlackFailure>>;
}

export interface ManifestFault {
  readonly code: string | null;
  readonly message: string;
  readonly pointer: string;
}
