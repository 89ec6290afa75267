import type {
  AlertEnd,
  AlertNews,
  AlertOwner,
  AlertWish,
  PressRefusal,
  Severity,
  Silence,
  SuggestedAct,
} from "../alerts/port.ts";
import type { Said } from "./said.ts";
import { formatSpan } from "./span.ts";

/** What people read of alerts. */

export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  critical: "Critical",
  error: "Error",
  warning: "Warning",
  info: "Info",
};

/** What an alert is in, at the head of its card. */
export const STATE_WORDS = {
  firing: "firing",
  acked: "acknowledged",
  silenced: "silenced",
  resolved: "resolved",
} as const;

/** A line of the thread. */
export function describeNews(news: AlertNews): Said {
  switch (news.kind) {
    case "opened":
      return ["It fires."];
    case "fired_again":
      return ["It fires again."];
    case "resolved_at_source":
      return ["It is over: its source says so."];
    case "ended_at_source":
      return ["It is over at its source too."];
    case "acked_at_source":
      return ["Acknowledged at its source by ", { foreign: news.name }, "."];
    case "unacked_at_source":
      return ["Not acknowledged any more at its source (", { foreign: news.name }, ")."];
    case "acked":
      return news.acting
        ? [{ person: news.by }, " acts on it, and so takes care of it from now on."]
        : ["Acknowledged by ", { person: news.by }, "."];
    case "kept":
      return [{ person: news.by }, " is still on it."];
    case "taken_over":
      return news.from === null
        ? ["Taken over by ", { person: news.by }, "."]
        : ["Taken over by ", { person: news.by }, " from ", { person: news.from }, "."];
    case "resolved":
      return [
        "Resolved by ",
        { person: news.by },
        news.stillFiring
          ? ", while its source goes on firing. When the source says so again, it opens again."
          : ".",
      ];
    case "silenced":
      return [...describeSilence(news), "."];
    case "ack_ends":
      return [
        { person: news.owner },
        ", are you still on it? Press *Still on it* on the card, or it is open for others again ",
        { at: news.at },
        ".",
      ];
    case "ack_ended":
      return [{ person: news.owner }, " has not said again that they are on it, so it is open again."];
    case "silence_ended":
      return ["Its silence has ended, and it fires still. It was silenced by ", { person: news.by }, "."];
    case "escalated":
      return [`Nobody has taken it yet (step ${news.step}).`];
    case "paged":
      return ["Called by ", { person: news.by }, `, ahead of time (step ${news.step}).`];
    default:
      return news satisfies never;
  }
}

/** Without a stop at the end. */
export function describeSilence({ by, until, reason }: Silence): Said {
  const why: Said = reason === undefined ? [] : [", because: ", { foreign: reason }];
  return ["Silenced by ", { person: by }, " until ", { at: until }, ...why];
}

export function describeOwner(owner: AlertOwner): Said {
  return owner.kind === "person" ? [{ person: owner.person }] : [{ foreign: owner.name }, " (at its source)"];
}

export function describeAlertEnd({ by, at, stillFiring }: AlertEnd): Said {
  if (by === null) return ["Resolved at its source ", { at }, "."];
  return [
    "Resolved by ",
    { person: by },
    " ",
    { at },
    stillFiring ? ", while its source goes on firing." : ".",
  ];
}

/** Why a press does not count, and what to do instead. */
export function describePressRefusal(refusal: PressRefusal, now: number): Said {
  switch (refusal.kind) {
    case "taken":
      return [
        "Acknowledged by ",
        ...describeOwner(refusal.owner),
        ` ${formatSpan(Math.max(now - refusal.owner.at, 1_000))} ago. Press *Take over* if it is to be yours.`,
      ];
    case "yours":
      return ["It is yours already."];
    case "resolved":
      return [...describeAlertEnd(refusal.resolved), " There is nothing left to do about it."];
    case "not_yours":
      return refusal.owner === null
        ? ["Nobody has it at the moment: press *Ack*."]
        : [
            "It is not yours but ",
            ...describeOwner(refusal.owner),
            "'s: press *Take over* if it is to be yours.",
          ];
    case "bad_end":
      return ["A silence ends in the next 24 hours, and in the future."];
    case "paged":
      return [
        "They have been called by ",
        { person: refusal.by },
        ` ${formatSpan(Math.max(now - refusal.at, 1_000))} ago. Give them a moment, or call another step.`,
      ];
    case "other_path":
      return ["Whom this calls has changed in the configuration meanwhile. Choose again on the card."];
    case "gone":
      return ["What this button was about is not in the journal."];
    default:
      return refusal satisfies never;
  }
}

