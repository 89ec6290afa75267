import { CHAIN_START, headerText } from "./chain.ts";
import { readLogMessage, type ChannelMessage, type LogMessage } from "./channel-form.ts";
import { openCheckpoints, type KeptNote } from "./checkpoint-book.ts";
import { collectFaults } from "./faults.ts";
import { leafHash } from "./hash.ts";
import { conclude, type Report, type Shortfall } from "./report.ts";
import type { Known } from "./verify-database.ts";
import { EMPTY_FRONTIER } from "./tree.ts";
import { walkLog, type Walk } from "./walk.ts";

/** The messages of a log channel. */
export interface ChannelCopy {
  /** In the order of their moments, in pages. Gone through twice. */
  messages(): AsyncIterable<readonly ChannelMessage[]>;
  /** Where the copy is meant to begin; null: with the first entry of the log. */
  readonly from: number | null;
}

export async function verifyChannel(copy: ChannelCopy, known: Known): Promise<Report> {
  const faults = collectFaults();
  const early = await lookAhead(copy);
  const notes = [...early.notes, ...known.notes.map((note): KeptNote => ({ note, from: "elsewhere" }))];
  const opened = openCheckpoints(notes, { vouched: known.keys, claimed: [] }, faults);
  const isFromStart = early.first === 1 && early.isWhole;
  const walk = walkLog(
    isFromStart ? { head: CHAIN_START, frontier: EMPTY_FRONTIER } : { head: null, frontier: null },
    opened,
    faults,
  );
  for await (const page of copy.messages())
    for (const raw of page) {
      const message = readLogMessage(raw);
      if (message) takeMessage(walk, message, early);
    }
  return conclude({
    copy: "channel",
    depth: early.isWhole ? "chain" : "numbers",
    walk,
    opened,
    hasKeys: known.keys.length > 0,
    statedFirst: copy.from ?? 1,
    shortfalls: missingCheckpoints(early.numbers),
  });
}

interface Ahead {
  readonly notes: readonly KeptNote[];
  /** Number of the first entry. */
  readonly first: number | null;
  /** Some message has what programs read, so all must have it. */
  readonly isWhole: boolean;
  /** Of checkpoints, as they come. */
  readonly numbers: readonly number[];
  /** Which of the channels with checkpoints this is. */
  readonly place: string | null;
  /** Who posts the log. */
  readonly author: string | null;
}

async function lookAhead(copy: ChannelCopy): Promise<Ahead> {
  const notes = new Set<string>();
  const numbers: number[] = [];
  let [first, author, place]: [number | null, string | null, string | null] = [null, null, null];
  let isWhole = false;
  for await (const page of copy.messages())
    for (const raw of page) {
      const message = readLogMessage(raw);
      if (!message) continue;
      isWhole ||= message.kind === "chain";
      // People may quote the log before it begins, but no person is a bot.
      if (message.kind !== "bare" || message.isByBot) author ??= message.author;
      if (message.author !== author) continue;
      for (const note of message.notes) notes.add(note);
      if (message.kind === "checkpoint") {
        numbers.push(message.number);
        place ??= message.place;
      }
      first ??= firstIn(message);
    }
  return {
    notes: [...notes].map((note) => ({ note, from: "here" })),
    numbers,
    place,
    first,
    isWhole,
    author,
  };
}

/** Checkpoints of one hour may overtake each other in the channel, but none is left out. */
function missingCheckpoints(numbers: readonly number[]): readonly Shortfall[] {
  const sorted = numbers.toSorted((a, b) => a - b);
  const after = sorted.find((number, index) => index > 0 && number !== (sorted[index - 1] ?? 0) + 1);
  return after === undefined ? [] : [{ kind: "checkpoints_missing", before: after }];
}

function firstIn(message: LogMessage): number | null {
  return (message.kind === "chain" ? message.lines[0]?.seq : message.seen[0]?.seq) ?? null;
}

function takeMessage(walk: Walk, message: LogMessage, { author, isWhole, place }: Ahead): void {
  const seq = firstIn(message);
  if (message.author !== author) {
    // Anybody may quote the log, but only apps add what programs read, and only one app has reason to add this.
    if (message.kind !== "bare") walk.faults.add("stranger", seq);
    return;
  }
  if (message.isEdited) walk.faults.add("retouched", seq);
  if (message.kind === "chain") takeChain(walk, message);
  else if (message.kind === "checkpoint") {
    if (message.place !== place) walk.faults.add("checkpoint", null);
  } else if (message.kind === "damaged" || (message.kind === "bare" && isWhole)) {
    if (seq === null) walk.faults.add("unreadable", null);
    else walk.unreadable();
  } else takeSeen(walk, message);
}

/** Makes the chain again from the lines, and holds it against the hash of the message and against what people see. */
function takeChain(
  walk: Walk,
  { prev, lines, hash, seen, isAsPosted }: LogMessage & { kind: "chain" },
): void {
  let before = prev;
  const links = lines.map((line) => {
    const link = { seq: line.seq, prev: before, hash: leafHash(headerText({ ...line, prev: before })) };
    before = link.hash;
    return link;
  });
  const isWhole = before === hash;
  const differs = links.findIndex(
    ({ seq, hash: made }, index) => seen[index]?.seq !== seq || !made.startsWith(seen[index].short),
  );
  const isSeen = differs < 0 && seen.length === links.length;
  const bad = isWhole ? -1 : isSeen ? links.length - 1 : Math.max(differs, 0);
  for (const [index, { seq, prev: follows, hash: made }] of links.entries()) {
    const isStated = !isWhole && !isSeen && index === links.length - 1;
    walk.take({
      seq,
      prev: follows,
      hash: isStated ? hash : made,
      // People may have been shown the hashes of lines before it that were written anew.
      fault: index !== bad ? null : index > 0 ? "relinked" : "edited",
      body: "elsewhere",
      redacts: [],
      key: null,
    });
  }
  const first = links[0]?.seq ?? null;
  if (isWhole && !isSeen) walk.faults.add("visible", links[Math.max(differs, 0)]?.seq ?? first);
  else if (isWhole && !isAsPosted) walk.faults.add("visible", first, links.at(-1)?.seq ?? first);
}

function takeSeen(walk: Walk, { seen }: LogMessage): void {
  for (const { seq, short } of seen)
    walk.take({ seq, prev: null, hash: short, fault: null, body: "elsewhere", redacts: [], key: null });
}
