import { expect, it } from "vitest";
import { Roster } from "../../src/sandbox/wire/roster.ts";

const accounts = (rows: readonly (readonly [string, unknown])[]): string[] =>
  rows.map(([account]) => account);

it("lists who is in a group in the order of joining, whoever joins and leaves between two pages", () => {
  const roster = new Roster<string>();
  for (const account of ["a", "b", "c", "d"]) roster.set(account, "member");
  expect(accounts(roster.rows())).toEqual(["a", "b", "c", "d"]);
  roster.delete("b");
  roster.set("e", "member");
  expect(accounts(roster.rows())).toEqual(["a", "c", "d", "e"]);
  expect(accounts(roster.newestFirst(0, 3))).toEqual(["e", "d", "c"]);
  expect(accounts(roster.newestFirst(3, 3))).toEqual(["a"]);
  expect(accounts(roster.newestFirst(4, 3))).toEqual([]);
  roster.set("a", "admin");
  expect(roster.rows()[0]).toEqual(["a", "admin"]);
  roster.clear();
  expect(roster.rows()).toEqual([]);
});

it("does not count off the members again for each page of a large group", () => {
  const roster = new Roster<string>();
  for (let index = 0; index < 100_000; index += 1) roster.set(`fan${index}`, "member");
  expect(roster.rows()).toBe(roster.rows());
  const startedAt = performance.now();
  for (let page = 0; page < 1_000; page += 1) expect(roster.newestFirst(page * 100, 100)).toHaveLength(100);
  // Counted off anew, these thousand pages take more than three seconds.
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});
