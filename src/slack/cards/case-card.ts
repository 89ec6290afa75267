import { isBatch } from "../../cases/batch.ts";
import { booksOf, type Case, type Entry, type Target } from "../../ledger/port.ts";
import { isGroupVerb, OUTCOMES, type Outcome } from "../../words.ts";
import { alreadySo, describeBooks, participle } from "../../texts/books.ts";
import { formatSpan } from "../../texts/span.ts";
import { clean, code, escape, mention, moment } from "../markup.ts";
import { cardOf, type Card } from "./card.ts";

/** Accounts named per outcome in a result; the rest is counted, and named by /case. */
const NAMED = 20;
/** Accounts in one line where all are named. */
const IN_A_LINE = 40;

/** What became of a case: who asked for what, to whom, until when, the books, and why. */
export function resultCard(
  kase: Case,
  { late, readOn }: { readonly late: boolean; readonly readOn: boolean },
): Card {
  const lines = [headline(kase, late), ...until(kase), ...rows(kase, NAMED), ...reasonOf(kase)];
  return cardOf(lines, [...moreIn(kase), ...aboutUnknown(kase, readOn)]);
}

/** The same for the log channel, with its place in the chain. */
export function logCard(kase: Case, late: boolean, entry: Entry | undefined): Card {
  const place = entry ? [`entry ${entry.seq} \`${entry.hash.slice(0, 12)}\``] : [];
  const lines = [headline(kase, late), ...until(kase), ...rows(kase, NAMED), ...reasonOf(kase)];
  return cardOf(lines, [`in ${channelOf(kase)}`, `rule ${escape(kase.rule)}`, ...place]);
}

/** The whole story of a case, for the person who asked for it. */
export function caseCard(kase: Case, entries: readonly Entry[]): Card {
  const open = kase.state === "open" ? ["Work on it goes on."] : [];
  const understood = `Understood as: ${code(kase.command, 1_000)}`;
  const lines = [
    headline(kase, false),
    understood,
    ...until(kase),
    ...rows(kase, null),
    ...reasonOf(kase),
    ...open,
  ];
  const chain = entries.map(
    (entry) => `${entry.seq} ${entry.kind} ${moment(entry.at)} \`${entry.hash.slice(0, 8)}\``,
  );
  return cardOf(
    [...lines, "Entries in the log, with the beginnings of their hashes:", ...chain],
    [`rule ${escape(kase.rule)}`, `asked ${moment(kase.askedAt)} in ${channelOf(kase)}`],
  );
}

export function headline(kase: Case, late: boolean): string {
  const books = describeBooks(booksOf(kase.targets));
  const open = kase.targets.filter(({ outcome }) => outcome === null).length;
  const state = open > 0 ? `${open} still open` : books;
  const of = kase.targets.length > 1 ? ` of ${kase.targets.length}` : "";
  const by =
    kase.lifts === null ? `by ${mention(kase.actor.person)}` : `by Bailiff, at the end of #${kase.lifts}`;
  return `*#${kase.number}* ${kase.verb}${kase.silent ? " silently" : ""} in *${escape(kase.group.alias)}* ${by}${late ? ", later" : ""}: *${state}*${of}`;
}

/** A channel is shown by id where its name cannot be mentioned (direct messages). */
function channelOf(kase: Case): string {
  return /^[CG][A-Z0-9_]+$/.test(kase.channel) ? `<#${kase.channel}>` : "a direct message";
}

/** Only where somebody is muted or banned by this case, or may be. */
function until(kase: Case): readonly string[] {
  const { done, already, unknown } = booksOf(kase.targets);
  if (kase.until === null || done + already + unknown === 0) return [];
  if (kase.until === "permanent") return ["Until it is lifted (permanent)"];
  return [`Until ${moment(kase.until)} (${formatSpan(kase.until - kase.askedAt)})`];
}

function rows(kase: Case, most: number | null): readonly string[] {
  return OUTCOMES.flatMap((outcome) => rowsOf(kase, outcome, most));
}

/** Accounts of one outcome, those with the same note together, so that it is said once. */
function rowsOf(kase: Case, outcome: Outcome, most: number | null): readonly string[] {
  const label = LABEL[outcome](kase);
  return [...byNote(kase, outcome)].flatMap(([note, alike]) => {
    const about = note === "" ? "" : ` (${note})`;
    if (isGroupVerb(kase.verb)) return [`${label}${about}`];
    if (most === null) return linesOf(alike).map((names) => `${label}: ${names}${about}`);
    const more = alike.length > most ? ` and ${alike.length - most} more` : "";
    return [`${label}: ${namesOf(alike.slice(0, most))}${more}${about}`];
  });
}

function byNote(kase: Case, outcome: Outcome): ReadonlyMap<string, readonly Target[]> {
  const targets = kase.targets.filter((target) => target.outcome === outcome);
  return Map.groupBy(targets, (target) => notesOn(kase, target).join("; "));
}

function linesOf(targets: readonly Target[]): readonly string[] {
  const lines = Math.ceil(targets.length / IN_A_LINE);
  return Array.from({ length: lines }, (_, index) =>
    namesOf(targets.slice(index * IN_A_LINE, (index + 1) * IN_A_LINE)),
  );
}

function namesOf(targets: readonly Target[]): string {
  return targets.map(({ account }) => code(account)).join(", ");
}

const LABEL: Readonly<Record<Outcome, (kase: Case) => string>> = {
  done: (kase) => capital(participle(kase.verb)),
  already: (kase) => capital(alreadySo(kase.verb)),
  absent: () => "Not in the group",
  refused: () => "Refused",
  unknown: () => "Unknown",
};

function notesOn(kase: Case, target: Target): readonly string[] {
  return [
    ...(target.detail === null ? [] : [escape(clean(target.detail))]),
    ...(target.outcome === "done" ? endBefore(kase, target) : []),
  ];
}

/** What a mute or a ban has replaced. */
function endBefore({ verb }: Case, { before }: Target): readonly string[] {
  if (verb !== "mute" && verb !== "ban") return [];
  const was = (verb === "mute" ? before?.mutedUntil : before?.bannedUntil) ?? null;
  if (was === null) return [];
  return [`was ${participle(verb)} ${was === "permanent" ? "permanently" : `until ${moment(was)}`}`];
}

function reasonOf(kase: Case): readonly string[] {
  return kase.reason === null ? [] : [`Reason: ${code(kase.reason, 500)}`];
}

function moreIn(kase: Case): readonly string[] {
  const isCut = OUTCOMES.some((outcome) =>
    [...byNote(kase, outcome).values()].some(({ length }) => length > NAMED),
  );
  if (!isCut) return [];
  return isBatch(kase.targets.length)
    ? ["The table in the thread names everybody"]
    : [`\`/mod case ${kase.number}\` names everybody`];
}

function aboutUnknown(kase: Case, readOn: boolean): readonly string[] {
  if (!kase.targets.some(({ outcome }) => outcome === "unknown")) return [];
  return [
    readOn
      ? "What is unknown is looked for again, and what is found out is posted here."
      : "What is unknown is not looked for any more; please look in the chat service's own console.",
  ];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What can be said of a case without reading it. */
export function bareCard(number: number | null): Card {
  const what = number === null ? "A message of Bailiff" : `*#${number}* has news, but its message`;
  const where = number === null ? "" : ` \`/mod case ${number}\` may show it.`;
  return cardOf([`${what} could not be made.${where} Whoever runs Bailiff finds it among the dead letters.`]);
}
