import { readLogMessage, saysOf, type ChannelMessage } from "../../src/audit/channel-form.ts";
import { logMessage, messagesOf, rowsOf, type Day } from "./copies.ts";
import { flipped } from "./random.ts";
import { rewritten, rewrittenFrom, type Tampering } from "./tamper-database.ts";

type Messages = readonly ChannelMessage[];

export function channelTamperings(day: Day): Readonly<Record<string, Tampering<Messages>>> {
  return {
    "a byte of what programs read is flipped": (messages, random) => {
      const message = random.one(messages.filter(isOurs));
      const payload = message.metadata?.event_payload as Readonly<Record<string, string>>;
      const name = random.one(Object.keys(payload));
      const spoilt = flipped(payload[name] ?? "", random);
      const metadata = { event_type: "bailiff_post", event_payload: { ...payload, [name]: spoilt } };
      return { copy: swap(messages, message, { metadata }), ...anywhereIn(message) };
    },
    "a byte of what people read is flipped": (messages, random) => {
      const message = random.one(messages.filter(isLog));
      // What becomes of punctuation tells nothing, and Slack changes it too.
      for (;;) {
        const text = flipped(message.text ?? "", random);
        if (saysOf(text, null) === saysOf(message.text ?? "", null)) continue;
        return { copy: swap(messages, message, { text }), ...anywhereIn(message) };
      }
    },
    "a line is written anew": (messages, random) => {
      const { seq } = random.one(day.entries);
      const other = day.entries.map((entry) => (entry.seq === seq ? rewritten(entry, null, random) : entry));
      const message = random.one(
        messages.filter((one) => isLog(one) && firstIn(one) <= seq && lastIn(one) >= seq),
      );
      const shown = other.slice(firstIn(message) - 1, lastIn(message));
      const forged = logMessage(shown);
      return { copy: swap(messages, message, forged), first: seq };
    },
    "a message is written anew, in sight and out of it": (messages, random) => {
      const message = random.one(messages.filter(isLog));
      const from = random.between(firstIn(message), lastIn(message));
      const { entries } = rewrittenFrom(rowsOf(day), from, random);
      const forged = logMessage(entries.slice(firstIn(message) - 1, lastIn(message)));
      return { copy: swap(messages, message, forged), first: from };
    },
    "what programs read is gone": (messages, random) => {
      const message = random.one(messages.filter(isLog));
      const { metadata: _, ...bare } = message;
      return { copy: messages.map((one) => (one === message ? bare : one)), first: firstIn(message) };
    },
    "a message is deleted": (messages, random) => {
      const message = random.one(messages.filter(isLog));
      return { copy: messages.filter((one) => one !== message), first: firstIn(message) };
    },
    "a message is posted by somebody else": (messages, random) => {
      const message = random.one(messages.filter(isLog).slice(1));
      return { copy: swap(messages, message, { bot_id: "B2" }), first: firstIn(message) };
    },
    "two messages change places": (messages, random) => {
      const logs = messages.filter(isLog);
      const at = random.between(0, logs.length - 2);
      const [one, other] = [logs[at], logs[random.between(at + 1, logs.length - 1)]];
      if (!one || !other) throw new Error("there are two messages");
      const swapped = messages.map((message) =>
        message === one ? { ...other, ts: one.ts } : message === other ? { ...one, ts: other.ts } : message,
      );
      return { copy: swapped, first: firstIn(one) };
    },
    "a message is there twice": (messages, random) => {
      const message = random.one(messages.filter(isLog));
      return { copy: [...messages, { ...message, ts: `${message.ts}5` }], first: firstIn(message) };
    },
    "a message is edited": (messages, random) => {
      const message = random.one(messages.filter(isLog));
      return {
        copy: swap(messages, message, { edited: { user: "U1", ts: message.ts } }),
        first: firstIn(message),
      };
    },
    "a checkpoint is edited": (messages, random) => {
      const message = random.one(messages.filter((one) => isOurs(one) && !isLog(one)));
      return { copy: swap(messages, message, { edited: { user: "B1", ts: message.ts } }), first: null };
    },
    "the tail is cut": (messages, random) => {
      const message = random.one(messages.filter(isLog));
      return { copy: messages.slice(0, messages.indexOf(message)), first: firstIn(message) };
    },
    "the chain is made anew without the key": (_, random) => {
      const from = random.between(1, day.entries.length);
      const { entries } = rewrittenFrom(rowsOf(day), from, random);
      return { copy: messagesOf({ entries, checkpoints: day.checkpoints }), first: from };
    },
  };
}

function isOurs(message: ChannelMessage): boolean {
  return message.bot_id === "B1";
}

function isLog(message: ChannelMessage): boolean {
  return readLogMessage(message)?.kind === "chain";
}

function seqsIn(message: ChannelMessage): readonly number[] {
  const read = readLogMessage(message);
  return read?.kind === "chain" ? read.lines.map(({ seq }) => seq) : [];
}

function firstIn(message: ChannelMessage): number {
  return seqsIn(message)[0] ?? Number.NaN;
}

function lastIn(message: ChannelMessage): number {
  return seqsIn(message).at(-1) ?? Number.NaN;
}

function swap(messages: Messages, message: ChannelMessage, change: Partial<ChannelMessage>): Messages {
  return messages.map((one) => (one === message ? { ...one, ...change } : one));
}

/** A message is one thing: what is wrong with it may concern any of its lines. */
function anywhereIn(message: ChannelMessage): { readonly first: number | null; readonly upTo?: number } {
  const [first, last] = [seqsIn(message)[0], seqsIn(message).at(-1)];
  return first === undefined || last === undefined ? { first: null } : { first, upTo: last };
}
