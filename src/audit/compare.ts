import type { Instant } from "../clock.ts";
import type { Entry } from "../ledger/port.ts";
import { fail, ok, type Result } from "../result.ts";
import { headerText } from "./chain.ts";
import { readLogMessage, type ChannelMessage, type LogMessage } from "./channel-form.ts";
import { leafHash } from "./hash.ts";

/** What stands in the channel is not what stands in the database. */
export interface Difference {
  readonly kind: DifferenceKind;
  /** The numbers it concerns; of a checkpoint, its own number. */
  readonly from: number;
  readonly to: number;
}

export type DifferenceKind =
  /** Not in the channel, though it was written long enough ago: held back, or deleted there. */
  | "not_in_channel"
  | "not_in_database"
  /** Number, hash or what is hashed of it is another one. */
  | "differs"
  | "twice"
  /** What people see is not what was posted. */
  | "visible"
  /** Slack marks it as edited. */
  | "retouched"
  /** Posted by another author than the rest. */
  | "stranger"
  /** A message that says it belongs to the log, and cannot be read. */
  | "damaged"
  | "checkpoint_differs"
  | "checkpoint_not_in_channel";

/** The channel held against the database. */
export interface Comparison {
  readonly messages: number;
  /** Entries that are the same in both. */
  readonly same: number;
  /** Where the comparison began, and the last number in the channel. */
  readonly from: number;
  readonly last: number | null;
  /** Entries too new to be missed in the channel. */
  readonly waiting: number;
  readonly checkpoints: number;
  readonly count: number;
  /** The first ones, by number. */
  readonly differences: readonly Difference[];
}

/** The two sides. `F` is how reading the channel can fail. */
export interface Sides<F> {
  /** The newest first; it need not go on once the beginning was reached. */
  readonly messages: () => AsyncIterable<Result<readonly ChannelMessage[], F>>;
  readonly entries: (fromSeq: number, limit: number) => Promise<readonly Entry[]>;
  readonly head: () => Promise<{ readonly seq: number }>;
  readonly checkpoints: () => Promise<readonly KeptCheckpoint[]>;
  /** The number to begin with. */
  readonly from: number;
  readonly now: Instant;
}

export interface KeptCheckpoint {
  readonly number: number;
  readonly size: number;
  readonly at: Instant;
  readonly note: string;
}

/** An entry that is not in the channel after this time is missed there. */
const LATE_AFTER_MS = 15 * 60_000;

/** What it keeps of a message is a few numbers; the messages themselves go by page by page. */
export async function compare<F>(sides: Sides<F>): Promise<Result<Comparison, F>> {
  const channel = createTally();
  for await (const page of sides.messages()) {
    if (!page.ok) return fail(page.failure);
    // What is in the channel was in the database before, so the database is asked about afterwards.
    for (const raw of page.value) await channel.take(sides, raw);
    if (channel.reached(sides.from)) break;
  }
  const { spans, notes, messages, same, differences } = channel.end();
  const waiting = await findMissing(sides, spans, differences);
  const kept = (await sides.checkpoints()).filter(({ size }) => size >= sides.from);
  differences.push(...checkpointsMissed(kept, notes, sides.now));
  differences.sort((a, b) => a.from - b.from);
  return ok({
    messages,
    same,
    from: sides.from,
    last: spans.at(-1)?.to ?? null,
    waiting,
    checkpoints: notes.size,
    count: differences.length,
    differences: differences.slice(0, MOST_KEPT),
  });
}

const MOST_KEPT = 100;

type Block = LogMessage & { readonly kind: "chain" };
type Span = Pick<Difference, "from" | "to">;
type Authored<T> = T & { readonly author: string };

/** What was found in the channel so far. */
function createTally() {
  const spans: Authored<Span>[] = [];
  const marks: Authored<Difference>[] = [];
  const notes = new Map<number, Authored<{ readonly note: string }>>();
  const byAuthor = new Map<string, number>();
  let [messages, same, earliest] = [0, 0, Infinity];
  return {
    async take<F>(sides: Sides<F>, raw: ChannelMessage): Promise<void> {
      const message = readLogMessage(raw);
      // People may quote the log; only apps add what programs read.
      if (!message || message.kind === "bare") return;
      const { author } = message;
      messages += 1;
      byAuthor.set(author, (byAuthor.get(author) ?? 0) + 1);
      const span = spanIn(message);
      marks.push(...marksOf(message, span).map((mark) => ({ ...mark, author })));
      if (message.kind === "checkpoint") notes.set(message.number, { note: message.notes[0] ?? "", author });
      if (message.kind !== "chain") return;
      const differences: Difference[] = [];
      same += await compareBlock(sides, message, differences);
      marks.push(...differences.map((mark) => ({ ...mark, author })));
      spans.push({ ...span, author });
      earliest = Math.min(earliest, span.from);
    },
    reached: (from: number) => earliest <= from,
    end() {
      const [us] = [...byAuthor].toSorted(([, a], [, b]) => b - a)[0] ?? [null];
      const isOurs = ({ author }: { readonly author: string }): boolean => author === us;
      const strange = spans.filter((span) => !isOurs(span));
      return {
        messages,
        same,
        spans: spans.filter(isOurs).toSorted((a, b) => a.from - b.from),
        notes: new Map([...notes].flatMap(([number, one]) => (isOurs(one) ? [[number, one.note]] : []))),
        differences: [
          ...marks.filter(isOurs).map(({ kind, from, to }): Difference => ({ kind, from, to })),
          ...strange.map(({ from, to }): Difference => ({ kind: "stranger", from, to })),
        ],
      };
    },
  };
}

