import { fail, ok, type Result } from "../../../src/result.ts";
import type { End } from "../../../src/words.ts";
import type { Listed, VendorFailure } from "../../../src/vendors/port.ts";
import { type Defect, onStates, onValue } from "./defect.ts";

const dated = (until: End | null): End | null => (until === "permanent" ? 4_294_967_295_000 : until);

function inSeconds(list: readonly Listed[]): readonly Listed[] {
  return list.map((row) => (row.until === "permanent" ? row : { ...row, until: row.until / 1_000 }));
}

function unsettled<T>(read: Result<T, VendorFailure>): Result<T, VendorFailure> {
  return read.ok ? read : fail({ kind: "uncertain", detail: read.failure.detail });
}

/** What is read of accounts and groups. */
export const readDefects: Readonly<Record<string, Defect>> = {
  "states come in another order": onStates((states) => states.toReversed()),
  "everybody is a member": onStates((states) =>
    states.map((state) => ({ ...state, standing: "member" as const })),
  ),
  "nobody is an admin": onStates((states) =>
    states.map((state) => (state.standing === "admin" ? { ...state, standing: "member" as const } : state)),
  ),
  "nobody is seen as muted": onStates((states) => states.map((state) => ({ ...state, mutedUntil: null }))),
  "nobody is seen as banned": onStates((states) => states.map((state) => ({ ...state, bannedUntil: null }))),
  "a mute is taken for a ban": onStates((states) =>
    states.map((state) => ({ ...state, bannedUntil: state.mutedUntil, mutedUntil: state.bannedUntil })),
  ),
  "a mute for ever is read as a date": onStates((states) =>
    states.map((state) => ({ ...state, mutedUntil: dated(state.mutedUntil) })),
  ),
  "a ban for ever is read as a date": onStates((states) =>
    states.map((state) => ({ ...state, bannedUntil: dated(state.bannedUntil) })),
  ),
  "everything is read, whatever was asked": (driver) => ({
    states: (group, accounts, _, urgency) =>
      driver.states(group, accounts, ["standing", "existence", "mute", "ban"], urgency),
  }),
  "everything is read, and what was not asked is left out": (driver) => ({
    states: async (group, accounts, facets, urgency) =>
      onValue(
        await driver.states(group, accounts, ["standing", "existence", "mute", "ban"], urgency),
        (states) =>
          states.map((state) => ({
            ...state,
            ...(facets.includes("standing") ? {} : { standing: "unlisted" as const }),
            ...(facets.includes("existence") ? {} : { exists: null }),
            ...(facets.includes("mute") ? {} : { mutedUntil: null }),
            ...(facets.includes("ban") ? {} : { bannedUntil: null }),
          })),
      ),
  }),
  "the bans are never read": (driver) => ({
    states: (group, accounts, facets, urgency) =>
      driver.states(
        group,
        accounts,
        facets.filter((facet) => facet !== "ban"),
        urgency,
      ),
  }),
  "reads never wait": (driver) => ({
    states: (group, accounts, facets) => driver.states(group, accounts, facets),
  }),
  "the list of the muted is empty": () => ({ muted: async () => ok([]) }),
  "the list of the banned is empty": () => ({ banned: async () => ok([]) }),
  "the list of the banned is given for the muted": (driver) => ({ muted: (group) => driver.banned(group) }),
  "the list of the muted is given for the banned": (driver) => ({ banned: (group) => driver.muted(group) }),
  "the list of the muted is in seconds": (driver) => ({
    muted: async (group) => onValue(await driver.muted(group), inSeconds),
  }),
  "the list of the banned is in seconds": (driver) => ({
    banned: async (group) => onValue(await driver.banned(group), inSeconds),
  }),
  "only the first hundred of the banned are listed": (driver) => ({
    banned: async (group) => onValue(await driver.banned(group), (list) => list.slice(0, 100)),
  }),
  "a page of the banned comes twice": (driver) => ({
    banned: async (group) =>
      onValue(await driver.banned(group), (list) => [...list, ...list.slice(100, 200)]),
  }),
  "a list that could not be read is empty": (driver) => ({
    banned: async (group) => {
      const banned = await driver.banned(group);
      return banned.ok ? banned : ok([]);
    },
  }),
  "a read that failed has to be settled": (driver) => ({
    states: async (...asked) => unsettled(await driver.states(...asked)),
    muted: async (group) => unsettled(await driver.muted(group)),
    locked: async (group) => unsettled(await driver.locked(group)),
  }),
  "the first page of members comes again and again": (driver) => ({
    members: async (group, from, limit) => {
      const page = await driver.members(group, from, limit);
      const first = await driver.members(group, 0, limit);
      return page.ok && first.ok ? ok({ ...page.value, rows: first.value.rows }) : page;
    },
  }),
  "the last of each page of members is lost": (driver) => ({
    members: async (group, from, limit) =>
      onValue(await driver.members(group, from, limit), (page) => ({
        ...page,
        rows: page.rows.slice(0, Math.max(1, page.rows.length - 1)),
      })),
  }),
  "the first page of members is said to be the last": (driver) => ({
    members: async (group, from, limit) =>
      onValue(await driver.members(group, from, limit), (page) => ({ ...page, more: false })),
  }),
  "members always start at the beginning of a hundred": (driver) => ({
    members: (group, from, limit) => driver.members(group, from < 100 ? from : from - (from % 100), limit),
  }),
  "everybody listed is a plain member": (driver) => ({
    members: async (group, from, limit) =>
      onValue(await driver.members(group, from, limit), (page) => ({
        ...page,
        rows: page.rows.map((row) => ({ ...row, standing: "member" as const })),
      })),
  }),
  "members are counted by the page": (driver) => ({
    members: async (group, from, limit) =>
      onValue(await driver.members(group, from, limit), (page) => ({ ...page, total: page.rows.length })),
  }),
  "a group without a list of members has none": (driver) => ({
    members: async (...asked) => {
      const page = await driver.members(...asked);
      return page.ok ? page : ok({ rows: [], total: 0, more: false });
    },
  }),
  "a lock is remembered, not read": (driver) => {
    let known: boolean | null = null;
    return {
      locked: async (group) => {
        if (known !== null) return ok(known);
        const locked = await driver.locked(group);
        if (locked.ok) known = locked.value;
        return locked;
      },
    };
  },
  "no group is ever locked": () => ({ locked: async () => ok(false) }),
  "each spelling is another account, also its own": () => ({ nameOf: (account) => `${account}'` }),
  "all accounts have one name": () => ({ nameOf: () => "somebody" }),
};
