import { isBatch } from "../../cases/batch.ts";
import { readHeld } from "../../cases/held.ts";
import { othersIn } from "../../cases/overlap.ts";
import { bodyOf, type CasePost, type CaseRecord, type Entry } from "../../ledger/port.ts";
import { describeEntry } from "../../texts/entries.ts";
import { listOf, memberOf, textOf } from "../../texts/facts.ts";
import { clearedBy, describeCause } from "../../texts/holds.ts";
import { describeOthers } from "../../texts/overlap.ts";
import * as texts from "../../texts/story.ts";
import { permalink } from "../permalink.ts";
import { channelLink, code, escape, exactMoment, mention } from "../markup.ts";
import { cardOf, type Card } from "./card.ts";
import { channelOf, headline, NAMED, reasonOf, rows, stopped, until } from "./case-card.ts";
import { noteLines } from "./note-lines.ts";
import { markup } from "./said.ts";

/** Room for the lines about accounts, in characters of JSON: what else there is to tell comes before them. */
const ROOM_FOR_ROWS = 3_500;
/** Entries at the beginning and at the end of a long story. */
const ENTRIES_AT_EACH_END = 12;
/** Longest piece of foreign text in the line of an entry. */
const LONGEST_IN_ENTRY = 120;

/**
 * The whole story of a case: what was asked, by whom, where and why, what allowed it, who let it happen, what came of it,
 * what was added later, and the entries that prove it. What is short and weighs most comes first, since what has no
 * room is left out from below, and said to be.
 */
export function storyCard(record: CaseRecord, workspaceUrl: string | null): Card {
  const kase = record.case;
  const entries = [...record.holdEntries, ...record.entries].toSorted((one, other) => one.seq - other.seq);
  const opened = record.entries.find(({ kind }) => kind === "opened");
  return cardOf(
    [
      headline(kase, false),
      `Understood as: ${code(kase.command, 1_000)}`,
      askedLine(record, opened),
      allowedLine(record, opened),
      ...until(kase),
      ...othersBefore(record.entries),
      ...heldLines(record),
      ...stopped(kase),
      ...reasonOf(kase),
      ...(kase.state === "open" ? ["Work on it goes on."] : []),
      ...record.earlier.map((one) => texts.describeRelated(kase.verb, one, "earlier")),
      ...record.later.map((one) => texts.describeRelated(kase.verb, one, "later")),
      ...postsLine(record.posts, workspaceUrl),
      ...noteLines(record.entries),
      ...rowLines(record),
      "Entries in the log, with the beginnings of their hashes:",
      ...entryLines(kase.number, entries),
    ],
    [texts.addNote(kase.number)],
  );
}

/** By whom, with the roles of that moment, when, where and in which way. */
function askedLine({ case: kase }: CaseRecord, opened: Entry | undefined): string {
  const body = opened ? bodyOf(opened) : {};
  const roles = listOf(memberOf(body["actor"], "roles"))
    .map((role) => texts.describeRole(textOf(role)))
    .join("; ");
  const as = roles === "" ? "" : ` (then ${escape(roles)})`;
  const list = textOf(body["list"]);
  const from = list === "" ? "" : `, with the list ${code(list, 100)}`;
  const how = body["surface"] === undefined ? "" : `, ${texts.describeSurface(textOf(body["surface"]))}`;
  const who = kase.lifts === null ? `by ${mention(kase.actor.person)}${as}` : `at the end of #${kase.lifts}`;
  return `Asked ${who}, ${exactMoment(kase.askedAt)} in ${channelOf(kase)}${how}${from}.`;
}

function allowedLine({ case: kase }: CaseRecord, opened: Entry | undefined): string {
  const policy = opened ? textOf(bodyOf(opened)["policy"]) : "";
  const version = policy === "" ? "" : `, policy ${code(policy, 64)}`;
  return `Allowed by rule ${code(kase.rule, 100)}${version}; plan \`${kase.planHash.slice(0, 12)}\`.`;
}

/** What others did shortly before to those it is about, as it was known when the case was opened. */
export function othersBefore(entries: readonly Entry[]): readonly string[] {
  const opened = entries.find(({ kind }) => kind === "opened");
  const others = opened ? othersIn(bodyOf(opened)["others"]) : [];
  return describeOthers(others).map((said) => markup(said));
}

/** Why somebody had to be asked, and who said yes, when and why. */
function heldLines({ hold }: CaseRecord): readonly string[] {
  const held = hold && readHeld(hold);
  if (!held) return [];
  const why = held.cause === null ? [] : [`Why it took an approval: ${markup(describeCause(held.cause))}`];
  return [...why, markup(clearedBy(held.hold))];
}

/** Links to its messages, each place once. */
function postsLine(posts: readonly CasePost[], workspaceUrl: string | null): readonly string[] {
  const standing = posts.flatMap(({ id, place }) => (place === null ? [] : [{ id, place }]));
  const byPlace = Map.groupBy(standing, ({ place }) => `${place.channel} ${place.ts}`);
  const links = [...byPlace.values()].flatMap((alike) => {
    const [first] = alike;
    if (!first) return [];
    const { place } = first;
    const what = texts.describePosts(alike.map(({ id }) => id));
    const url = permalink(workspaceUrl, place);
    const where = channelLink(place.channel);
    return [url === null ? `${what} in ${where} (${code(place.ts)})` : `<${url}|${what}> in ${where}`];
  });
  return links.length === 0 ? [] : [`Messages: ${links.join(", ")}`];
}

function rowLines({ case: kase, posts }: CaseRecord): readonly string[] {
  const isLong = isBatch(kase.targets.length);
  // A result that only the asker saw has no thread, and no table.
  const hasTable = posts.some(({ id }) => id.startsWith("table:"));
  const lines = rows(kase, isLong ? NAMED : null);
  let room = ROOM_FOR_ROWS;
  const shown = lines.filter((line) => (room -= JSON.stringify(line).length) >= 0);
  const left = lines.length - shown.length;
  return [
    ...shown,
    ...(left > 0 ? [texts.moreRows(left, hasTable)] : []),
    ...(hasTable && left === 0 ? [texts.WHERE_TABLE] : []),
  ];
}

function entryLines(number: number, entries: readonly Entry[]): readonly string[] {
  const most = 2 * ENTRIES_AT_EACH_END;
  if (entries.length <= most + 1) return entries.map(entryLine);
  const middle = entries.slice(ENTRIES_AT_EACH_END, -ENTRIES_AT_EACH_END);
  const [first, last] = [middle[0], middle.at(-1)];
  return [
    ...entries.slice(0, ENTRIES_AT_EACH_END).map(entryLine),
    ...(first && last ? [texts.entriesLeftOut(number, first.seq, last.seq, middle.length)] : []),
    ...entries.slice(-ENTRIES_AT_EACH_END).map(entryLine),
  ];
}

function entryLine(entry: Entry): string {
  // The number of the case stands at the head of the story.
  const said = markup(describeEntry({ ...entry, case: null }), LONGEST_IN_ENTRY);
  return `${entry.seq} ${exactMoment(entry.at)} \`${entry.hash.slice(0, 8)}\` ${said}`;
}
