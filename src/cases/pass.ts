import { describeWhy } from "../texts/outcomes.ts";
import type { Case, Job, Settlement, Target } from "../ledger/port.ts";
import type { Urgency, VendorFailure } from "../vendors/port.ts";
import type { Casework } from "./casework.ts";
import type { Aim, Why } from "./judge.ts";
import type { Lease } from "./lease.ts";

/** One pass of a worker over a case. */
export interface Pass {
  readonly work: Casework;
  readonly job: Job;
  readonly kase: Case;
  /** The targets of the case as the pass found them, by account. */
  readonly targets: ReadonlyMap<string, Target>;
  readonly aim: Aim;
  readonly lease: Lease;
  readonly urgency: Urgency;
}

/** Why a pass ended before every target had its outcome. */
export type Pause =
  /** Another process has taken the case over; nothing more may be written. */
  | { readonly kind: "stale" }
  /** This process stops; the next start, or another process, goes on at once. */
  | { readonly kind: "leaving" }
  /** Come back not before a moment, in milliseconds; null: after a growing while. */
  | {
      readonly kind: "wait";
      readonly why: string;
      readonly failure: VendorFailure | null;
      readonly notBefore: number | null;
    };

export const STALE: Pause = { kind: "stale" };
export const LEAVING: Pause = { kind: "leaving" };

export function waitAfter(failure: VendorFailure): Pause {
  return { kind: "wait", why: failure.detail, failure, notBefore: null };
}

/** How a chunk of targets ended: gone through, to be cut smaller, or to be left for now. */
export type ChunkEnd =
  | { readonly kind: "through" }
  | { readonly kind: "split"; readonly batch: number }
  | { readonly kind: "paused"; readonly pause: Pause };

export const THROUGH: ChunkEnd = { kind: "through" };

export function paused(pause: Pause): ChunkEnd {
  return { kind: "paused", pause };
}

/** Of the targets without an outcome: what may have been sent is unknown, what was not is refused. */
export function unsettled(targets: readonly Target[], detail: string): readonly Settlement[] {
  return targets
    .filter(({ outcome }) => outcome === null)
    .map(({ account, attempted }) => ({ account, outcome: attempted ? "unknown" : "refused", detail }));
}

export function settlement(account: string, outcome: Settlement["outcome"], why: Why | null): Settlement {
  return { account, outcome, detail: why === null ? null : describeWhy(why) };
}
