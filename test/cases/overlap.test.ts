import { describe, expect, it } from "vitest";
import { conflictOf, othersIn } from "../../src/cases/overlap.ts";
import { VERBS, type End, type Verb } from "../../src/words.ts";

const HOUR = 3_600_000;

/** What stands against what, written down a second time, by hand: theirs, then mine. */
const AGAINST: readonly string[] = [
  "mute unmute",
  "unmute mute",
  "kick add",
  "add kick",
  "add ban",
  "ban add",
  "ban unban",
  "unban ban",
  "lock unlock",
  "unlock lock",
];

describe("two acts on one account", () => {
  const untilOf = (verb: Verb): End | null => (verb === "mute" || verb === "ban" ? HOUR : null);

  it.each(VERBS)("stand against each other where the newer takes the older back: %s", (theirs) => {
    for (const mine of VERBS)
      expect(
        conflictOf({ verb: theirs, until: untilOf(theirs) }, { verb: mine, until: untilOf(mine) }),
        `${theirs}, then ${mine}`,
      ).toBe(AGAINST.includes(`${theirs} ${mine}`) ? "undoes" : null);
  });

  it.each([
    [HOUR, 2 * HOUR, "lengthens"],
    [2 * HOUR, HOUR, "shortens"],
    [HOUR, "permanent", "lengthens"],
    ["permanent", HOUR, "shortens"],
    ["permanent", "permanent", null],
    // Two who type the same at the same moment mean the same.
    [HOUR, HOUR + 60_000, null],
    [HOUR, HOUR + 60_001, "lengthens"],
    [HOUR, HOUR - 60_001, "shortens"],
  ] as const)("or where the newer has another end: %s, then %s", (theirs, mine, conflict) => {
    for (const verb of ["mute", "ban"] as const)
      expect(conflictOf({ verb, until: theirs }, { verb, until: mine })).toBe(conflict);
  });
});

describe("what an entry holds of others' acts", () => {
  it("is read back, and what is not of this form is left out", () => {
    const act = {
      case: 7,
      person: "U_MAX",
      verb: "mute",
      until: "permanent",
      at: 1,
      accounts: 1,
      names: ["tommy"],
      conflict: null,
    };
    expect(othersIn([act, { ...act, verb: "dance" }, 7, null])).toEqual([act]);
    for (const odd of [undefined, null, "x", {}]) expect(othersIn(odd)).toEqual([]);
  });
});
