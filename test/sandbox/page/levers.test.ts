import { describe, expect, test } from "vitest";
import { personBody } from "../../../src/sandbox/control/changes.ts";
import { consoleBody } from "../../../src/sandbox/control/console.ts";
import { isFaultKind as isHyphenateFault } from "../../../src/sandbox/hyphenate/faults.ts";
import {
  CONSOLE_ACT_NAMES,
  doneWords,
  takenBy,
} from "../../../src/sandbox/page/client/groups/levers/console-acts.ts";
import {
  choicesFor,
  FAULT_NAMES,
  faultWords,
  kindOf,
} from "../../../src/sandbox/page/client/groups/levers/fault-words.ts";
import { ROLE_NAMES, roleWords } from "../../../src/sandbox/page/client/groups/levers/roles.ts";
import { isFaultKind as isTencentFault } from "../../../src/sandbox/tencent/faults.ts";

const VENDORS = ["tencent", "easemob", "agora"] as const;

describe("each fault that the page offers", () => {
  const offered = VENDORS.flatMap((vendor) =>
    FAULT_NAMES.flatMap((name) =>
      (choicesFor(name, vendor)?.of ?? [{ value: "" }]).map(({ value }) => ({
        vendor,
        kind: kindOf(name, vendor, value),
      })),
    ),
  );

  test.each(offered)("$kind is one at $vendor, and has words", ({ vendor, kind }) => {
    expect(vendor === "tencent" ? isTencentFault(kind) : isHyphenateFault(kind)).toBe(true);
    expect(faultWords(kind)).not.toBe(kind);
  });

  test("says in words what it does, and how much", () => {
    expect(faultWords("latency:4000")).toBe("answers late (4 seconds)");
    expect(faultWords("latency:77")).toBe("answers late (77)");
    expect(faultWords("error:reach_limit")).toBe("refuses (reach_limit)");
    expect(faultWords("frequency")).toBe("too many calls");
    expect(faultWords("brand-new")).toBe("brand-new");
  });

  test("falls back to a choice of the service where another one's stands", () => {
    expect(kindOf("error", "agora", "10007")).toBe("error:forbidden_op");
  });
});

describe("each act behind Bailiff's back", () => {
  const all = VENDORS.flatMap((vendor) => CONSOLE_ACT_NAMES.map((act) => ({ vendor, act })));

  test.each(all)("$act is one that the sandbox takes of $vendor", ({ vendor, act }) => {
    const takes = takenBy(act, vendor);
    const body = {
      vendor,
      group: "lobby",
      do: act,
      ...(takes.account && { account: "tommy" }),
      ...(takes.by && { by: "marshal" }),
      ...(takes.length && { for: "10m" }),
    };
    expect(consoleBody.safeParse(body).success).toBe(true);
  });

  test("and none of those that the sandbox knows is left out", () => {
    expect(CONSOLE_ACT_NAMES.toSorted()).toEqual(consoleBody.shape.do.options.toSorted());
  });

  test("is told in a sentence, of an account or of the group itself", () => {
    expect(doneWords("remove", "lobby", "tommy")).toBe("in lobby, tommy was removed");
    expect(doneWords("lock", "lobby", null)).toBe("lobby was locked");
  });

  test("only Tencent's bans end by themselves", () => {
    expect(VENDORS.map((vendor) => takenBy("ban", vendor).length)).toEqual([true, false, false]);
  });
});

test("each role that the page offers is one that a person can be given", () => {
  for (const role of ROLE_NAMES) {
    expect(personBody.safeParse({ person: "mel", role }).success).toBe(true);
    expect(roleWords(role)).not.toBe("");
  }
  expect(roleWords("stranger")).toBe("stranger");
});
