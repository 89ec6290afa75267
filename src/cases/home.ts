import type { Instant } from "../clock.ts";
import type { FoundCase, Progress, Standing } from "../ledger/port.ts";
import type { Denial } from "../policy/decide.ts";
import type { Approvals } from "../policy/rules.ts";
import type { Role } from "../words.ts";
import type { Casework } from "./casework.ts";
import type { HeldAct } from "./held.ts";

/**
 * What somebody sees in Bailiff's own tab, as facts. Looking is no act: nothing is asked for by it and no vendor is
 * called. Foreign text in it becomes safe where it is drawn.
 */
export type Home =
  /** Nobody who may do anything here, and why. */
  | { readonly kind: "closed"; readonly person: string; readonly denial: Denial }
  /** Slack could not say who it is, so nothing is shown. */
  | { readonly kind: "unknown"; readonly detail: string }
  | OpenHome;

export interface OpenHome {
  readonly kind: "open";
  readonly person: string;
  readonly roles: readonly Role[];
  readonly at: Instant;
  /** Acts of others that wait for this person's word, those that end first on top. */
  readonly approvals: readonly WaitingAct[];
  /** Acts of their own that wait, for them or for others. */
  readonly mine: readonly WaitingAct[];
  /** Their own open cases, newest first, and how many there are. */
  readonly open: { readonly cases: readonly Progress[]; readonly count: number };
  /** Null: they may read this nowhere. */
  readonly standing: StandingList | null;
  readonly recent: readonly FoundCase[] | null;
  readonly health: Health;
  /** Null: they are no auditors. */
  readonly audit: AuditState | null;
}

/** An act that waits for somebody. */
export interface WaitingAct {
  readonly id: string;
  readonly held: HeldAct;
  readonly approvals: Approvals | null;
}

/** Mutes and bans that stand by the books of Bailiff, in the groups the person may read. */
export interface StandingList {
  readonly acts: readonly Standing[];
  /** Accounts in all of them. */
  readonly accounts: Readonly<Record<Standing["verb"], number>>;
  /** Which of the two the person may read. */
  readonly readable: readonly Standing["verb"][];
  /** True: there are more cases than were looked at. */
  readonly isCut: boolean;
}

/** How Bailiff itself is, as far as that costs nothing to know. */
export interface Health {
  /** Vendors that are left alone at present, and why. */
  readonly resting: readonly { readonly connection: string; readonly why: string }[];
  /** Pieces of work that were given up. */
  readonly dead: number;
  /** Pieces of work that wait or are under way. */
  readonly backlog: Readonly<Record<"requests" | "cases" | "messages", number>>;
  /** Why the log channel lags behind; null while it does not. `none`: no log channel is configured. */
  readonly log: LogState;
}

export type LogState =
  | { readonly kind: "none" }
  | { readonly kind: "up_to_date" }
  | {
      readonly kind: "behind";
      /** Entries that are not posted yet, and when the oldest of them was written. */
      readonly entries: number;
      readonly since: Instant;
      readonly why: string | null;
    };

/** What auditors look for first. */
export interface AuditState {
  /** Signed states of the log, newest first. */
  readonly checkpoints: readonly CheckpointSeen[];
  /** The last time the whole log was verified; null when that is not known. */
  readonly verified: { readonly at: Instant; readonly says: string } | null;
}

export interface CheckpointSeen {
  readonly number: number;
  /** Entries that it covers. */
  readonly size: number;
  readonly at: Instant;
}

/** What the tab is made from. */
export interface HomeWork extends Pick<Casework, "ledger" | "people" | "register" | "clock"> {
  readonly health: () => Promise<Health>;
  readonly audit: () => Promise<AuditState>;
}
