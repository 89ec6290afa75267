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
  ["liv", "live", true],
  ["livve", "live", true],
  ["li", "live", false],
  ["strem", "stream", true],
  ["strm", "stream", false],
  ["vpi", "vip", true],
  ["vix", "vip", false],
  ["no", "on", false],
])("%s for %s: %s", (word, name, near) => {
  expect(isNear(word, name)).toBe(near);
});

it.each([
  ["lobby", "lobby", 0],
  ["lobby", "lobb", 1],
  ["lobby", "lobbyy", 1],
  ["lobby", "bobby", 1],
  ["lobby", "olbby", 1],
  ["lobby", "lobyb", 1],
  ["lobby", "olbyb", 2],
  ["", "abc", 3],
  // One letter is not swapped and then changed again: three slips, not two.
  ["ca", "abc", 3],
])("from %j to %j it takes %d slips", (from, to, count) => {
  expect(slips(from, to, 9)).toBe(count);
  expect(slips(from, to, 1)).toBe(Math.min(count, 2));
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

it("suggests a name of which half is right at least", () => {
  expect(nearest("lixx", ["live"])).toBe("live");
  expect(nearest("lxx", ["liv"])).toBeNull();
  expect(nearest("xy", ["on"])).toBeNull();
});

it("suggests the first of names that are equally close", () => {
  expect(nearest("bax", ["bat", "bar"])).toBe("bat");
  expect(nearest("bax", ["bar", "bat"])).toBe("bar");
});
