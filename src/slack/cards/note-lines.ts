import { bodyOf, type Entry } from "../../ledger/port.ts";
import { memberOf, textOf } from "../../texts/facts.ts";
import { earlierNotes, REDACTED_NOTE } from "../../texts/story.ts";
import { code, mention, moment } from "../markup.ts";

/** Notes that a story shows in full; the others are among its entries. */
const MOST_NOTES = 5;
/** Characters in a piece: escaped, five times as many still fit a section of a message. */
const PIECE = 500;

/** A long text as lines of code, none of which has to be cut. */
export function piecesOf(text: string): readonly string[] {
  const characters = Array.from(text);
  const pieces: string[] = [];
  for (let from = 0; from < characters.length; from += PIECE)
    pieces.push(code(characters.slice(from, from + PIECE).join(""), 2 * PIECE));
  return pieces;
}

/** What was added to a case later, the newest on top. */
export function noteLines(entries: readonly Entry[]): readonly string[] {
  const notes = entries.filter(({ kind }) => kind === "noted").toReversed();
  const left = notes.length - MOST_NOTES;
  return [...notes.slice(0, MOST_NOTES).flatMap(linesOf), ...(left > 0 ? [earlierNotes(left)] : [])];
}

function linesOf(entry: Entry): readonly string[] {
  const body = bodyOf(entry);
  const person = textOf(memberOf(body["actor"], "person"));
  const by = person === "" ? "" : ` by ${mention(person)}`;
  const said = entry.body === null ? [REDACTED_NOTE] : piecesOf(textOf(body["text"]));
  return [`*Note*${by}, ${moment(entry.at)} (entry ${entry.seq}):`, ...said];
}
