import { committedIn } from "../audit/chain.ts";
import { saysOf } from "../audit/channel-form.ts";
import type { Entry } from "../ledger/port.ts";
import { describeEntry } from "../texts/entries.ts";
import { chainIs, entriesAre, moreWait, NOT_SHOWN } from "../texts/log.ts";
import { cardOf, type Card } from "./cards/card.ts";
import { markup } from "./cards/said.ts";
import { moment } from "./markup.ts";

/** Entries that one message of the log channel shows. */
export interface LogPage {
  readonly card: Card;
  /** Number of the last one. */
  readonly last: number;
}

/** Lines that are read at a glance, and few enough that their facts stay far below what a message may carry. */
export const PAGE_LINES = 20;
/** As many characters as a section of a message takes with room to spare; one line alone may be longer, and is cut. */
const PAGE_LENGTH = 2_600;

/**
 * The first of `entries` as one message: a line for each, with its number and the beginning of its hash, and below how
 * many wait. What is hashed of each goes along as facts, so that the chain can be made again from the channel alone.
 * `entries` has at least one.
 */
export function logPage(entries: readonly Entry[], headSeq: number): LogPage {
  const lines = entries.slice(0, PAGE_LINES).map(lineOf);
  const most = fitting(lines);
  return pageOf(entries.slice(0, most), lines.slice(0, most), headSeq);
}

/** The first of `entries` without what it says, for when Bailiff cannot show it or Slack does not take it. */
export function barePage(entries: readonly Entry[], headSeq: number): LogPage {
  const shown = entries.slice(0, 1);
  const lines = shown.map((entry) => `${placeOf(entry)} ${entry.kind}: ${NOT_SHOWN}`);
  return pageOf(shown, lines, headSeq);
}

function pageOf(entries: readonly Entry[], lines: readonly string[], headSeq: number): LogPage {
  const [first] = entries;
  const last = entries.at(-1);
  if (!first || !last) throw new Error("a page of the log has at least one entry");
  const waiting = headSeq - last.seq;
  const small = [
    entriesAre(first.seq, last.seq),
    ...(waiting > 0 ? [moreWait(waiting)] : []),
    chainIs(last.hash),
  ];
  const card = cardOf(lines, small);
  const facts = {
    first: String(first.seq),
    last: String(last.seq),
    prev: first.prev,
    chain: entries.map(chainLine).join("\n"),
    hash: last.hash,
    says: saysOf(card.text, card.blocks),
  };
  return { card: { ...card, facts }, last: last.seq };
}

/** How many lines fit: one in any case. */
function fitting(lines: readonly string[]): number {
  let room = PAGE_LENGTH;
  const most = lines.findIndex((line) => {
    room -= line.length;
    return room < 0;
  });
  return most < 0 ? lines.length : Math.max(1, most);
}

function lineOf(entry: Entry): string {
  return `${placeOf(entry)} ${moment(entry.at)} ${markup(describeEntry(entry))}`;
}

function placeOf({ seq, hash }: Entry): string {
  return `\`${seq} ${hash.slice(0, 8)}\``;
}

/** Number, moment, kind, case and commitment: with the hash before it, all that is hashed. */
function chainLine({ seq, at, kind, case: number, text }: Entry): string {
  return [seq, at, kind, number ?? "-", committedIn(text) ?? ""].join(" ");
}
