import type { AlertSettings } from "../alerts/port.ts";
import type { Clock } from "../clock.ts";
import type { Finding } from "../doctor/finding.ts";
import type { Ledger, NewJob } from "../ledger/port.ts";
import type { Log } from "../log.ts";
import type { People } from "../policy/person.ts";
import type { Policy } from "../policy/rules.ts";
import type { Group, VendorDriver } from "../vendors/port.ts";
import type { Result } from "../result.ts";
import type { Role } from "../words.ts";
import type { Ask, ListFile } from "./ask.ts";
import type { Exports } from "./exports.ts";
import type { Address, Notice, Post } from "./notice.ts";
import type { Profiles, ProofSource } from "./proof.ts";
import type { StandingChange } from "./register-change.ts";
import type { OnStep } from "./steps.ts";
import type { SummarySchedule } from "./summary-week.ts";

/**
 * Everything the heart of Bailiff works with, all of it behind ports. It is made anew for each piece of work, so that
 * a piece of work sees one register and the roles that belong to it, whatever changes meanwhile.
 */
export interface Casework {
  readonly ledger: Ledger;
  readonly drivers: ReadonlyMap<string, VendorDriver>;
  readonly people: People;
  readonly channels: Channels;
  readonly files: Files;
  readonly profiles: Profiles;
  readonly doctor: Doctor;
  readonly exports: Exports;
  readonly register: Register;
  readonly clock: Clock;
  /** A number from 0 up to 1, for jitter. */
  readonly random: () => number;
  readonly onStep: OnStep;
  readonly log: Log;
}

/** Who has which role, as the configuration says it. */
export interface Granted {
  /** Role → grants such as `workspace:admin`, `usergroup:S…`, `person:U…`. */
  readonly roles: ReadonlyMap<Role, readonly string[]>;
  /** Roles that rules forbid something to: when nobody can say who has them, nobody may do anything. */
  readonly forbidden: ReadonlySet<Role>;
}

/** What the configuration says about the world, and what was changed of it at run time. */
export interface Register extends Granted {
  readonly policy: Policy;
  /** By each of its names: its alias in the configuration, and other names given to it at run time. */
  readonly groups: ReadonlyMap<string, Group>;
  /** By channel id. */
  readonly channels: ReadonlyMap<string, ChannelBinding>;
  readonly logChannel: string | null;
  /** How on-call goes; null: no alerts are taken. */
  readonly alerts: AlertSettings | null;
  /** How far back what others did to the same account is told of, in milliseconds, and whether it is asked about. */
  readonly overlap: { readonly withinMs: number; readonly ask: boolean };
  /** When and where the summary of every week is posted; null: nowhere. */
  readonly summary: SummarySchedule | null;
  /** Reasons to choose from in the form: each once, none blank. */
  readonly reasons: readonly string[];
  /** Person id → connection → account. */
  readonly links: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** What has to prove a link that is made at run time; null: nothing. */
  readonly proof: ProofSource | null;
  /** What was set at run time and lies over the configuration file. */
  readonly changes: readonly StandingChange[];
  /** How often it had been changed at run time when it was read. */
  readonly version: number;
}

export interface ChannelBinding {
  /** Alias of the channel's own group. */
  readonly group: string | null;
  /** True when the configuration allows results in a channel shared with another organisation. */
  readonly shared: boolean;
}

export interface Channels {
  /**
   * Whether people of another organisation can read along. `unknown`: Slack does not show the channel to the
   * bot, so nothing can be posted there either. `unreachable`: Slack could not be asked.
   */
  reach(channel: string): Promise<"internal" | "shared" | "unknown" | "unreachable">;
}

/** Files that people upload. */
export interface Files {
  /** The text of a file; a failure says in words why it cannot be had, and whether it may be had later. */
  read(file: ListFile): Promise<Result<string, { readonly detail: string; readonly mayPass: boolean }>>;
}

/** Whether everything that Bailiff hangs on is as it should be. */
export interface Doctor {
  /** What there is to say about each thing, looked at now, by the register of this moment. It changes nothing. */
  examine(register: Register): Promise<readonly Finding[]>;
}

/** A message to be posted, as a job. The same `id` is posted once, ever. */
export function post(id: string, address: Address, notice: Notice, runAt: number): NewJob {
  const payload: Post = { address, notice };
  const lane = address.to === "asker" ? null : `${address.to}:${address.channel}`;
  return { id, kind: "post", payload: JSON.stringify(payload), lane, runAt, held: false };
}

/**
 * A message that stands beside the order of its channel: one that is kept up to date for long, or that follows another
 * one. It must not hold up the others.
 */
export function postBeside(id: string, channel: string, notice: Notice, runAt: number): NewJob {
  return { ...post(id, { to: "channel", channel, asker: null }, notice, runAt), lane: null };
}

/** The person who asked, as an address only they can read. */
export function askerOf(ask: Ask): Address & { to: "asker" } {
  return { to: "asker", channel: ask.channel, person: ask.person, responseUrl: ask.responseUrl };
}
