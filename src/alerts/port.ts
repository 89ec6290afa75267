import type { Instant } from "../clock.ts";
import type { Json } from "../ledger/port.ts";
import type { Verb } from "../words.ts";

/** What the rest of the house knows of alerts: words, and how on-call goes by the configuration. */

export const SEVERITIES = ["critical", "error", "warning", "info"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What could be done about an alert with one press; whether it is allowed is decided when somebody asks for it. */
export interface SuggestedAct {
  readonly verb: Verb;
  /** Milliseconds; null for verbs without a time. */
  readonly lasts: number | "permanent" | null;
}

/** What a person wants of an alert, as the button says it. */
export type AlertWish =
  | { readonly kind: "ack" | "resolve" | "take_over" | "keep" }
  /** A step of the path (1 first) is called now; see paging.ts. */
  | { readonly kind: "page"; readonly step: number; readonly key: string }
  | {
      readonly kind: "silence";
      /** Milliseconds, or until the next change of shift. */
      readonly lasts: number | "shift";
      /** Left out where none was given. */
      readonly reason?: string;
    };

/** Nobody is called before its end. */
export interface Silence {
  readonly by: string;
  readonly until: Instant;
  /** As somebody wrote it; left out where they gave none. */
  readonly reason?: string;
}

/** One change of an alert, as its thread tells it and an entry keeps it. */
export type AlertNews =
  | { readonly kind: "opened" }
  | { readonly kind: "fired_again" }
  | { readonly kind: "resolved_at_source" }
  /** A person had resolved it before. */
  | { readonly kind: "ended_at_source" }
  | { readonly kind: "acked_at_source"; readonly name: string }
  | { readonly kind: "unacked_at_source"; readonly name: string }
  /** `acting`: they have not said so, but begun to do something about it. */
  | { readonly kind: "acked"; readonly by: string; readonly acting?: true }
  | { readonly kind: "kept"; readonly by: string }
  | { readonly kind: "taken_over"; readonly by: string; readonly from: string | null }
  | { readonly kind: "resolved"; readonly by: string; readonly stillFiring: boolean }
  | ({ readonly kind: "silenced" } & Silence)
  /** The owner is asked whether they are still on it. */
  | { readonly kind: "ack_ends"; readonly owner: string; readonly at: Instant }
  | { readonly kind: "ack_ended"; readonly owner: string; readonly to: readonly string[] }
  | { readonly kind: "silence_ended"; readonly by: string; readonly to: readonly string[] }
  | { readonly kind: "escalated"; readonly step: number; readonly to: readonly string[] }
  /** A person did not wait for that step of the path. */
  | { readonly kind: "paged"; readonly by: string; readonly step: number; readonly to: readonly string[] };

/** What a case that somebody opened on an alert means for the alert: a job of the queue of alerts. */
export interface ActedOnAlert {
  readonly kind: "acted";
  /** Its id. */
  readonly alert: string;
  readonly person: string;
  /** Who they are and what lets them answer alerts, as entries name it. */
  readonly by: Readonly<Record<string, Json>>;
}

export type AlertOwner =
  | { readonly kind: "person"; readonly person: string; readonly at: Instant }
  /** Somebody took it in the tool that sent it. */
  | { readonly kind: "source"; readonly name: string; readonly at: Instant };

export interface AlertEnd {
  /** Null: it ended at its source. */
  readonly by: string | null;
  readonly at: Instant;
  /** True: a person resolved it while the source went on firing. */
  readonly stillFiring: boolean;
}

/** Why a press does not count. */
export type PressRefusal =
  /** The first counts; whoever comes later is told who that was. */
  | { readonly kind: "taken"; readonly owner: AlertOwner }
  | { readonly kind: "yours" }
  | { readonly kind: "resolved"; readonly resolved: AlertEnd }
  | { readonly kind: "not_yours"; readonly owner: AlertOwner | null }
  /** The end of the silence has passed already, or lies too far away. */
  | { readonly kind: "bad_end" }
  /** That step has been called only just now. */
  | { readonly kind: "paged"; readonly by: string; readonly at: Instant }
  /** The path has changed since the menu was drawn. */
  | { readonly kind: "other_path" }
  /** No such alert, or no such act on it. */
  | { readonly kind: "gone" };

/** Whom an alert reaches, as the configuration names them: `usergroup:S…`, `person:U…`, `channel:C…`. */
export type CallTarget = string;

/** The clocks of on-call. */
export interface Clocks {
  /** How long somebody's word counts that they take care, in milliseconds. */
  readonly ackMs: Readonly<Record<Severity, number>>;
  /** So long before its end they are asked, in milliseconds. */
  readonly askBeforeMs: number;
  /** Whom an alert reaches that nobody takes; `afterMs` counts from when it began to wait for somebody. */
  readonly path: readonly { readonly afterMs: number; readonly to: readonly CallTarget[] }[];
  /** Who is called when somebody's word or a silence has ended. */
  readonly onCall: readonly CallTarget[];
}

/** How on-call goes by the configuration. */
export interface AlertSettings {
  /** Slack channel of everything that has no other, and of Bailiff's own troubles. */
  readonly channel: string;
  readonly clocks: Clocks;
  /** When shifts change: times of day such as `09:00` on the clocks of a time zone. */
  readonly handover: { readonly at: readonly string[]; readonly zone: string } | null;
  readonly sources: ReadonlyMap<string, AlertSource>;
}

/** Whether shifts change by the configuration, so that something can last until then. */
export function hasShifts(settings: AlertSettings | null): boolean {
  return settings !== null && settings.handover !== null;
}

export interface AlertSource {
  readonly channel: string;
  /** After so long without a word it is an alert that it is quiet, in milliseconds; null: never. */
  readonly quietMs: number | null;
}
