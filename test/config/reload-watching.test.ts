import { mkdtemp, rename, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { LOOK_EVERY_MS, watchFile, type WatchedFile } from "../../src/config/watch-file.ts";
import { manualClock } from "../ledger/manual-clock.ts";

/** A file that is watched, with how often it was read. */
interface Watching extends AsyncDisposable {
  readonly path: string;
  readonly watched: WatchedFile;
  reads: number;
  /** Reading fails so many times more. */
  failures: number;
  /** One more look, to its end. */
  look(): Promise<void>;
}

async function watching(): Promise<Watching> {
  const folder = await mkdtemp(join(tmpdir(), "bailiff-watch-"));
  const path = join(folder, "bailiff.yml");
  await writeFile(path, "one");
  const clock = manualClock();
  let armed = 0;
  const counting: typeof clock = {
    ...clock,
    at(instant, wake) {
      armed += 1;
      return clock.at(instant, wake);
    },
  };
  const at: Watching = {
    path,
    reads: 0,
    failures: 0,
    watched: watchFile(path, counting, async () => {
      at.reads += 1;
      at.failures -= 1;
      if (at.failures >= 0) throw new Error("not now");
    }),
    async look() {
      const before = armed;
      clock.advance(LOOK_EVERY_MS);
      // The next look is planned when this one has ended.
      while (armed === before) await sleep(1);
    },
    async [Symbol.asyncDispose]() {
      await at.watched.stop();
      await rm(folder, { recursive: true });
    },
  };
  // What changed between the first reading and the first looks is not missed.
  for (let looks = 0; looks < 3; looks += 1) await at.look();
  expect(at.reads).toBe(1);
  return at;
}

it("is read when it has changed and stands still again, and not otherwise", async () => {
  await using at = await watching();
  for (let looks = 0; looks < 3; looks += 1) await at.look();
  expect(at.reads).toBe(1);
  await writeFile(at.path, "two, longer");
  await at.look();
  expect(at.reads).toBe(1);
  await at.look();
  expect(at.reads).toBe(2);
  await at.look();
  expect(at.reads).toBe(2);
});

it("is not read while somebody is still writing it", async () => {
  await using at = await watching();
  for (let pieces = 1; pieces < 5; pieces += 1) {
    await writeFile(at.path, "x".repeat(pieces));
    await at.look();
  }
  expect(at.reads).toBe(1);
  await at.look();
  expect(at.reads).toBe(2);
});

it("is read when another file takes its place, also one of the same length and time", async () => {
  await using at = await watching();
  const beside = `${at.path}.new`;
  const time = new Date("2026-11-20T09:00:00Z");
  await utimes(at.path, time, time);
  await at.look();
  await at.look();
  const { reads } = at;
  await writeFile(beside, "two");
  await utimes(beside, time, time);
  await rename(beside, at.path);
  await at.look();
  await at.look();
  expect(at.reads).toBe(reads + 1);
});

it("is read at once when that is asked for, and again when reading failed", async () => {
  await using at = await watching();
  await at.watched.readNow();
  expect(at.reads).toBe(2);
  at.failures = 1;
  await writeFile(at.path, "three and more");
  await at.look();
  await at.look();
  await at.look();
  await at.look();
  expect(at.reads).toBe(4);
});

it("that is gone is told of once, and read when it is back", async () => {
  await using at = await watching();
  await rm(at.path);
  for (let looks = 0; looks < 4; looks += 1) await at.look();
  expect(at.reads).toBe(2);
  await writeFile(at.path, "back");
  for (let looks = 0; looks < 3; looks += 1) await at.look();
  expect(at.reads).toBe(3);
});
