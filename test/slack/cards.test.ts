import { describe, expect, it } from "vitest";
import { booksOf, type Case, type Entry, type Progress, type Target } from "../../src/ledger/port.ts";
import type { Notice } from "../../src/cases/notice.ts";
import { render, type Rendering } from "../../src/slack/cards/render.ts";
import { describeWhy } from "../../src/texts/outcomes.ts";
import { plain } from "../../src/texts/plain.ts";
import { OUTCOMES, VERBS, type Outcome } from "../../src/words.ts";
import { aDraft, aState } from "../ledger/samples.ts";
import { expectToFit, LARGEST, names, NASTY } from "./fits.ts";

/**
 * Every message with as much in it as can be: ten thousand accounts with names of 64 characters, which Slack escapes
 * to five times as many, and texts from outside that try to come alive.
 */

function target(account: string, index: number, outcome: Outcome | null): Target {
  // Many different notes make many lines.
  const detail = outcome === "refused" ? `${NASTY} ${index}` : null;
  return { account, outcome, detail, before: aState(account), attempted: false };
}

function kaseOf(outcomes: readonly (Outcome | null)[], more: Partial<Case> = {}): Case {
  const targets = names.map((account, index) =>
    target(account, index, outcomes[index % outcomes.length] ?? null),
  );
  return {
    ...aDraft({ accounts: names, command: `mute ${NASTY}`, reason: NASTY, rule: NASTY }),
    number: 123_456,
    openedAt: 1_790_000_001_000,
    state: "settled",
    settledAt: 1_790_000_009_000,
    stoppedBy: "U_MAX",
    targets,
    ...more,
  };
}

const entries: readonly Entry[] = Array.from({ length: 1_000 }, (_, index) => ({
  seq: index + 1,
  at: 1_790_000_002_000,
  kind: index === 999 ? "closed" : "outcome",
  case: 123_456,
  text: "{}",
  prev: "0".repeat(64),
  hash: "f".repeat(64),
  body: "{}",
  salt: "00",
}));

function shown(
  notice: Notice,
  kase: Case = kaseOf([...OUTCOMES]),
  place: "channel" | "log" | "asker" = "channel",
) {
  return render(notice, place, shownBy(kase));
}

function shownBy(kase: Case): Rendering {
  const progress: Progress = { ...kase, requested: LARGEST, books: booksOf(kase.targets), waits: NASTY };
  return {
    ledger: {
      caseByNumber: async () => kase,
      entriesOf: async () => entries,
      caseRecord: async () => ({
        case: kase,
        entries,
        hold: null,
        holdEntries: [],
        posts: [{ id: "result:#1", state: "settled", place: { channel: "C1", ts: "1790000000.000100" } }],
        later: [{ number: 7, verb: "unmute", accounts: LARGEST }],
        earlier: [],
      }),
      progressOf: async () => progress,
      holdById: async () => null,
    },
    approvals: () => null,
    drawAlert: () => Promise.reject(new Error("no alert is drawn here")),
    clock: { now: () => 1_790_000_010_000, at: () => () => {} },
    help: () => "help",
  };
}

/** As long as a note can be. */
const LONG = NASTY.repeat(7).slice(0, 3_000);

const group = { alias: `<!channel>${"g".repeat(50)}`, connection: NASTY, id: "@TGS#1" };
const supported = {
  supported: true,
  batch: 500,
  perSecond: 200,
  perAccount: false,
  endedBy: "bailiff",
  isLearned: true,
  source: { document: NASTY, section: NASTY, checked: "2026-11-20" },
} as const;
const state = {
  group,
  kind: NASTY,
  owner: null,
  members: null,
  supports: Object.fromEntries(VERBS.map((verb) => [verb, supported])),
} as never;
const listed = (until: (index: number) => number) =>
  names.map((account, index) => ({ account, until: until(index), case: index }));
const rows = names.map((account, index) => ({
  account,
  before: { ...aState(account), mutedUntil: 1_800_000_000_000 + index * 60_000 },
  judgement:
    index % 3 === 0
      ? ({ step: "change" } as const)
      : ({
          step: "settled",
          outcome: "refused",
          why: index % 3 === 1 ? "protected" : "no_such_account",
        } as const),
}));
const preview = {
  verb: "mute",
  words: NASTY,
  group: NASTY,
  until: 1_800_000_000_000,
  rows,
  requests: 3_334,
  takesMs: 16_670,
  support: supported,
  hash: "a".repeat(64),
  asks: "approvers",
} as const;

