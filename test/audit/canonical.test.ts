import { describe, expect, it } from "vitest";
import { canonical } from "../../src/audit/hash.ts";

/** RFC 8785, appendix B: the bits of a double, and how it is written. */
const NUMBERS = [
  ["0000000000000000", "0"],
  ["8000000000000000", "0"],
  ["0000000000000001", "5e-324"],
  ["8000000000000001", "-5e-324"],
  ["7fefffffffffffff", "1.7976931348623157e+308"],
  ["ffefffffffffffff", "-1.7976931348623157e+308"],
  ["4340000000000000", "9007199254740992"],
  ["c340000000000000", "-9007199254740992"],
  ["4430000000000000", "295147905179352830000"],
  ["44b52d02c7e14af5", "9.999999999999997e+22"],
  ["44b52d02c7e14af6", "1e+23"],
  ["44b52d02c7e14af7", "1.0000000000000001e+23"],
  ["444b1ae4d6e2ef4e", "999999999999999700000"],
  ["444b1ae4d6e2ef4f", "999999999999999900000"],
  ["444b1ae4d6e2ef50", "1e+21"],
  ["3eb0c6f7a0b5ed8c", "9.999999999999997e-7"],
  ["3eb0c6f7a0b5ed8d", "0.000001"],
  ["41b3de4355555553", "333333333.3333332"],
  ["41b3de4355555554", "333333333.33333325"],
  ["41b3de4355555555", "333333333.3333333"],
  ["41b3de4355555556", "333333333.3333334"],
  ["41b3de4355555557", "333333333.33333343"],
  ["becbf647612f3696", "-0.0000033333333333333333"],
  ["43143ff3c1cb0959", "1424953923781206.2"],
] as const;

describe("canonical JSON", () => {
  it.each(NUMBERS)("writes the double %s as RFC 8785 appendix B does: %s", (bits, written) => {
    expect(canonical({ n: doubleOf(bits) })).toBe(`{"n":${written}}`);
  });

  it.each(["7fffffffffffffff", "7ff0000000000000"])("has no form for the double %s", (bits) => {
    expect(() => canonical({ n: doubleOf(bits) })).toThrow();
  });

  it("writes the sample of §3.2.2 to the bytes of §3.2.4", () => {
    const sample = JSON.parse(String.raw`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }`) as object;
    expect(Buffer.from(canonical(sample)).toString("hex")).toBe(
      [
        "7b226c69746572616c73223a5b6e756c6c2c74727565",
        "2c66616c73655d2c226e756d62657273223a",
        "5b3333333333333333332e333333333333332c31",
        "652b33302c342e352c302e3030322c31652d3237",
        "5d2c22737472696e67223a22e282ac245c753030",
        "30665c6e4127425c225c5c5c5c5c222f227d",
      ].join(""),
    );
  });

  it("sorts names by their UTF-16 units, as in §3.2.3", () => {
    const sample = {
      "\u20ac": "Euro Sign",
      "\r": "Carriage Return",
      "\ufb33": "Hebrew Letter Dalet With Dagesh",
      "1": "One",
      "\ud83d\ude00": "Emoji: Grinning Face",
      "\u0080": "Control",
      "\u00f6": "Latin Small Letter O With Diaeresis",
    };
    const written = [...canonical(sample).matchAll(/:"([^"]*)"/g)].map(([, value]) => value);
    expect(written).toEqual([
      "Carriage Return",
      "One",
      "Control",
      "Latin Small Letter O With Diaeresis",
      "Euro Sign",
      "Emoji: Grinning Face",
      "Hebrew Letter Dalet With Dagesh",
    ]);
  });

  it("has no form for half a character, and keeps two ways to write a letter apart", () => {
    expect(() => canonical({ reason: "\uD800" })).toThrow();
    expect(canonical({ reason: "\u00e9" })).not.toBe(canonical({ reason: "e\u0301" }));
  });
});

function doubleOf(bits: string): number {
  return Buffer.from(bits, "hex").readDoubleBE();
}
