import { notesIn } from "./checkpoint-book.ts";
import { sha256 } from "./hash.ts";

/** A message of a channel, as conversations.history and Slack's exports give it; only what is looked at here. */
export interface ChannelMessage {
  readonly ts: string;
  readonly text?: string;
  readonly blocks?: unknown;
  readonly user?: string;
  readonly bot_id?: string;
  readonly edited?: unknown;
  readonly metadata?: { readonly event_type?: string; readonly event_payload?: unknown };
}

/** A line of the chain: with the hash before it, all that is hashed of an entry. */
export interface ChainLine {
  readonly seq: number;
  readonly at: number;
  readonly kind: string;
  readonly case: number | null;
  readonly commitment: string;
}

/** The number of an entry and the first digits of its hash, as people see them. */
export interface Seen {
  readonly seq: number;
  readonly short: string;
}

/** What a message of the log channel holds of the log. */
export type LogMessage = {
  readonly author: string;
  readonly isByBot: boolean;
  readonly isEdited: boolean;
  /** What people see. */
  readonly seen: readonly Seen[];
  /** Signed notes, for programs or in sight. */
  readonly notes: readonly string[];
} & (
  | {
      readonly kind: "chain";
      readonly prev: string;
      readonly lines: readonly ChainLine[];
      readonly hash: string;
      /** The words people see are those that were posted. */
      readonly isAsPosted: boolean;
    }
  /** It says that it holds entries, and they cannot be read. */
  | { readonly kind: "damaged" }
  /** `place`: checkpoints may go to several channels, and this is which of them it is. */
  | { readonly kind: "checkpoint"; readonly number: number; readonly place: string }
  /** Without what programs read: Slack's exports may leave it out. */
  | { readonly kind: "bare" }
);

/** Null: nothing of the log. Only what Slack itself tells of a message (`metadata`, `edited`, the author) is believed. */
export function readLogMessage(message: ChannelMessage): LogMessage | null {
  const { text = "", blocks, metadata, edited } = message;
  const words = wordsIn(blocks);
  const payload = payloadOf(metadata?.event_payload);
  const noted = typeof payload["note"] === "string" ? [payload["note"]] : [];
  const shown = [text, ...words].flatMap((part) => codeIn(part).flatMap(notesIn));
  const common = {
    author: message.bot_id ?? message.user ?? "",
    isByBot: message.bot_id !== undefined,
    isEdited: edited !== undefined && edited !== null,
    seen: seenIn(words.length > 0 ? words.join("\n") : text),
    notes: [...new Set([...noted, ...shown])],
  };
  if (metadata?.event_type !== POST_EVENT)
    return common.seen.length > 0 || common.notes.length > 0 ? { ...common, kind: "bare" } : null;
  const id = typeof payload["id"] === "string" ? payload["id"] : "";
  if (noted.length > 0) return { ...common, ...checkpointIn(id, text, noted, shown) };
  if (!id.startsWith(LOG_ID)) return null;
  const chain = readChain(payload);
  if (!chain) return { ...common, kind: "damaged" };
  const { says } = payload;
  const isAsPosted = says === undefined || says === saysOf(text, blocks);
  return { ...common, ...chain, kind: "chain", isAsPosted };
}

const POST_EVENT = "bailiff_post";
const LOG_ID = "log:";

/** A checkpoint has a number, which people see too, and a note, which is the same in sight and out of it. */
function checkpointIn(id: string, text: string, noted: readonly string[], shown: readonly string[]) {
  const [, number, place] = /^checkpoint:([1-9]\d{0,9}):(\d)$/.exec(id) ?? [];
  const isSeen = text.includes(` ${number}*`) && shown.every((note) => noted.includes(note));
  if (!number || !place || !isSeen || shown.length === 0) return { kind: "damaged" } as const;
  return { kind: "checkpoint", number: Number(number), place } as const;
}

function payloadOf(payload: unknown): Readonly<Partial<Record<string, unknown>>> {
  return typeof payload === "object" && payload !== null ? (payload as Record<string, unknown>) : {};
}

const HASH = /^[0-9a-f]{64}$/;

function readChain({ id, first, last, prev, chain, hash }: ReturnType<typeof payloadOf>) {
  if (typeof chain !== "string" || typeof prev !== "string" || typeof hash !== "string") return null;
  const lines = chain.split("\n").map(readChainLine);
  if (!HASH.test(prev) || !HASH.test(hash) || !lines.every((line) => line !== null)) return null;
  const isAsNamed = id === `${LOG_ID}${String(first)}` && first === String(lines[0]?.seq);
  return isAsNamed && last === String(lines.at(-1)?.seq) ? { prev, lines, hash } : null;
}

/** `<number> <moment> <kind> <case or -> <commitment>`. */
function readChainLine(line: string): ChainLine | null {
  const [, seq, at, kind, caseNumber, commitment] =
    /^([1-9]\d{0,15}) (-?\d{1,16}) ([a-z_]+) (-|[1-9]\d{0,15}) ([0-9a-f]{64})$/.exec(line) ?? [];
  if (!seq || !at || !kind || !caseNumber || !commitment) return null;
  return {
    seq: Number(seq),
    at: Number(at),
    kind,
    case: caseNumber === "-" ? null : Number(caseNumber),
    commitment,
  };
}

/** Each line begins with number and hash as code; what comes from outside stands behind them and has no line ends. */
function seenIn(text: string): readonly Seen[] {
  return [...text.matchAll(/^`(\d{1,16}) ([0-9a-f]{8})`/gm)].map(([, seq, short]) => ({
    seq: Number(seq),
    short: short ?? "",
  }));
}

/** The contents of code blocks, with Slack's three escapes undone. */
function codeIn(text: string): readonly string[] {
  return [...text.matchAll(/```\n?([^`]*)```/g)].map(([, code = ""]) =>
    code.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&"),
  );
}

/** The texts in blocks, from front to back: of sections, and of contexts. */
function wordsIn(blocks: unknown): readonly string[] {
  if (!Array.isArray(blocks)) return [];
  return blocks.flatMap((block) => {
    const { text, elements } = payloadOf(block);
    const parts: readonly unknown[] = [text, ...(Array.isArray(elements) ? elements : [])];
    return parts.map((part) => payloadOf(part)["text"]).filter((words) => typeof words === "string");
  });
}

/**
 * Stands for the words of a message. Slack rewrites what is posted (emoji become `:names:`, addresses become links), so
 * only letters and digits count, and names of emoji do not.
 */
export function saysOf(text: string, blocks: unknown): string {
  const words = [text, ...wordsIn(blocks)].join("\n");
  return sha256(words.replaceAll(/:[a-z0-9_+'-]+:/g, "").replaceAll(/[^A-Za-z0-9]/g, ""));
}
