import type { Instant } from "../clock.ts";
import type { AlertEnd, AlertNews, AlertOwner, Severity, Silence, SuggestedAct } from "./port.ts";

/**
 * An alert group: what one card shows. Everything that can become of it is decided in pure functions (`signal.ts`,
 * `press.ts`, `clocks.ts`) from what is known at that moment; nothing is looked up. It is kept as one row, changed by
 * compare-and-set.
 */
export interface Alert {
  /** Name of the source in the configuration; `bailiff` for its own troubles. */
  readonly source: string;
  /** What the source tells its alert groups apart by. */
  readonly key: string;
  /** Slack channel with the card. */
  readonly channel: string;
  readonly facts: AlertFacts;
  /** The single alerts of the group, each with its newest occurrence. */
  readonly parts: readonly Part[];
  readonly state: AlertState;
  /** Who takes care of it; null while nobody does. */
  readonly owner: AlertOwner | null;
  /** When the owner's word ends unless they give it again; null where it does not. */
  readonly ackUntil: Instant | null;
  /** True: the owner has been asked whether they are still on it. */
  readonly asked: boolean;
  readonly silence: (Silence & { readonly at: Instant }) | null;
  readonly resolved: AlertEnd | null;
  /** Since when nobody has taken care of it, and which step of the path comes next. */
  readonly escalation: { readonly since: Instant; readonly step: number };
  /** The last step that somebody called without waiting for it, 1 first; left out while nobody has. */
  readonly paged?: { readonly step: number; readonly by: string; readonly at: Instant };
  /** When it began to fire, this time. */
  readonly since: Instant;
  /** False: it ended before anybody heard of it, so there is no card. */
  readonly shown: boolean;
  /** The timer that counts; older ones find another number here and do nothing. */
  readonly timer: number;
}

export type AlertState = "firing" | "acked" | "silenced" | "resolved";

/** One alert of a group, by the source's own times. */
export interface Part {
  readonly fingerprint: string;
  /** Null: only its end is known. */
  readonly startsAt: Instant | null;
  /** Null while it fires. */
  readonly endsAt: Instant | null;
}

/** What people read of it. All of it is foreign text. */
export interface AlertFacts {
  readonly title: string;
  readonly summary: string | null;
  readonly severity: Severity;
  readonly links: readonly AlertLink[];
  /** Alias of the group it is about, and an account in it. */
  readonly group: string | null;
  readonly account: string | null;
  readonly acts: readonly SuggestedAct[];
}

export interface AlertLink {
  readonly what: "runbook" | "source" | "dashboard" | "silence";
  /** `http` or `https`. */
  readonly url: string;
}

/** What a source tells of one of its alert groups, in Bailiff's words. */
export interface Signal {
  readonly key: string;
  readonly facts: AlertFacts;
  readonly parts: readonly Part[];
  /** What somebody did in the tool that sent it. */
  readonly atSource: { readonly kind: "acked" | "unacked"; readonly name: string } | null;
  /** False: of a group that nobody knows only what fires is taken in. */
  readonly endsUnknown: boolean;
}

export interface Change {
  readonly alert: Alert;
  readonly told: readonly AlertNews[];
}

export function isFiring({ parts }: Pick<Alert, "parts">): boolean {
  return parts.some(({ endsAt }) => endsAt === null);
}

/** It waits for somebody from now on. */
export function waiting(now: Instant, step = 0) {
  return {
    state: "firing",
    owner: null,
    ackUntil: null,
    asked: false,
    silence: null,
    resolved: null,
    escalation: { since: now, step },
  } as const;
}
