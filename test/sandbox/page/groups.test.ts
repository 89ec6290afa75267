import { describe, expect, test } from "vitest";
import { changesBetween } from "../../../src/sandbox/page/client/groups/live/changes.ts";
import { countsOf, kindWords } from "../../../src/sandbox/page/client/groups/live/group-words.ts";
import { stillRecent, withChanges } from "../../../src/sandbox/page/client/groups/live/recent.ts";
import { rowsOf } from "../../../src/sandbox/page/client/groups/live/rows.ts";
import {
  agoWords,
  instantWords,
  lengthLeft,
  lengthWords,
} from "../../../src/sandbox/page/client/groups/live/times.ts";
import type { PageGroup } from "../../../src/sandbox/page/told.ts";

const NOW = Date.UTC(2026, 10, 21, 12, 0, 0);
const MINUTE = 60_000;

const member = (account: string) => ({ account, role: "member" as const });

function groupOf(change: Partial<PageGroup> = {}): PageGroup {
  return {
    id: "@TGS#1",
    alias: "lobby",
    kind: "Public",
    members: [
      member("tommy"),
      { account: "administrator", role: "owner" },
      { account: "marshal", role: "admin" },
      ...Array.from({ length: 40 }, (_, index) => member(`user${index + 1}`)),
    ],
    muted: [],
    banned: [],
    locked: false,
    dissolved: false,
    ...change,
  };
}

describe("what is left of a mute", () => {
  test.each([
    [10 * MINUTE, "10:00 left"],
    [9 * MINUTE + 40_001, "9:41 left"],
    [1, "0:01 left"],
    [0, "over"],
    [-5_000, "over"],
    [60 * MINUTE, "1:00:00 left"],
    [24 * 60 * MINUTE, "24:00:00 left"],
    [24 * 60 * MINUTE + 1, "1 day left"],
    [51 * 60 * MINUTE, "2 days 3 h left"],
  ])("%d milliseconds: %s", (ms, words) => expect(lengthLeft(ms)).toBe(words));
});

test("an instant is told with its day only where that is another one", () => {
  expect(instantWords(NOW + 10 * MINUTE, NOW, "UTC")).toBe("12:10:00");
  expect(instantWords(NOW + 24 * 60 * MINUTE, NOW, "UTC")).toBe("22 Nov 2026, 12:00:00");
});

test("how long ago, and how long", () => {
  expect([0, 9_999, 10_000, 59_999, 3 * MINUTE, 125 * MINUTE].map(agoWords)).toEqual([
    "just now",
    "just now",
    "10 s ago",
    "59 s ago",
    "3 min ago",
    "2 h ago",
  ]);
  expect([400, 61_000, 90 * MINUTE, 25 * 60 * MINUTE].map(lengthWords)).toEqual([
    "0 s",
    "1 min 1 s",
    "1 h 30 min",
    "1 d 1 h",
  ]);
});

test("a group says what it is in words, and the service's own word where that differs", () => {
  expect(kindWords("AVChatRoom")).toBe("live group (AVChatRoom)");
  expect(kindWords("chatgroup")).toBe("chat group");
  expect(kindWords("SomethingNew")).toBe("SomethingNew");
  expect(countsOf(groupOf({ members: [member("tommy")], muted: [{ account: "x", until: NOW }] }))).toEqual([
    "1 member",
    "1 muted",
  ]);
});

