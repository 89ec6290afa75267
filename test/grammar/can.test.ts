import { describe, expect, it } from "vitest";
import { answerTo, outcomeOf, read } from "./reading.ts";

describe("a command about a command", () => {
  it.each([
    ["/mod can mute tommy 10m", "can mute tommy for 10m"],
    ["/mod can Kick jared lobby", "can kick jared in lobby"],
    ["/mod can help", "help can"],
  ])("is read as if the other one had been typed: %s", (line, words) => {
    expect(outcomeOf(line)).toBe(words);
  });

  it("keeps what the other one asks for", () => {
    const kick = read("/kick jared lobby spam --dry-run");
    expect(read("/mod can kick jared lobby spam --dry-run")).toMatchObject({
      value: { request: { kind: "can", request: kick.ok ? kick.value.request : null } },
    });
  });

  it.each([
    ["/mod can", "empty: null"],
    ["/mod can mut tommy", "unknown_command: mut"],
    ["/mod can mute tommy", "missing_time: null"],
    ["/mod can kick jared loby", "nearly_group: loby"],
    ["/mod can muted", "not_an_act: muted"],
    ["/mod can case 7", "not_an_act: case"],
    ["/mod can can mute tommy 10m", "not_an_act: can"],
  ])("is refused where the other one is, or changes nothing: %s", (line, refusal) => {
    expect(outcomeOf(line)).toBe(refusal);
  });

  it("and the refusal shows how the other one is typed after it", () => {
    expect(answerTo("/mod can mute tommy")).toContain("Usage: `/mod can mute <accounts> [group] <time>");
    expect(answerTo("/mod can muted")).toContain("Usage: `/mod can <command> …`");
  });
});

it("an example of a refusal is the bare command where it takes nothing", () => {
  expect(answerTo("/mod help mut").split("\n").at(-1)).toBe("Example: `/mod help`");
});
