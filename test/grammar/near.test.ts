import fc from "fast-check";
import { expect, it } from "vitest";
import { isNear, nearest, slips } from "../../src/grammar/near.ts";

it.each([
  ["lobby", "lobby", true],
  ["loby", "lobby", true],
  ["lobbyy", "lobby", true],
  ["lubby", "lobby", true],
  ["lboby", "lobby", true],
  ["byobl", "lobby", true],
  ["lobs", "lobby", false],
  ["support", "supprot", true],
  ["suport", "support", true],
  ["supprt1", "support", true],
  ["spot", "support", false],
  ["vpi", "vip", true],
  ["vix", "vip", false],
  ["no", "on", false],
])("%s for %s: %s", (word, name, near) => {
  expect(isNear(word, name)).toBe(near);
});

it("counts slips the same both ways, and none only between equal words", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 6 });
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(slips(a, b, 9)).toBe(slips(b, a, 9));
      expect(slips(a, b, 9) === 0).toBe(a === b);
    }),
  );
});

it("suggests the closest name, and nothing when all are far", () => {
  expect(nearest("mut", ["muted", "mute", "unmute"])).toBe("mute");
  expect(nearest("banish", ["muted", "mute", "unmute"])).toBeNull();
});
