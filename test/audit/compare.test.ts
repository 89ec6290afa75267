import { describe, expect, it } from "vitest";
import { compare, type Comparison } from "../../src/audit/compare.ts";
import type { ChannelMessage } from "../../src/audit/channel-form.ts";
import { ok } from "../../src/result.ts";
import { dayOf, logMessage, messagesOf, rowsOf, type Day, type Rows } from "./copies.ts";
import { seeded } from "./random.ts";
import { rewrittenFrom } from "./tamper-database.ts";

const DAY = dayOf(40, 10);
const MESSAGES = messagesOf(DAY);
const MUCH_LATER = Date.UTC(2026, 10, 22);

async function compared(
  messages: readonly ChannelMessage[],
  { entries, checkpoints }: Pick<Rows, "entries" | "checkpoints"> = DAY,
  { now = MUCH_LATER, from = 1 } = {},
): Promise<Comparison> {
  const comparison = await compare({
    async *messages() {
      const newest = messages.toSorted((a, b) => (a.ts > b.ts ? -1 : 1));
      for (let at = 0; at < newest.length; at += 3) yield ok(newest.slice(at, at + 3));
    },
    entries: async (fromSeq, limit) => entries.filter(({ seq }) => seq >= fromSeq).slice(0, limit),
    head: async () => ({ seq: entries.length }),
    checkpoints: async () => checkpoints,
    from,
    now,
  });
  if (!comparison.ok) throw new Error("the channel can be read");
  return comparison.value;
}

function numbersIn(message: ChannelMessage): readonly number[] {
  return [...(message.text ?? "").matchAll(/^`(\d+) /gm)].map(([, number]) => Number(number));
}

const holding = (number: number): ChannelMessage => {
  const message = MESSAGES.find((one) => one.bot_id && numbersIn(one).includes(number));
  if (!message) throw new Error(`${number} is in the channel`);
  return message;
};

describe("the channel held against the database", () => {
  it("agrees where nothing was done to either, also from the middle on, and while some still wait", async () => {
    expect(await compared(MESSAGES)).toMatchObject({
      same: 40,
      last: 40,
      checkpoints: 4,
      count: 0,
      waiting: 0,
    });
    expect(await compared(MESSAGES, DAY, { from: 22 })).toMatchObject({ count: 0, last: 40 });
    const early = MESSAGES.slice(0, MESSAGES.indexOf(holding(36)));
    const soon = (DAY.entries.at(-1)?.at ?? 0) + 60_000;
    const behind = await compared(early, { ...DAY, checkpoints: DAY.checkpoints.slice(0, 3) }, { now: soon });
    expect(behind).toMatchObject({ waiting: 5, count: 0 });
  });

  it.each<readonly [string, readonly ChannelMessage[], Pick<Day, "entries" | "checkpoints">, object]>([
    [
      "a message is gone",
      MESSAGES.filter((message) => message !== holding(12)),
      DAY,
      { kind: "not_in_channel", from: 11, to: 15 },
    ],
    [
      "the newest one is gone, and time has passed",
      MESSAGES.filter((message) => message !== holding(40)),
      DAY,
      { kind: "not_in_channel", from: 36, to: 40 },
    ],
    [
      "a message is there twice",
      [...MESSAGES, { ...holding(6), ts: "1799999999.1" }],
      DAY,
      { kind: "twice", from: 6, to: 10 },
    ],
    [
      "another app posts what looks like the log",
      [...MESSAGES, { ...holding(6), ts: "1799999999.1", bot_id: "B2" }],
      DAY,
      { kind: "stranger", from: 6, to: 10 },
    ],
    [
      "the database was put back to what it was before",
      MESSAGES,
      { entries: DAY.entries.slice(0, 37), checkpoints: DAY.checkpoints.slice(0, 3) },
      { kind: "checkpoint_differs", from: 4, to: 4 },
    ],
    [
      "the database was rewritten, with hashes that fit",
      MESSAGES,
      rewrittenFrom(rowsOf(DAY), 33, seeded(1)),
      { kind: "differs", from: 33, to: 35 },
    ],
    [
      "a message was written anew, in sight and out of it",
      MESSAGES.map((message) =>
        message === holding(22)
          ? { ts: message.ts, ...logMessage(rewrittenFrom(rowsOf(DAY), 23, seeded(1)).entries.slice(20, 25)) }
          : message,
      ),
      DAY,
      { kind: "differs", from: 23, to: 25 },
    ],
    [
      "a checkpoint is gone from the channel",
      MESSAGES.filter(({ text = "" }) => !text.startsWith("*Checkpoint 2*")),
      DAY,
      { kind: "checkpoint_not_in_channel", from: 2, to: 2 },
    ],
  ])("differs when %s", async (_, messages, database, first) => {
    const { differences } = await compared(messages, database);
    expect(differences[0]).toEqual(first);
  });

  it("does not mind people who quote the log", async () => {
    const quote = { ts: "1799999999.1", user: "U1", text: holding(6).text ?? "" };
    expect(await compared([...MESSAGES, quote])).toMatchObject({ count: 0 });
  });
});
