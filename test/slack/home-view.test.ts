import { describe, expect, it } from "vitest";
import type { Home, OpenHome, WaitingAct } from "../../src/cases/home.ts";
import { booksOf, type FoundCase, type Progress, type Standing } from "../../src/ledger/port.ts";
import { MOST_BLOCKS_IN_A_VIEW } from "../../src/sandbox/slack/blocks.ts";
import { readView } from "../../src/sandbox/slack/view-schema.ts";
import { textOfBlocks } from "../../src/sandbox/slack/view-text.ts";
import { homeView, unreadView } from "../../src/slack/cards/home-view.ts";
import { plain } from "../../src/texts/plain.ts";
import { NASTY } from "./fits.ts";
import { aHeld, approvals, ID, MINUTE, NOW, preview, row } from "./held-acts.ts";

/** The tab as text, after it has passed the checks of the stand-in for Slack. */
function textOf(home: Home): string {
  const view = JSON.parse(JSON.stringify(homeView(home))) as { blocks: unknown[] };
  let ids = 0;
  const read = readView(view, "home", () => `id${(ids += 1)}`);
  if (!read.ok) throw new Error(read.failure.join("\n"));
  expect(view.blocks.length).toBeLessThanOrEqual(MOST_BLOCKS_IN_A_VIEW);
  expect(JSON.stringify(view.blocks).length).toBeLessThanOrEqual(13_200);
  const markup = JSON.stringify(view.blocks);
  expect(markup).not.toMatch(/<!channel|<https|<@U1>|\u202e/);
  expect(markup).not.toMatch(/&(?!amp;|lt;|gt;)|<!date[^>]*…/);
  return plain(textOfBlocks(read.value.blocks));
}

const GROUP = { alias: "lobby", connection: "game", id: "@TGS#1" };

const progress = (number: number, more: Partial<Progress> = {}): Progress => ({
  number,
  verb: "mute",
  group: GROUP,
  actor: { team: "T1", person: "U_MIA" },
  command: "mute tommy in lobby for 10m",
  openedAt: NOW,
  state: "settled",
  lifts: null,
  stoppedBy: null,
  requested: 3,
  books: { ...booksOf([]), done: 2, absent: 1 },
  waits: null,
  ...more,
});

const found = (number: number, more: Partial<FoundCase> = {}): FoundCase => {
  const { waits: _, ...rest } = progress(number);
  return { ...rest, first: ["tommy"], ...more };
};

const stands = (number: number, more: Partial<Standing> = {}): Standing => ({
  number,
  verb: "mute",
  group: GROUP,
  until: NOW + 10 * MINUTE,
  accounts: 1,
  sample: "tommy",
  unknown: 0,
  ...more,
});

const act = (kind: "preview" | "approval", more: Parameters<typeof aHeld>[1] = {}): WaitingAct => ({
  id: ID[kind],
  held: aHeld({ kind }, more),
  approvals,
});

const home = (more: Partial<OpenHome> = {}): OpenHome => ({
  kind: "open",
  person: "U_MIA",
  roles: ["moderator"],
  at: NOW,
  approvals: [],
  mine: [],
  open: { cases: [], count: 0 },
  standing: null,
  recent: null,
  health: {
    resting: [],
    dead: 0,
    backlog: { requests: 0, cases: 0, messages: 0 },
    log: { kind: "up_to_date" },
  },
  audit: null,
  ...more,
});

