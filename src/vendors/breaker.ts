import { around } from "./around.ts";
import type { Clock, Instant } from "../clock.ts";
import type { Log } from "../log.ts";
import { fail, type Result } from "../result.ts";
import { breakerLog, describeSilence, heldBack, type Silence } from "../texts/breaker.ts";
import type { VendorDriver, VendorFailure } from "./port.ts";

/**
 * A circuit breaker around a driver, so that a vendor which is down is not hammered, and whoever waits for it is
 * told so at once.
 *
 * What counts is the run of calls without an answer (`unavailable`, `uncertain`). `throttled` means that the vendor
 * is there but gives no progress, and has waits of its own: it neither counts in full nor ends a run, but a long
 * row of nothing else slows down too. Failures of Bailiff's own (`isOurs`) say nothing about the vendor.
 */

const FULL = 20;
const WEIGHT = { no_answer: 4, only_pauses: 1 } as const satisfies Record<Silence, number>;
/** Requests under way together fail together, when one connection breaks: that is one event, not five. */
const SHORTEST_RUN_MS = 1_000;
/** Two failures with more between them belong to no run: meanwhile nobody asked. */
const LONGEST_GAP_MS = 60_000;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 60_000;

export type BreakerState =
  | { readonly kind: "closed" }
  | {
      readonly kind: "open";
      /** When the first call of the run failed. */
      readonly since: Instant;
      /** From then on a call is let through to try; in the past while that call is under way, or nobody calls. */
      readonly until: Instant;
      /** Why, in words, with lengths of time reckoned from now. */
      readonly detail: string;
    };

export interface BreakerOptions {
  readonly clock: Clock;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
  readonly log?: Log;
}

export interface BreakerDriver extends VendorDriver {
  /** For metrics and for messages. */
  readonly state: () => BreakerState;
}

/** Failed calls since the last answer. */
interface Run {
  readonly since: Instant;
  readonly lastAt: Instant;
  readonly weight: number;
  readonly silence: Silence;
}

interface Opening {
  readonly until: Instant;
  readonly waitMs: number;
}

/** What a finished call says about the vendor. */
type Sign = "answer" | "nothing" | Silence;

/** A driver that answers `unavailable` by itself, and certainly sends nothing, while its vendor is down. */
export function withBreaker(driver: VendorDriver, { clock, random, log }: BreakerOptions): BreakerDriver {
  let run: Run | null = null;
  let opening: Opening | null = null;
  let trial: symbol | null = null;
  /** Counts answers: a call that began before the last one and fails says nothing new. */
  let answers = 0;

  const about = { vendor: driver.vendor, connection: driver.connection };

  function open(waitMs: number, failed: Run): void {
    // At least half of it, so that a vendor coming back does not meet all replicas at once.
    opening = { until: clock.now() + waitMs * (0.5 + random() / 2), waitMs };
    log?.warn({ ...about, since: failed.since, until: opening.until }, breakerLog.opened);
  }

  function onAnswer(): void {
    if (opening) log?.info(about, breakerLog.closed);
    answers += 1;
    run = opening = null;
  }

  function onSilence(silence: Silence, isTrial: boolean): void {
    const now = clock.now();
    const goesOn = run !== null && (opening !== null || now - run.lastAt <= LONGEST_GAP_MS);
    const { since, weight } = run && goesOn ? run : { since: now, weight: 0 };
    run = { since: Math.min(since, now), lastAt: now, weight: weight + WEIGHT[silence], silence };
    if (opening) {
      if (isTrial) open(Math.min(opening.waitMs * 2, LONGEST_WAIT_MS), run);
    } else if (run.weight >= FULL && now - run.since >= SHORTEST_RUN_MS) {
      open(FIRST_WAIT_MS, run);
    }
  }

  /** Whether the vendor may be tried. A clock that was set back must not hold it up for as long. */
  function isTime({ until }: Opening): boolean {
    const leftMs = until - clock.now();
    return leftMs <= 0 || leftMs > LONGEST_WAIT_MS;
  }

  function describe(current: Opening, failed: Run): string {
    const now = clock.now();
    const triesInMs = trial ? null : Math.max(current.until - now, 0);
    return describeSilence(driver.vendor, failed.silence, Math.max(now - failed.since, 0), triesInMs);
  }

  async function guard<T>(call: () => Promise<Result<T, VendorFailure>>): Promise<Result<T, VendorFailure>> {
    let own: symbol | null = null;
    if (opening && run) {
      if (trial || !isTime(opening))
        return fail({ kind: "unavailable", detail: heldBack(describe(opening, run)) });
      trial = own = Symbol("trial");
    }
    const begun = answers;
    try {
      const result = await call();
      const sign = signOf(result);
      if (sign === "answer") onAnswer();
      else if (sign !== "nothing" && begun === answers) onSilence(sign, own !== null);
      return result;
    } finally {
      // Whoever tried in vain, or found out nothing, lets another one try.
      if (own !== null && trial === own) trial = null;
    }
  }

  /**
   * A description may be a kept one, so that it comes although the vendor does not answer: it neither closes the
   * breaker nor is it the call that tries. Its failure counts, because it was asked for then.
   */
  async function guardKept<T>(
    call: () => Promise<Result<T, VendorFailure>>,
  ): Promise<Result<T, VendorFailure>> {
    if (opening && run && !trial && !isTime(opening))
      return fail({ kind: "unavailable", detail: heldBack(describe(opening, run)) });
    const begun = answers;
    const result = await call();
    const sign = signOf(result);
    if (sign !== "answer" && sign !== "nothing" && begun === answers) onSilence(sign, opening !== null);
    return result;
  }

  const guarded = around(driver, (call, method) => (method === "describe" ? guardKept(call) : guard(call)));
  // Into the same object, whose limits are learned while it lives: a copy would keep those of now.
  return Object.assign(guarded, {
    state: (): BreakerState =>
      opening && run
        ? { kind: "open", since: run.since, until: opening.until, detail: describe(opening, run) }
        : { kind: "closed" },
  });
}

function signOf(result: Result<unknown, VendorFailure>): Sign {
  if (result.ok) return "answer";
  switch (result.failure.kind) {
    case "unavailable":
      return result.failure.isOurs ? "nothing" : "no_answer";
    case "uncertain":
      return "no_answer";
    case "throttled":
      return result.failure.isOurs ? "nothing" : "only_pauses";
    // Mostly found without asking the vendor.
    case "lapsed":
    case "too_many":
    case "unsupported":
      return "nothing";
    case "no_group":
    case "no_account":
    case "group_full":
    case "not_permitted":
    case "misconfigured":
    case "rejected":
      return "answer";
    default:
      return result.failure satisfies never;
  }
}
