import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkpointText, readCheckpoint } from "../../src/audit/checkpoint.ts";

const CHECKPOINT = {
  origin: "example.com/behind-the-sofa",
  size: 20852163,
  root: "0ac52c6291863d8b1d90c8080141aa6eb597c68e3eed87d9f1f0f6b9b8f6f7c8",
  at: Date.UTC(2026, 10, 21, 8),
  head: "ab".repeat(32),
};

describe("a checkpoint", () => {
  it("is origin, size and root as C2SP has them, then the time and the last hash", () => {
    const lines = checkpointText(CHECKPOINT).split("\n");
    expect(lines).toEqual([
      "example.com/behind-the-sofa",
      "20852163",
      Buffer.from(CHECKPOINT.root, "hex").toString("base64"),
      "time 2026-11-21T08:00:00.000Z",
      `head ${"ab".repeat(32)}`,
      "",
    ]);
  });

  it("reads back as what it was", () => {
    const hex = fc
      .uint8Array({ minLength: 32, maxLength: 32 })
      .map((bytes) => Buffer.from(bytes).toString("hex"));
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 4e12 }), hex, hex, (size, at, root, head) => {
        const checkpoint = { origin: "acme", size, root, at, head };
        expect(readCheckpoint(checkpointText(checkpoint))).toEqual({ ok: true, value: checkpoint });
      }),
    );
  });

  it("may have further lines, but no other form of those it has", () => {
    const text = checkpointText(CHECKPOINT);
    expect(readCheckpoint(`${text}later something\n`).ok).toBe(true);
    for (const other of [
      "",
      text.slice(0, -1),
      `\n${text}`,
      `${text}\n`,
      text.replace("20852163", "020852163"),
      text.replace("20852163", "-1"),
      text.replace("20852163", "9999999999999999"),
      text.replace("time 2026", "time +002026"),
      text.replace("2026-11-21T08:00:00.000Z", "2026-11-21"),
      text.replace("2026-11-21T08", "2026-11-41T08"),
      text.replace("head ab", "head AB"),
      text.replace("=\n", "\n"),
    ])
      expect(readCheckpoint(other)).toEqual({ ok: false, failure: "malformed" });
  });
});
