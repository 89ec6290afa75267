import { describe, expect, test } from "vitest";
import { readable } from "../../../src/sandbox/page/client/groups/wire/indent.ts";
import { queryOf, shortPath, verdictOf } from "../../../src/sandbox/page/client/groups/wire/verdict.ts";
import type { PageExchange } from "../../../src/sandbox/page/told.ts";

describe("what went over the wire, readable", () => {
  test("JSON gets a line for each value", () => {
    expect(readable('{"GroupId":"@TGS#1","Members_Account":["tommy"]}')).toBe(
      '{\n  "GroupId": "@TGS#1",\n  "Members_Account": [\n    "tommy"\n  ]\n}',
    );
  });

  test("JSON that is sent as text inside of JSON is unpacked", () => {
    expect(JSON.parse(readable('{"blocks":"[{\\"type\\":\\"divider\\"}]"}'))).toEqual({
      blocks: [{ type: "divider" }],
    });
  });

  test("what is no JSON stays as it is", () => {
    for (const text of ["", "<html>\n<p>no</p>", "a=1&b={2}"]) expect(readable(text)).toBe(text);
  });

  test("JSON that was cut off is indented as far as it goes, and loses nothing", () => {
    const cut = '{"a":[{"b":"x, {y} \\" z"},{}],"c":"begins … (5000 characters)';
    expect(readable(cut)).toBe(
      '{\n  "a": [\n    {\n      "b": "x, {y} \\" z"\n    },\n    {}\n  ],\n  "c": "begins … (5000 characters)',
    );
    expect(readable("[1,2 … (9 characters)")).toBe("[\n  1,\n  2 … (9 characters)");
  });

  test("brackets that match nothing do no harm", () => {
    expect(readable("{]}}")).toContain("}");
  });
});

describe("how a request ended", () => {
  const ended = (change: Partial<PageExchange>): string => {
    const { tone, words } = verdictOf({
      key: "in1",
      at: 0,
      direction: "in",
      method: "POST",
      path: "/",
      body: "",
      status: 200,
      answer: null,
      fault: null,
      ...change,
    });
    return `${tone}: ${words}`;
  };

  test("in number and words", () => {
    expect(ended({})).toBe("good: 200 OK");
    expect(ended({ status: 503 })).toBe("bad: 503 Service unavailable");
    expect(ended({ status: 299 })).toBe("good: 299");
    expect(ended({ status: "ok" })).toBe("good: ok");
    expect(ended({ status: "ratelimited" })).toBe("bad: refused: ratelimited");
  });

  test("HTTP 200 with an ErrorCode is a refusal, also where the answer was cut", () => {
    expect(ended({ answer: '{"ActionStatus":"FAIL","ErrorInfo":"no [x]","ErrorCode":10007}' })).toBe(
      "bad: 200 OK, but ErrorCode 10007",
    );
    expect(ended({ answer: '{"ActionStatus":"FAIL","ErrorCode":10007,"Li … (9 characters)' })).toBe(
      "bad: 200 OK, but ErrorCode 10007",
    );
  });

  test("the code of one item of a list is no refusal of the whole", () => {
    expect(ended({ answer: '{"ErrorCode":0,"GroupInfo":[{"ErrorCode":10010}]}' })).toBe("good: 200 OK");
    expect(ended({ answer: '{"GroupInfo":[{"ErrorCode":10010}],"x … (9 characters)' })).toBe("good: 200 OK");
    expect(ended({ answer: "<html>" })).toBe("good: 200 OK");
  });

  test("not at all", () => {
    expect(ended({ status: null, fault: "hang" })).toBe("bad: no answer");
    expect(ended({ status: null, fault: "latency:4000" })).toBe("open: no answer yet");
    expect(ended({ status: null, direction: "out" })).toBe("open: not taken yet");
  });
});

test("a path is shown without its query, which is told apart", () => {
  const path = "/v4/group/forbid_send_msg?sdkappid=14&who=a%20b";
  expect(shortPath(path)).toBe("/v4/group/forbid_send_msg");
  expect(queryOf(path)).toEqual([
    ["sdkappid", "14"],
    ["who", "a b"],
  ]);
  expect(queryOf("/sandbox")).toEqual([]);
});