/** `Mute 10m`, as it stands on a button. */
export function actLabel({ verb, lasts }: SuggestedAct): string {
  const word = `${verb.charAt(0).toUpperCase()}${verb.slice(1)}`;
  return lasts === null ? word : `${word} ${lasts === "permanent" ? "permanently" : formatSpan(lasts)}`;
}

export const ALERT_BUTTONS = {
  ack: { text: "Ack", label: "Ack: you acknowledge it, and take care of it" },
  take_over: { text: "Take over", label: "Take over: you take care of it from now on" },
  keep: { text: "Still on it", label: "Still on it: your acknowledgement goes on" },
  resolve: { text: "Resolve", label: "Resolve: it is over" },
} as const;

export const SILENCE_MENU = {
  placeholder: "Silence",
  shift: "Until the shift ends",
  reason: "Silence with a reason",
} as const;

/** Slack's menus keep what was chosen last, so each option says what it does. */
export const ACT_MENU = { placeholder: "Act" } as const;

export const PAGE_MENU = {
  placeholder: "Page",
  /** `who`: names, or how many there are. */
  option: (who: string, step: number): string => `Page ${who} (step ${step})`,
} as const;

/** The window in which a silence is given its reason. Slack allows 24 characters for title and buttons. */
export const SILENCE_WINDOW = {
  title: "Silence an alert",
  submit: "Silence",
  close: "Cancel",
  lasts: "For how long",
  lastsPlaceholder: "Choose an end",
  lastsHint: "If it fires still by then, whoever is on call then is called.",
  reason: "Reason",
  reasonHint: "Shown on the card, to whoever takes over the shift, and kept in the record.",
  /** What is wrong at a field, as plain text. */
  noLasts: "Choose when the silence ends.",
  gone: "What this window was about is not in the journal. Nothing was done.",
} as const;

export function silenceLabel(span: string): string {
  return `Silence ${span}`;
}

export const WHAT_LINKS = {
  runbook: "Runbook",
  source: "Source",
  dashboard: "Dashboard",
  silence: "Silence at its source",
} as const;

export const ALERT_GONE = "This alert is not in the journal.";

export function quietTrouble(source: string, quietMs: number | null) {
  return {
    key: `quiet:${source}`,
    part: source,
    title: `The source ${source} is quiet`,
    detail: `Nothing has come from it${quietMs === null ? "" : ` for ${formatSpan(quietMs)}`}. Alerts may be missing: look at the source itself, and at the way from there to Bailiff.`,
    severity: "critical",
  } as const;
}

/** The reason of a case that was asked for on an alert. */
export function alertReason(number: number): string {
  return `alert ${number}`;
}

/** What somebody pressed, in words. */
export function wishWords(wish: AlertWish, number: number): string {
  switch (wish.kind) {
    case "ack":
      return `acknowledge alert ${number}`;
    case "resolve":
      return `resolve alert ${number}`;
    case "take_over":
      return `take over alert ${number}`;
    case "keep":
      return `still on alert ${number}`;
    case "page":
      return `call step ${wish.step} for alert ${number}`;
    case "silence":
      return `silence alert ${number} ${wish.lasts === "shift" ? "until the shift ends" : `for ${formatSpan(wish.lasts)}`}`;
    default:
      return wish satisfies never;
  }
}

export function refusedTrouble(source: string) {
  return {
    key: `refused:${source}`,
    part: source,
    title: `Requests to the source ${source} are refused`,
    detail:
      "Somebody sends alerts without the right secret. If it is the source itself, its alerts are lost: compare the secrets on both sides.",
    severity: "critical",
  } as const;
}