const NOTICES: Readonly<Record<string, Notice>> = {
  result: { kind: "result", number: 1, late: true, readOn: true },
  "a result alone": { kind: "result", number: 1, late: false, readOn: false },
  "the whole case": { kind: "case", number: 1 },
  progress: { kind: "progress", number: 1 },
  "a preview": { kind: "preview", preview },
  "a short preview": { kind: "preview", preview: { ...preview, rows: rows.slice(0, 20) } },
  "the muted, all with one end": {
    kind: "listed",
    what: "muted",
    group: NASTY,
    rows: listed(() => 1_800_000_000_000),
  },
  "the banned, each with an end": {
    kind: "listed",
    what: "banned",
    group: NASTY,
    rows: listed((index) => 1_800_000_000_000 + index * 60_000),
  },
  members: {
    kind: "members",
    group: NASTY,
    groupKind: NASTY,
    from: 0,
    page: {
      rows: names.slice(0, 200).map((account) => ({ account, standing: "admin" as const })),
      total: LARGEST,
      more: true,
    },
  },
  limits: { kind: "limits", group: state, vendor: "tencent" },
  "a list that was refused": {
    kind: "refused",
    words: NASTY,
    refusal: { kind: "list", detail: Array.from({ length: 7 }, () => NASTY).join("\n") },
  },
  "nobody who can be acted on": { kind: "refused", words: NASTY, refusal: { kind: "out_of_reach", rows } },
  "a repeat": { kind: "repeat", held: "held", words: NASTY, number: 1, askedAt: 1_790_000_000_000 },
  "a note": { kind: "noted", number: 1, by: "U_MIA", text: LONG, dryRun: false },
  "a page of cases": {
    kind: "cases",
    request: {
      kind: "cases",
      about: { kind: "account", account: names[0] ?? "" },
      by: "U2",
      group: null,
      verb: "mute",
      since: { kind: "span", ms: 1, typed: "2h" },
      before: 900_000,
    },
    accounts: names.slice(0, 3),
    group: null,
    among: Array.from({ length: 30 }, (_, index) => `<!channel>&&&&&&&&&&${index}`),
    since: 1_790_000_000_000,
    found: {
      cases: Array.from({ length: 15 }, (_, index) => ({
        ...kaseOf([...OUTCOMES]),
        number: 800_000 - index,
        requested: LARGEST,
        books: booksOf(kaseOf([...OUTCOMES]).targets),
        first: names.slice(0, 3),
      })),
      next: 799_986,
      isCutShort: true,
    },
  },
  waiting: { kind: "waiting", job: "case:1", words: NASTY, detail: NASTY, until: 1_790_000_000_000 },
};

describe("the story of a case", () => {
  const noted = (text: string, seq: number): Entry => ({
    ...entries[0]!,
    seq,
    kind: "noted",
    body: JSON.stringify({ actor: { person: "U_MIA" }, text }),
  });
  const storyOf = (kase: Case, more: readonly Entry[]) =>
    render({ kind: "case", number: 1 }, "asker", {
      ...shownBy(kase),
      ledger: {
        ...shownBy(kase).ledger,
        caseRecord: async () => ({
          case: kase,
          entries: [...entries, ...more],
          hold: null,
          holdEntries: [],
          posts: [{ id: "table:#1", state: "settled", place: null }],
          later: [],
          earlier: [],
        }),
      },
    });

  it("fits with the longest notes, a thousand entries and ten thousand accounts, and says what is left out", async () => {
    const kase = kaseOf([...OUTCOMES]);
    const notes = Array.from({ length: 9 }, (_, index) => noted(LONG, 2_000 + index));
    const card = await storyOf(kase, notes);
    expectToFit(card);
    expect(plain(card.text)).toMatch(/more lines that a Slack message has no room for/);
  });

  it("leaves out what is in the middle, and says of what and how much", async () => {
    const small = { ...kaseOf(["done"]), targets: kaseOf(["done"]).targets.slice(0, 1), reason: "spam" };
    const card = await storyOf({ ...small, command: "kick tommy", rule: "moderators" }, []);
    const blocks = JSON.stringify(card.blocks);
    expect(blocks).toMatch(
      /… 976 entries left out here, from 13 to 988; `bailiff audit export --case 123456`/,
    );
    expect(blocks).toMatch(/\\n12 .*\\n… 976 .*\\n989 /);
    const notes = Array.from({ length: 7 }, (_, index) => noted(`note ${index}`, 2_000 + index));
    const told = JSON.stringify((await storyOf({ ...small, command: "kick tommy" }, notes)).blocks);
    expect(told).toMatch(/note 6.*note 5.*note 2.*… and 2 earlier notes/s);
  });

  it("says that a note was redacted", async () => {
    const gone = { ...noted("", 2_000), body: null, salt: null };
    const kase = { ...kaseOf(["done"]), command: "kick tommy", rule: "moderators" };
    expect(plain((await storyOf(kase, [gone])).text)).toContain("What it said was redacted.");
  });
});

describe("a message about ten thousand accounts with long and nasty names", () => {
  it.each(Object.keys(NOTICES))(
    "%s: fits into what Slack takes, and nothing in it comes alive",
    async (name) => {
      const notice = NOTICES[name];
      if (!notice) throw new Error(name);
      for (const place of ["channel", "log", "asker"] as const)
        expectToFit(await shown(notice, undefined, place));
    },
  );

  it("begins with the numbers, which add up, and counts whom it does not name", async () => {
    const text = plain((await shown({ kind: "result", number: 1, late: false, readOn: false })).text);
    expect(text.split("\n")[0]).toMatch(
      /: 2,000 done, 2,000 already, 2,000 absent, 2,000 refused, 2,000 unknown of 10,000$/,
    );
    expect(text).toMatch(/Muted: .* and 1,99\d more/);
    const seen = plain((await shown({ kind: "preview", preview })).text);
    expect(seen).toContain("Of 10,000 accounts: 3,334 would be muted, 6,666 are refused");
    expect(seen).toMatch(/3,334 requests to the chat service.*at least 17s.*plan `aaaaaaaaaaaa`/);
  });

  it("says who stopped it, and before how many had their turn", async () => {
    const stopped = kaseOf(["done", "done", "done"], { stoppedBy: "U_MAX" });
    const one = { ...stopped.targets[0]!, outcome: "refused" as const, detail: describeWhy("stopped") };
    const result = { kind: "result", number: 1, late: false, readOn: false } as const;
    const said = async (targets: readonly Target[]) =>
      plain((await shown(result, { ...stopped, targets })).text);
    expect(await said([one, ...stopped.targets.slice(1)])).toContain(
      "U_MAX stopped it before one account had their turn.",
    );
    expect(await said(stopped.targets)).toContain("U_MAX stopped it when everything had been sent.");
  });
});
