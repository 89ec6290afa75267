import { booksOf, type Case, type Entry, type Target } from "../../ledger/port.ts";
import { OUTCOMES, type Outcome } from "../../words.ts";
import { alreadySo, describeBooks, participle } from "../../texts/books.ts";
import { formatSpan } from "../../texts/span.ts";
import { clean, code, escape, mention, moment } from "../markup.ts";
import { cardOf, type Card } from "./card.ts";

/** Accounts named per outcome in a message; the rest is counted. */
const NAMED = 20;

/** What became of a case: who asked for what, to whom, until when, the books, and why. */
export function resultCard(kase: Case, late: boolean): Card {
  const lines = [
    headline(kase, late),
    ...until(kase),
    ...OUTCOMES.flatMap((outcome) => rowsOf(kase, outcome)),
    ...reasonOf(kase),
  ];
  return cardOf(
    lines,
    hasUnknown(kase)
      ? [
          "Unknown means the chat service could not be read. It is read again, and what is found out is posted here.",
        ]
      : [],
  );
}

/** One line for the log channel, with its place in the chain. */
export function logCard(kase: Case, late: boolean, entry: Entry | undefined): Card {
  const parts = [
    headline(kase, late),
    ...until(kase),
    `in ${channelOf(kase)}`,
    ...reasonOf(kase),
    ...(entry ? [`entry ${entry.seq} \`${entry.hash.slice(0, 12)}\``] : []),
  ];
  return cardOf([parts.join(" · ")]);
}

/** The whole story of a case, for the person who asked for it. */
export function caseCard(kase: Case, entries: readonly Entry[]): Card {
  const told = kase.state === "open" ? ["Work on it goes on."] : [];
  const lines = [
    headline(kase, false),
    `As typed: ${code(kase.command)}`,
    ...until(kase),
    ...OUTCOMES.flatMap((outcome) => rowsOf(kase, outcome)),
    ...reasonOf(kase),
    ...told,
  ];
  const chain = entries.map(
    (entry) => `${entry.seq} ${entry.kind} ${moment(entry.at)} \`${entry.hash.slice(0, 8)}\``,
  );
  return cardOf(
    [...lines, "Entries:", ...chain],
    [`rule ${escape(kase.rule)}`, `asked ${moment(kase.askedAt)} in ${channelOf(kase)}`],
  );
}

export function headline(kase: Case, late: boolean): string {
  const books = describeBooks(booksOf(kase.targets));
  const open = kase.targets.filter(({ outcome }) => outcome === null).length;
  const state = open > 0 ? `${open} still open` : books;
  const of = kase.targets.length > 1 ? ` of ${kase.targets.length}` : "";
  return `*#${kase.number}* ${kase.verb} in *${escape(kase.group.alias)}* by ${mention(kase.actor.person)}${late ? ", found out since" : ""}: *${state}*${of}`;
}

/** A channel is shown by id where its name cannot be mentioned (direct messages). */
function channelOf(kase: Case): string {
  return /^[CG][A-Z0-9_]+$/.test(kase.channel) ? `<#${kase.channel}>` : "a direct message";
}

function until(kase: Case): readonly string[] {
  if (kase.until === null) return [];
  if (kase.until === "permanent") return ["Until it is lifted (permanent)"];
  return [`Until ${moment(kase.until)} (${formatSpan(kase.until - kase.askedAt)})`];
}

function rowsOf(kase: Case, outcome: Outcome): readonly string[] {
  const rows = kase.targets.filter((target) => target.outcome === outcome);
  if (rows.length === 0) return [];
  const named = rows.slice(0, NAMED).map((target) => nameOf(kase, target));
  const more = rows.length > NAMED ? ` and ${rows.length - NAMED} more` : "";
  return [`${LABEL[outcome](kase)}: ${named.join(", ")}${more}`];
}

const LABEL: Readonly<Record<Outcome, (kase: Case) => string>> = {
  done: (kase) => capital(participle(kase.verb)),
  already: (kase) => capital(alreadySo(kase.verb)),
  absent: () => "Not in the group",
  refused: () => "Refused",
  unknown: () => "Unknown",
};

function nameOf(kase: Case, target: Target): string {
  const was = target.before?.mutedUntil ?? null;
  const notes = [
    ...(target.detail === null ? [] : [escape(clean(target.detail))]),
    ...(kase.verb === "mute" && target.outcome === "done" && was !== null
      ? [`was muted ${was === "permanent" ? "permanently" : `until ${moment(was)}`}`]
      : []),
  ];
  return notes.length > 0 ? `${code(target.account)} (${notes.join("; ")})` : code(target.account);
}

function reasonOf(kase: Case): readonly string[] {
  return kase.reason === null ? [] : [`Reason: ${code(kase.reason, 500)}`];
}

function hasUnknown(kase: Case): boolean {
  return kase.targets.some(({ outcome }) => outcome === "unknown");
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
