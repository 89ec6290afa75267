import type { PageGroup } from "../../../told.ts";

/** What became different about one account of a group, or about the group itself (`account` is null). */
export interface Change {
  readonly account: string | null;
  /** To be followed by when it was: `muted`, `ban lifted`. */
  readonly words: string;
}

type End = PageGroup["banned"][number]["until"];
interface Ends {
  readonly begins: string;
  readonly differs: string;
  readonly lifted: string;
  readonly ranOut: string;
}

const MUTE: Ends = {
  begins: "muted",
  differs: "mute changed",
  lifted: "mute lifted",
  ranOut: "mute ran out",
};
const BAN: Ends = { begins: "banned", differs: "ban changed", lifted: "ban lifted", ranOut: "ban ran out" };

/** Finds what changed in a group. `now`: what ended at or before it ran out, what ended earlier was lifted. */
export function changesBetween(before: PageGroup, after: PageGroup, now: number): readonly Change[] {
  if (before.dissolved || after.dissolved) {
    if (before.dissolved === after.dissolved) return [];
    return [{ account: null, words: after.dissolved ? "dissolved" : "made anew" }];
  }
  const locking = after.locked ? "locked" : "unlocked";
  return [
    ...(before.locked === after.locked ? [] : [{ account: null, words: locking }]),
    ...memberships(before, after),
    ...endings(before.muted, after.muted, MUTE, now),
    ...endings(before.banned, after.banned, BAN, now),
  ];
}

function memberships(before: PageGroup, after: PageGroup): readonly Change[] {
  const rolesBefore = new Map(before.members.map(({ account, role }) => [account, role]));
  const rolesAfter = new Map(after.members.map(({ account, role }) => [account, role]));
  return [
    ...[...rolesBefore.keys()]
      .filter((account) => !rolesAfter.has(account))
      .map((account) => ({ account, words: "gone" })),
    ...after.members.flatMap(({ account, role }) => {
      const was = rolesBefore.get(account);
      if (was === undefined) return [{ account, words: "came in" }];
      return was === role ? [] : [{ account, words: `made ${role}` }];
    }),
  ];
}

function endings(
  before: readonly { readonly account: string; readonly until: End }[],
  after: readonly { readonly account: string; readonly until: End }[],
  words: Ends,
  now: number,
): readonly Change[] {
  const untilBefore = new Map(before.map(({ account, until }) => [account, until]));
  const accounts = new Set(after.map(({ account }) => account));
  return [
    ...before
      .filter(({ account }) => !accounts.has(account))
      .map(({ account, until }) => ({
        account,
        words: typeof until === "number" && until <= now + ROUNDING_MS ? words.ranOut : words.lifted,
      })),
    ...after.flatMap(({ account, until }) => {
      const was = untilBefore.get(account);
      if (was === undefined) return [{ account, words: words.begins }];
      return was === until ? [] : [{ account, words: words.differs }];
    }),
  ];
}

/** The page knows the sandbox's clock to whole seconds only. */
const ROUNDING_MS = 1_500;