describe("the Home tab", () => {
  it("says that nothing waits, how Bailiff is, and nothing of what one may not read", () => {
    const text = textOf(home());
    expect(text).toMatch(/U_MIA: moderator · as of .*UTC/);
    expect(text).toMatch(/\[Refresh\]/);
    expect(text).toMatch(/Nothing waits for you/);
    expect(text).toMatch(/Nothing waits to be done\.\nThe log channel is up to date\./);
    expect(text).not.toMatch(/Muted and banned|Recent cases|The record/);
  });

  it("tells how far one's own cases are, and why they wait", () => {
    const waits = "tencent has not answered for 40s";
    const cases = [progress(41, { state: "open", requested: 40, waits }), progress(40, { requested: 4 })];
    const text = textOf(home({ open: { cases, count: 12 } }));
    expect(text).toMatch(
      /#41 mute in lobby: 3 of 40 accounts; so far 2 done, 1 absent\. Waiting: Tencent has not answered for 40s\./,
    );
    expect(text).toMatch(/… and 10 more of yours/);
    expect(text).not.toMatch(/Nothing waits for you/);
  });

  it("counts what stands by the books, with the time that is left, and says that it is by the books", () => {
    const acts = [
      stands(7, { accounts: 2_000, unknown: 3 }),
      stands(9, { verb: "ban", sample: "jared", until: "permanent" }),
      stands(8, { accounts: 1, unknown: 1, sample: "peter" }),
    ];
    const standing = {
      acts,
      accounts: { mute: 2_001, ban: 1 },
      readable: ["mute", "ban"],
      isCut: false,
    } as const;
    const text = textOf(home({ standing }));
    expect(text).toMatch(/2,001 muted, 1 banned, in 3 cases\. By Bailiff's books/);
    expect(text).toMatch(/#7 `tommy` and 1,999 more muted in lobby until .*, 10m left \(3 perhaps\)/);
    expect(text).toMatch(/#9 `jared` banned in lobby until it is lifted/);
    expect(text).toMatch(/#8 `peter` muted .* \(perhaps\)/);
    expect(textOf(home({ standing: { ...standing, isCut: true } }))).toMatch(/There are more/);
    expect(textOf(home({ standing: { ...standing, readable: ["ban"] } }))).not.toMatch(/2,001/);
  });

  it("names recent cases with their outcome in words", () => {
    const recent = [
      found(43, { state: "open", requested: 10 }),
      found(42, { lifts: 12, verb: "unban" }),
      found(41),
    ];
    const text = textOf(home({ recent }));
    expect(text).toMatch(/#43 .* U_MIA: mute `tommy` and 9 more in lobby: open: 2 done, 1 absent, 7 to go/);
    expect(text).toMatch(
      /#42 .* Bailiff, at the end of #12: unban `tommy` and 2 more in lobby: 2 done, 1 absent/,
    );
    expect(textOf(home({ recent: [] }))).toMatch(/Recent cases\nThere is none yet/);
  });

  it("shows acts that wait with the buttons of their cards", () => {
    const text = textOf(home({ approvals: [act("approval")], mine: [act("preview"), act("approval")] }));
    expect(text).toMatch(
      /Waiting for your decision\nU_MIA asked in C_LOBBY_MODS for `mute tommy.*2 accounts: `tommy`, `jared`.*Reason: `spam`.*\[Approve\] \[Deny\]/s,
    );
    expect(text).toMatch(/Your acts that wait\nWaiting for your word: .*\[Confirm\] \[Cancel\]/s);
    expect(text).toMatch(
      /Waits for approval: .*it takes 2 other people with the role.*\[Cancel\] \[Break glass\]/s,
    );
  });

  it("tells what is wrong with Bailiff in words", () => {
    const health = {
      resting: [{ connection: "game", why: "Tencent has not answered for 40s and is tried again in 8s" }],
      dead: 2,
      backlog: { requests: 1, cases: 2, messages: 30 },
      log: { kind: "behind", entries: 12, since: NOW - 5 * MINUTE, why: "Slack said channel_not_found" },
    } as const;
    const text = textOf(home({ health }));
    expect(text).toMatch(
      /Requests to `game` are held back\. Tencent has not answered for 40s and is tried again in 8s\./,
    );
    expect(text).toMatch(/2 pieces of work were given up/);
    expect(text).toMatch(/Under way or waiting: 1 request, 2 cases, 30 messages/);
    expect(text).toMatch(/The log channel lags behind: 12 entries, .*because `Slack said channel_not_found`/);
  });

  it("tells auditors how the record stands", () => {
    const checkpoints = [{ number: 12, size: 3_400, at: NOW }];
    const verified = { at: NOW, says: "every entry is there and unchanged" };
    expect(textOf(home({ audit: { checkpoints, verified } }))).toMatch(
      /The record\nCheckpoint 12 covers 3,400 entries, signed .*\nLast verified .*: Every entry is there and unchanged\./,
    );
    expect(textOf(home({ audit: { checkpoints: [], verified: null } }))).toMatch(
      /No checkpoint has been signed yet\.\nOnce a day Bailiff itself compares the log channel .* the first comparison is still to come/,
    );
  });

  it("stays within Slack's limits and harmless with as much of everything as there can be", () => {
    const nasty = {
      ...preview,
      words: NASTY,
      group: NASTY,
      rows: Array.from({ length: 500 }, () => row(NASTY)),
    };
    const acts = (kind: "preview" | "approval"): readonly WaitingAct[] =>
      Array.from({ length: 40 }, () => act(kind, { preview: nasty, reason: NASTY, channel: NASTY }));
    const group = { ...GROUP, alias: NASTY };
    const many = Array.from({ length: 200 }, (_, index) => index + 1);
    const text = textOf(
      home({
        approvals: acts("approval"),
        mine: acts("preview"),
        open: { cases: many.map((number) => progress(number, { group, waits: NASTY })), count: 900 },
        standing: {
          acts: many.map((number) => stands(number, { group, sample: NASTY })),
          accounts: { mute: 200, ban: 0 },
          readable: ["mute", "ban"],
          isCut: true,
        },
        recent: many.map((number) =>
          found(number, { group, first: [NASTY], actor: { team: "T1", person: NASTY } }),
        ),
        health: {
          resting: many.map(() => ({ connection: NASTY, why: NASTY })),
          dead: 7,
          backlog: { requests: 1, cases: 1, messages: 1 },
          log: { kind: "behind", entries: 1, since: NOW, why: NASTY },
        },
        audit: {
          checkpoints: many.map((number) => ({ number, size: number, at: NOW })),
          verified: { at: NOW, says: NASTY },
        },
      }),
    );
    expect(text).toMatch(/37 more acts wait for your decision/);
    expect(text).toMatch(/38 more acts of yours wait/);
    for (const title of [
      "Your open cases",
      "Muted and banned now",
      "Recent cases",
      "How Bailiff is",
      "The record",
    ])
      expect(text).toMatch(new RegExp(`${title}\\n.*more line`, "s"));
    // Without acts that wait, the lists have the room.
    const lists = textOf(home({ recent: many.map((number) => found(number)) }));
    expect(lists).toMatch(/#40 .*mute `tommy`.*… and 1\d\d more lines that/s);
  });

  it("of somebody who may do nothing says what Bailiff is, why, and whom to ask", () => {
    const told = (denial: Parameters<typeof closed>[0]) => textOf(closed(denial));
    const closed = (denial: Extract<Home, { kind: "closed" }>["denial"]): Home => ({
      kind: "closed",
      person: "U1",
      denial,
    });
    expect(told({ kind: "barred", bar: "guest" })).toMatch(
      /Bailiff moderates in-app chat.*You may do nothing with it\. Guests .*ask an admin.*\[Refresh\]/s,
    );
    expect(
      told({ kind: "no_rule", right: "mute", group: null, others: ["admin"], elsewhere: false }),
    ).toMatch(/No rule allows your roles anything/);
    expect(textOf({ kind: "unknown", detail: NASTY })).toMatch(/could not be read from Slack/);
    expect(JSON.stringify(unreadView())).toMatch(/could not read its books/);
  });
});
