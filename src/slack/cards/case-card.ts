import { isBatch } from "../../cases/batch.ts";
import { booksOf, type Case, type Target } from "../../ledger/port.ts";
import { isGroupVerb, OUTCOMES, type Outcome } from "../../words.ts";
import { amount } from "../../texts/amount.ts";
import { alreadySo, describeBooks, participle } from "../../texts/books.ts";
import { describeWhy } from "../../texts/outcomes.ts";
import { formatSpan } from "../../texts/span.ts";
import { clean, code, escape, mention, moment } from "../markup.ts";
import { cardOf, type Card } from "./card.ts";
import { firstNames, linesOfNames } from "./names.ts";
import { insteadOfButtons, resultButtons } from "./result-buttons.ts";

/** Accounts named per outcome in a result; the rest is counted, and named by /case. */
export const NAMED = 20;

/**
 * What became of a case: who asked for what, who let it happen (`cleared`, a line of markup), to whom, until when, the
 * books, why, and what can be done next.
 */
export function resultCard(
  kase: Case,
  { late, readOn }: { readonly late: boolean; readonly readOn: boolean },
  place: "channel" | "asker",
  cleared: readonly string[],
): Card {
  return cardOf(
    story(kase, late, cleared),
    [...moreIn(kase, place), ...aboutUnknown(kase, readOn), ...insteadOfButtons(kase), ...words(kase)],
    resultButtons(kase),
  );
}

function story(kase: Case, late: boolean, cleared: readonly string[]): readonly string[] {
  const who = [...cleared, ...stopped(kase)];
  return [headline(kase, late), ...until(kase), ...who, ...rows(kase, NAMED), ...reasonOf(kase)];
}

export function headline(kase: Case, late: boolean): string {
  const books = describeBooks(booksOf(kase.targets));
  const open = kase.targets.filter(({ outcome }) => outcome === null).length;
  const state = open > 0 ? `${amount(open)} still open` : books;
  const of = kase.targets.length > 1 ? ` of ${amount(kase.targets.length)}` : "";
  const by =
    kase.lifts === null ? `by ${mention(kase.actor.person)}` : `by Bailiff, at the end of #${kase.lifts}`;
  return `*#${kase.number}* ${kase.verb}${kase.silent ? " silently" : ""} in *${escape(kase.group.alias)}* ${by}${late ? ", later" : ""}: *${state}*${of}`;
}

/** A channel is shown by id where its name cannot be mentioned (direct messages). */
export function channelOf(kase: Case): string {
  return /^[CG][A-Z0-9_]+$/.test(kase.channel) ? `<#${kase.channel}>` : "a direct message";
}

export function stopped({ stoppedBy, state, targets }: Case): readonly string[] {
  if (stoppedBy === null) return [];
  const left = targets.filter(({ detail }) => detail === describeWhy("stopped")).length;
  if (state === "open") return [`${mention(stoppedBy)} stopped it.`];
  return [
    left === 0
      ? `${mention(stoppedBy)} stopped it when everything had been sent.`
      : `${mention(stoppedBy)} stopped it before ${left === 1 ? "one account" : `${amount(left)} accounts`} had their turn.`,
  ];
}

/** Only where somebody is muted or banned by this case, or may be. */
export function until(kase: Case): readonly string[] {
  const { done, already, unknown } = booksOf(kase.targets);
  if (kase.until === null || done + already + unknown === 0) return [];
  if (kase.until === "permanent") return ["Until it is lifted (permanent)"];
  return [`Until ${moment(kase.until)} (${formatSpan(kase.until - kase.askedAt)})`];
}

export function rows(kase: Case, most: number | null): readonly string[] {
  return OUTCOMES.flatMap((outcome) => rowsOf(kase, outcome, most));
}

/** Accounts of one outcome, those with the same note together, so that it is said once. */
function rowsOf(kase: Case, outcome: Outcome, most: number | null): readonly string[] {
  const label = LABEL[outcome](kase);
  return [...byNote(kase, outcome)].flatMap(([note, alike]) => {
    const about = note === "" ? "" : ` (${note})`;
    if (isGroupVerb(kase.verb)) return [`${label}${about}`];
    const names = alike.map(({ account }) => account);
    if (most === null) return linesOfNames(names).map((line) => `${label}: ${line}${about}`);
    return [`${label}: ${firstNames(names, most)}${about}`];
  });
}

function byNote(kase: Case, outcome: Outcome): ReadonlyMap<string, readonly Target[]> {
  const targets = kase.targets.filter((target) => target.outcome === outcome);
  return Map.groupBy(targets, (target) => notesOn(kase, target).join("; "));
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
  // Where the chat service keeps no ends of bans, one without an end may be one that Bailiff was to lift.
  const end = was !== "permanent" ? `until ${moment(was)}` : verb === "mute" ? "permanently" : "before";
  return [`was ${participle(verb)} ${end}`];
}

export function reasonOf(kase: Case): readonly string[] {
  return kase.reason === null ? [] : [`Reason: ${code(kase.reason, 500)}`];
}

function moreIn(kase: Case, place: "channel" | "asker"): readonly string[] {
  const isCut = OUTCOMES.some((outcome) =>
    [...byNote(kase, outcome).values()].some(({ length }) => length > NAMED),
  );
  if (!isCut) return [];
  const asked = `\`/mod case ${kase.number}\` names`;
  if (!isBatch(kase.targets.length)) return [`${asked} everybody`];
  return place === "channel"
    ? ["The table in the thread names everybody"]
    : [
        `${asked} as many as a message holds; the table of all is uploaded only to channels that Bailiff is in`,
      ];
}

/** A batch came as a list, of which the words tell what was found in it. */
function words({ targets, command }: Case): readonly string[] {
  return isBatch(targets.length) ? [`understood as ${code(command)}`] : [];
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