describe("what changed", () => {
  const wordsBetween = (before: Partial<PageGroup>, after: Partial<PageGroup>): readonly string[] =>
    changesBetween(groupOf(before), groupOf(after), NOW).map(
      ({ account, words }) => `${account ?? "the group"} ${words}`,
    );
  const muted = (until: number | "permanent") => ({ muted: [{ account: "tommy", until }] });

  test("nothing, where nothing did", () => expect(wordsBetween({}, {})).toEqual([]));

  test("a mute begins, is changed, is lifted and runs out", () => {
    expect(wordsBetween({}, muted("permanent"))).toEqual(["tommy muted"]);
    expect(wordsBetween(muted(NOW + MINUTE), muted("permanent"))).toEqual(["tommy mute changed"]);
    expect(wordsBetween(muted(NOW + MINUTE), {})).toEqual(["tommy mute lifted"]);
    expect(wordsBetween(muted("permanent"), {})).toEqual(["tommy mute lifted"]);
    expect(wordsBetween(muted(NOW), {})).toEqual(["tommy mute ran out"]);
  });

  test("who came, who went, and who runs it now", () => {
    const { members } = groupOf();
    expect(wordsBetween({}, { members: members.slice(1) })).toEqual(["tommy gone"]);
    expect(wordsBetween({}, { members: [...members, member("away1")] })).toEqual(["away1 came in"]);
    const made = [{ account: "tommy", role: "admin" as const }, ...members.slice(1)];
    expect(wordsBetween({}, { members: made })).toEqual(["tommy made admin"]);
  });

  test("a lock; and of a group that was dissolved, nothing but that", () => {
    expect(wordsBetween({}, { locked: true })).toEqual(["the group locked"]);
    expect(wordsBetween(muted(NOW + MINUTE), { members: [], dissolved: true })).toEqual([
      "the group dissolved",
    ]);
  });

  test("a ban that takes somebody out is one piece of news, and the next one replaces it", () => {
    const { members } = groupOf();
    const out = groupOf({
      members: members.slice(1),
      banned: [{ account: "tommy", until: "unknown" }],
    });
    const first = withChanges([], [groupOf()], [out], NOW);
    expect(first.map(({ words }) => words)).toEqual(["banned and gone"]);
    const lifted = withChanges(first, [out], [groupOf({ members: members.slice(1) })], NOW + MINUTE);
    expect(lifted).toEqual([{ group: "@TGS#1", account: "tommy", words: "ban lifted", at: NOW + MINUTE }]);
  });

  test("a group seen for the first time is no news", () => {
    expect(withChanges([], [], [groupOf()], NOW)).toEqual([]);
  });

  test("news grows old, also when the clock is set back", () => {
    const news = withChanges([], [groupOf()], [groupOf({ locked: true })], NOW);
    expect(stillRecent(news, NOW + 4 * MINUTE)).toBe(news);
    expect(stillRecent(news, NOW + 5 * MINUTE)).toEqual([]);
    expect(stillRecent(news, NOW - 60 * MINUTE)).toEqual([]);
  });
});

describe("the list of a group", () => {
  const shownOf = (group: PageGroup, recent: Parameters<typeof rowsOf>[1] = []): readonly string[] =>
    rowsOf(group, recent).shown.map(({ account }) => account);

  test("begins with those who run it, then those muted or banned, then those about whom there is news", () => {
    const group = groupOf({
      muted: [{ account: "user30", until: "permanent" }],
      banned: [{ account: "peter", until: "unknown" }],
    });
    const recent = [{ group: group.id, account: "user20", words: "mute lifted", at: NOW }];
    const rows = rowsOf(group, recent);
    expect(rows.shown.map(({ account }) => account)).toEqual([
      "administrator",
      "marshal",
      "user30",
      "peter",
      "user20",
      "tommy",
    ]);
    expect(rows.folded).toHaveLength(44 - 6);
  });

  test("shows everybody about whom there is something to tell, however many", () => {
    const group = groupOf();
    const muted = group.members.slice(3, 15).map(({ account }) => ({ account, until: NOW }));
    expect(shownOf({ ...group, muted })).toHaveLength(2 + 12);
  });

  test("tells of those who went, as not in the group", () => {
    const recent = [{ group: "@TGS#1", account: "jared", words: "gone", at: NOW }];
    expect(rowsOf(groupOf(), recent).shown.find(({ account }) => account === "jared")?.role).toBeNull();
  });

  test("is not folded for the sake of one", () => {
    const { members } = groupOf();
    expect(rowsOf(groupOf({ members: members.slice(0, 7) }), []).folded).toEqual([]);
    expect(rowsOf(groupOf({ members: members.slice(0, 8) }), []).folded).toHaveLength(2);
  });

  test("takes no news of another group", () => {
    const recent = [{ group: "@TGS#2", account: "away1", words: "came in", at: NOW }];
    expect(shownOf(groupOf(), recent)).not.toContain("away1");
  });
});