function spanIn(message: LogMessage): Span {
  return message.kind === "chain"
    ? spanOf(message.lines)
    : { from: message.seen[0]?.seq ?? 0, to: message.seen.at(-1)?.seq ?? 0 };
}

/** What is wrong with a message whatever stands in the database. */
function marksOf(message: LogMessage, span: Span): readonly Difference[] {
  return [
    ...(message.isEdited ? [{ kind: "retouched", ...span } as const] : []),
    ...(message.kind === "damaged" ? [{ kind: "damaged", ...span } as const] : []),
    ...(message.kind === "chain" && !message.isAsPosted ? [{ kind: "visible", ...span } as const] : []),
  ];
}

function spanOf(lines: Block["lines"]): Span {
  return { from: lines[0]?.seq ?? 0, to: lines.at(-1)?.seq ?? 0 };
}

/** How many of the lines are the entries; what is wrong is added, no more than one difference of a kind for a message. */
async function compareBlock<F>(
  { entries }: Sides<F>,
  { lines, seen, hash }: Block,
  differences: Difference[],
): Promise<number> {
  const { from, to } = spanOf(lines);
  const kept = new Map((await entries(from, to - from + 1)).map((entry) => [entry.seq, entry]));
  const lost = lines.filter(({ seq }) => !kept.has(seq));
  const other = lines.filter((line, index) => {
    const entry = kept.get(line.seq);
    const [shown] = seen.slice(index, index + 1);
    if (!entry) return false;
    const isSame = leafHash(headerText({ ...line, prev: entry.prev })) === entry.hash;
    const isShown = shown?.seq === line.seq && entry.hash.startsWith(shown.short);
    return !isSame || !isShown || (index === lines.length - 1 && entry.hash !== hash);
  });
  for (const [kind, which] of [
    ["not_in_database", lost],
    ["differs", other],
  ] as const)
    if (which.length > 0) differences.push({ kind, ...spanOf(which) });
  return lines.length - lost.length - other.length;
}

/** Numbers that no message has, and those that two have. The answer: how many may still come. */
async function findMissing<F>(
  { entries, head, from, now }: Sides<F>,
  spans: readonly Span[],
  differences: Difference[],
): Promise<number> {
  let next = from;
  for (const span of spans) {
    if (span.to < from) continue;
    if (span.from > next) differences.push({ kind: "not_in_channel", from: next, to: span.from - 1 });
    if (span.from < next && next > from)
      differences.push({ kind: "twice", from: span.from, to: Math.min(span.to, next - 1) });
    next = Math.max(next, span.to + 1);
  }
  const { seq: last } = await head();
  const [oldest] = await entries(next, 1);
  if (next > last || !oldest) return 0;
  if (now - oldest.at > LATE_AFTER_MS) differences.push({ kind: "not_in_channel", from: next, to: last });
  return last - next + 1;
}

function checkpointsMissed(
  kept: readonly KeptCheckpoint[],
  notes: ReadonlyMap<number, string>,
  now: Instant,
): readonly Difference[] {
  const known = new Set(kept.map(({ number }) => number));
  const missed = kept.flatMap(({ number, at, note }): readonly Difference[] => {
    const shown = notes.get(number);
    const place = { from: number, to: number };
    if (shown === undefined)
      return now - at > LATE_AFTER_MS ? [{ kind: "checkpoint_not_in_channel", ...place }] : [];
    return shown === note ? [] : [{ kind: "checkpoint_differs", ...place }];
  });
  const earliest = Math.min(...known, Infinity);
  const strange = [...notes.keys()].filter((number) => number >= earliest && !known.has(number));
  return [
    ...missed,
    ...strange.map((number) => ({ kind: "checkpoint_differs", from: number, to: number }) as const),
  ];
}
