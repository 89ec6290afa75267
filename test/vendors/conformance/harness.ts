import type { End, Verb } from "../../../src/words.ts";
import type { Group, VendorDriver } from "../../../src/vendors/port.ts";
import type { MovableClock } from "../movable-clock.ts";

/** A driver, the vendor's stand-in it speaks to, and the truth behind the API. */
export interface Harness {
  readonly driver: VendorDriver;
  readonly clock: MovableClock;
  readonly group: Group;
  /** A group id that does not exist. */
  readonly missing: Group;
  readonly owner: string;
  /** In the group, plain and not muted. */
  readonly members: readonly [string, string, string, string];
  /** Exists, outside the group. */
  readonly outsider: string;
  /** No account of the vendor. */
  readonly stranger: string;
  /** What must appear in no receipt. */
  readonly secrets: readonly string[];
  readonly isMember: (account: string) => boolean;
  readonly muteEnd: (account: string) => End | null;
  readonly mute: (account: string, until: End) => void;
  /** How many accounts were changed by requests so far. */
  changes(): number;
  /** How many requests have arrived so far. */
  requests(): number;
  /** Makes the vendor misbehave in its own way for the next request that changes something. */
  provoke(
    trouble: "too_often" | "failed_inside" | "reset_before" | "reset_after" | "too_many" | "signature",
  ): void;
}

export interface ConformanceCase {
  readonly name: string;
  /** Runs only where the kind of group takes this verb; null: everywhere. */
  readonly verb: Verb | null;
  readonly run: (harness: Harness) => Promise<void>;
}
