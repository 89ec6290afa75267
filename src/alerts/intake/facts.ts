import { EVERYBODY } from "../../words.ts";
import type { AlertFacts, Signal } from "../alert.ts";
import { SEVERITIES, type Severity, type SuggestedAct } from "../port.ts";
import type { Incoming } from "./port.ts";

/** Which labels of a source tell what an alert is about, and which acts it suggests. */
export interface Labelling {
  readonly group: string;
  readonly account: string;
  readonly severity: string;
  readonly act: string;
  readonly acts: readonly SuggestedAct[];
  /** Reads an act such as `mute 10m`; null: it is none. */
  readonly readAct: (text: string) => SuggestedAct | null;
}

const LONGEST_TITLE = 300;
const LONGEST_SUMMARY = 1_500;
const LONGEST_KEY = 4_000;
const MOST_LINKS = 6;
const MOST_ACTS = 5;

/** What a sender tells, in Bailiff's words. Everything of it stays foreign text. */
export function signalOf(alert: Incoming, labelling: Labelling): Signal {
  return {
    key: text(alert.key, LONGEST_KEY),
    facts: factsOf(alert, labelling),
    parts: alert.parts.map((part) => ({ ...part, fingerprint: text(part.fingerprint, 128) })),
    atSource: alert.atSource && { ...alert.atSource, name: text(alert.atSource.name, 100) },
    endsUnknown: alert.endsUnknown,
  };
}

function factsOf({ title, summary, severity, labels, links }: Incoming, by: Labelling): AlertFacts {
  const suggested = by.readAct(labels[by.act] ?? "");
  const acts = suggested === null ? by.acts : [suggested, ...by.acts];
  const different = new Map(acts.map((act) => [`${act.verb} ${act.lasts}`, act]));
  return {
    title: text(title.replace(STATE_AT_HEAD, ""), LONGEST_TITLE) || "alert without a name",
    summary: summary === null ? null : text(summary, LONGEST_SUMMARY) || null,
    severity: severityOf(labels[by.severity] ?? severity),
    links: links.slice(0, MOST_LINKS),
    group: nameOf(labels[by.group], /^[a-z][a-z0-9_-]{0,31}$/),
    account: nameOf(labels[by.account], ACCOUNT),
    acts: [...different.values()].slice(0, MOST_ACTS),
  };
}

/** Alertmanager's and Grafana's templates of titles begin with it, also where another tool passes them on; the card says it. */
const STATE_AT_HEAD = /^\s*\[(?:FIRING|RESOLVED)(?::\d+)?[^\]]{0,40}\]\s*(?=\S)/i;

/** A name that a command could name too: without blanks, commas, signs of mentions and of Slack's own markup. */
const ACCOUNT = /^[^\s,;<>@#&`"'\p{C}\p{Z}]{1,64}$/u;

function nameOf(value: string | undefined, form: RegExp): string | null {
  return value !== undefined && value !== EVERYBODY && form.test(value) ? value : null;
}

/** Words of other tools for how bad something is. */
const OTHER_WORDS: Readonly<Record<string, Severity>> = {
  p1: "critical",
  page: "critical",
  fatal: "critical",
  emergency: "critical",
  high: "critical",
  sev1: "critical",
  p2: "error",
  major: "error",
  err: "error",
  sev2: "error",
  p3: "warning",
  warn: "warning",
  minor: "warning",
  medium: "warning",
  sev3: "warning",
  p4: "info",
  p5: "info",
  low: "info",
  notice: "info",
  informational: "info",
  none: "info",
};

/** What nobody says is a warning: neither a call at night nor something to overlook. */
function severityOf(word: string | null | undefined): Severity {
  const low = (word ?? "").trim().toLowerCase();
  return SEVERITIES.find((one) => one === low) ?? OTHER_WORDS[low] ?? "warning";
}

/** One line that the journal and Slack can hold. */
function text(foreign: string, longest: number): string {
  const line = foreign
    .slice(0, longest * 2)
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim();
  return Array.from(line).slice(0, longest).join("");
}
