import { expect, it } from "vitest";
import { fail, ok, type Result } from "../../src/result.ts";
import { keepReads } from "../../src/vendors/kept-reads.ts";
import { movableClock } from "./movable-clock.ts";

const MINUTE_MS = 60_000;

/** A read that counts how often it is made. */
function counted(answers: readonly Result<string, string>[]) {
  let made = 0;
  const read = (): Promise<Result<string, string>> => {
    const answer = answers[Math.min(made, answers.length - 1)] ?? fail("no answer");
    made += 1;
    return Promise.resolve(answer);
  };
  return { read, made: () => made };
}

it("a read is kept for its time and made again afterwards", async () => {
  const clock = movableClock();
  const kept = keepReads<string, string>(clock, 5 * MINUTE_MS);
  const group = counted([ok("Public")]);
  await kept.read("lobby", group.read);
  await clock.advance(4 * MINUTE_MS);
  await kept.read("lobby", group.read);
  expect(group.made()).toBe(1);
  await clock.advance(MINUTE_MS);
  await kept.read("lobby", group.read);
  expect(group.made()).toBe(2);
});

it("those who ask at the same time share one read", async () => {
  const kept = keepReads<string, string>(movableClock(), MINUTE_MS);
  const group = counted([ok("Public")]);
  await Promise.all([kept.read("lobby", group.read), kept.read("lobby", group.read)]);
  expect(group.made()).toBe(1);
});

it("a failed read does not stick: the next one who asks succeeds", async () => {
  const kept = keepReads<string, string>(movableClock(), MINUTE_MS);
  const group = counted([fail("unreachable"), ok("Public")]);
  expect(await kept.read("lobby", group.read)).toEqual(fail("unreachable"));
  expect(await kept.read("lobby", group.read)).toEqual(ok("Public"));
});

it("a read that throws does not stick either", async () => {
  const kept = keepReads<string, string>(movableClock(), MINUTE_MS);
  await expect(kept.read("lobby", () => Promise.reject(new Error("bug")))).rejects.toThrow("bug");
  expect(await kept.read("lobby", counted([ok("Public")]).read)).toEqual(ok("Public"));
});
