import { expect } from "vitest";
import { plain } from "../../src/texts/plain.ts";
import type { Scene } from "./scene.ts";

/** A line of the log channel: number, beginning of the hash, time, and what it says. */
const LINE = /^`(\d+) ([0-9a-f]{8})` \S+ \S+ UTC (.*)$/;

/** What the log channel shows of entries, a line each, without number, hash and time. */
export function logLines(scene: Pick<Scene, "sandbox">): readonly string[] {
  return linesOf(scene).map(({ says }) => says);
}

/** The log channel shows every entry once, in order, with the beginning of its hash. */
export async function expectWholeLog(scene: Pick<Scene, "sandbox" | "bailiff">): Promise<void> {
  const entries = await scene.bailiff.ledger.entries(1, 10_000);
  expect(linesOf(scene).map(({ seq, hash }) => `${seq} ${hash}`)).toEqual(
    entries.map(({ seq, hash }) => `${seq} ${hash.slice(0, 8)}`),
  );
}

function linesOf({ sandbox }: Pick<Scene, "sandbox">) {
  return sandbox.slack
    .messages("mod-log")
    .flatMap(({ text }) => plain(text).split("\n"))
    .flatMap((line) => {
      const [, seq = "", hash = "", says = ""] = LINE.exec(line) ?? [];
      return seq === "" ? [] : [{ seq: Number(seq), hash, says }];
    });
}
