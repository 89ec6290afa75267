import { describe, expect, it } from "vitest";
import type { HeldAct } from "../../src/cases/held.ts";
import type { Notice, Preview } from "../../src/cases/notice.ts";
import type { Hold, HoldRefusal, HoldState } from "../../src/policy/approval.ts";
import type { Approvals } from "../../src/policy/rules.ts";
import { readView } from "../../src/sandbox/slack/view-schema.ts";
import { HOLD_ACTIONS, readShown } from "../../src/slack/cards/hold-buttons.ts";
import { render } from "../../src/slack/cards/render.ts";
import { holdView, type HoldWindow } from "../../src/slack/views/hold-views.ts";
import { readHoldEntry, readMetadata } from "../../src/slack/views/read-hold.ts";
import { plain } from "../../src/texts/plain.ts";
import type { End } from "../../src/words.ts";
import { expectToFit, names, NASTY } from "./fits.ts";
import { aHeld, approvals, by, gone, HASH, ID, MINUTE, NOW, preview, row, vote } from "./held-acts.ts";

/** Enough of the journal to draw from. */
function drawn(
  notice: Notice,
  held: HeldAct | null,
  number: number | null = null,
  by: Approvals | null = approvals,
) {
  return render(notice, "asker", {
    ledger: {
      caseByNumber: async () => null,
      entriesOf: async () => [],
      caseRecord: async () => null,
      progressOf: async () => null,
      holdById: async (id) => held && { id, version: 1, body: JSON.stringify(held), case: number },
    },
    approvals: () => by,
    drawAlert: () => Promise.reject(new Error("no alert is drawn here")),
    clock: { now: () => NOW, at: () => () => {} },
    help: () => "help",
  });
}

const asker = (held: HeldAct): Notice => ({ kind: "hold", hold: ID[held.hold.kind], for: "asker" });
const approvers = { kind: "hold_changed", hold: ID.approval, card: `hold:${ID.approval}` } as const;

async function textOf(...what: Parameters<typeof drawn>): Promise<string> {
  return plain((await drawn(...what)).text);
}

/** Ids of the buttons, and what they carry. */
async function buttonsOf(...what: Parameters<typeof drawn>) {
  const { blocks } = await drawn(...what);
  const actions = blocks.flatMap((block) => (block.type === "actions" ? block.elements : []));
  return actions.map((element) => (element.type === "button" ? [element.action_id, element.value] : []));
}

describe("the card of a preview", () => {
  const waiting = aHeld({ kind: "preview", needed: 0 });

  it("shows the plan, until when it can be confirmed, and what to press", async () => {
    const text = await textOf(asker(waiting), waiting);
    expect(text).toContain("Preview: mute in lobby. Nothing was done yet.");
    expect(text).toMatch(/Press Confirm to go ahead, until 2026-09-21 14:2\d UTC/);
    expect(text).toContain("Of 2 accounts: 2 would be muted");
    expect(text).toContain("`tommy`, member: would mute");
    expect(text).toMatch(/1 request to the chat service.*plan `0123abcdffff`/);
    expect(await buttonsOf(asker(waiting), waiting)).toEqual([
      [HOLD_ACTIONS.confirm, `${ID.preview} ${HASH}`],
      [HOLD_ACTIONS.cancel, `${ID.preview} ${HASH}`],
    ]);
  });

  it("says whose mute would end sooner than the one that stands", async () => {
    const muted = (account: string, mutedUntil: End | null) => ({
      ...row(account),
      before: { ...row(account).before, mutedUntil },
    });
    const until = NOW + 600_000;
    const rows = [
      muted("longer", until + 1),
      muted("forever", "permanent"),
      muted("shorter", until - 1),
      muted("free", null),
    ];
    const held = aHeld({ kind: "preview", needed: 0 }, { preview: { ...preview, rows, until } });
    const told = (await textOf(asker(held), held))
      .split("\n")
      .filter((line) => line.includes(": would mute"));
    expect(told.map((line) => [/^`(\w+)`/.exec(line)?.[1], line.includes("ends sooner than")])).toEqual([
      ["longer", true],
      ["forever", true],
      ["shorter", false],
      ["free", false],
    ]);
  });

  it("says what is different now, account by account, before the new plan", async () => {
    const rows = [gone("tommy"), row("jared"), row("peter")];
    const moved = aHeld(
      { kind: "preview", needed: 0 },
      { preview: { ...preview, rows }, before: [row("tommy"), row("jared"), row("old")] },
    );
    const text = await textOf(asker(moved), moved);
    const [before, plan] = text.split("The plan:");
    expect(before).toContain("`tommy` was: member, would mute. Now: not in the group, nothing to do.");
    expect(before).toContain("`peter` was: not in the plan. Now: member, would mute.");
    expect(before).toContain("`old` was: member, would mute. Now: not in the plan.");
    expect(before).not.toContain("jared");
    expect(plan).toContain("`jared`, member: would mute");
  });

  it("says that the plan is another one also where no account stands differently", async () => {
    const moved = aHeld({ kind: "preview" }, { before: preview.rows });
    expect(await textOf(asker(moved), moved)).toContain("No account stands differently");
  });

  const ends: readonly (readonly [Partial<Hold>, number | null, RegExp])[] = [
    [
      { state: "cleared", ...by("U_MIA", null), lapsesAt: NOW + MINUTE },
      null,
      /^Confirmed, in lobby: .*\nConfirmed by U_MIA .*It is being carried out/,
    ],
    [{ state: "used", ...by("U_MIA", null) }, 7, /It became #7; `\/mod case 7` shows what was done/],
    [
      { state: "cancelled", ...by("U_MIA", null) },
      null,
      /^Cancelled, in lobby: .*\nCancelled by U_MIA .*Nothing was done/,
    ],
    [{ state: "expired" }, null, /^Expired, in lobby: .*\nNobody confirmed it until .*Nothing was done/],
    [{ expiresAt: NOW - 1 }, null, /^Expired, in lobby: .*\nNobody confirmed it until .*Nothing was done/],
    [
      { state: "lapsed", ...by("U_MIA", null), lapsesAt: NOW - 1 },
      null,
      /^Lapsed, in lobby: .*\nConfirmed by U_MIA .*so it lapsed\. Nothing was done/,
    ],
  ];
  it.each(ends)("afterwards says what became of it, without buttons: %o", async (end, number, expected) => {
    const over = aHeld({ kind: "preview", ...end });
    expect(await textOf(asker(over), over, number)).toMatch(expected);
    expect(await buttonsOf(asker(over), over, number)).toEqual([]);
  });
});

describe("an act that waits for approval", () => {
  const waiting = aHeld();

  it("tells its asker why, whom it waits for, until when, and how to take it back or act alone", async () => {
    const text = await textOf(asker(waiting), waiting);
    expect(text).toContain(
      "Waits for approval, in lobby: `mute tommy, jared in lobby for 10m — reason: spam`",
    );
    expect(text).toContain("Rule `r2` wants a second person");
    expect(text).toContain("2 other people with the role admin or owner. 0 of 2 approvals so far.");
    expect(text).toMatch(/They are asked until 2026-09-21 14:2\d UTC/);
    expect(text).toContain("command `0123abcd`");
    const both = [HOLD_ACTIONS.cancel, HOLD_ACTIONS.glass].map((id) => [id, `${ID.approval} ${HASH}`]);
    expect(await buttonsOf(asker(waiting), waiting)).toEqual(both);
  });

  it("offers to break glass only to an asker whose roles may", async () => {
    const without = aHeld({}, { mayBreakGlass: false });
    expect(await buttonsOf(asker(without), without)).toEqual([
      [HOLD_ACTIONS.cancel, `${ID.approval} ${HASH}`],
    ]);
  });

  const limits = [
    [{ kind: "too_long", longest: 60 * MINUTE, rule: "r1" }, "longer than the 1h that rule `r1` allows"],
    [{ kind: "too_many", batch: 20, rule: "r1" }, "more than the 20 accounts that rule `r1` allows"],
    [
      { kind: "too_often", perHour: 1_000, recent: 990, rule: "r1" },
      "With 990 accounts in the last hour, it makes more than the 1,000 that rule `r1` allows",
    ],
  ] as const;
  it.each(limits)("says which limit it is over: %o", async (limit, expected) => {
    const over = aHeld({}, { cause: { kind: "over_limit", limit } });
    expect(await textOf(asker(over), over)).toContain(expected);
    expect(await textOf(approvers, over)).toContain(expected);
  });

  it("shows approvers everything they decide about", async () => {
    const text = await textOf(approvers, waiting);
    for (const part of [
      "Waits for approval: U_MIA asked in C_LOBBY_MODS for `mute tommy, jared in lobby for 10m — reason: spam`",
      "mute in lobby: 2 accounts: `tommy`, `jared`",
      "Reason: `spam`",
      "Rule `r2` wants a second person",
      "By the plan: Of 2 accounts: 2 would be muted; 1 request to the chat service",
      "0 of 2 approvals so far.",
      "command `0123abcd`",
    ])
      expect(text).toContain(part);
    expect(text).toMatch(/Until 2026-09-21 14:\d\d UTC \(10m from now\)/);
    expect(text).toMatch(/Please decide until 2026-09-21 14:\d\d UTC/);
    expect(await buttonsOf(approvers, waiting)).toEqual([
      [HOLD_ACTIONS.approve, `${ID.approval} ${HASH}`],
      [HOLD_ACTIONS.deny, `${ID.approval} ${HASH}`],
    ]);
  });

  it("counts who has approved so far, and keeps its buttons", async () => {
    const half = aHeld({ votes: [vote("U_ADAM", "seen it")] });
    expect(await textOf(approvers, half)).toMatch(/1 of 2 approvals so far, by U_ADAM \(.*\): `seen it`\./);
    expect(await textOf(asker(half), half)).toContain("1 of 2 approvals so far, by U_ADAM");
    expect(await buttonsOf(approvers, half)).toHaveLength(2);
  });

  const votes = [vote("U_ADAM", "seen it"), vote("U_OLGA")];
  const cleared = { votes, ...by("U_OLGA", null), lapsesAt: NOW + MINUTE };
  const ends: readonly (readonly [HoldState, Partial<Hold>, number | null, RegExp])[] = [
    [
      "cleared",
      cleared,
      null,
      /Approved by U_ADAM \(.*\): `seen it`, U_OLGA \(.*\)\. It is being carried out/,
    ],
    ["used", cleared, 7, /Approved by U_ADAM .*It became #7; `\/mod case 7`/],
    ["denied", by("U_ADAM", "not spam"), null, /Denied by U_ADAM \(.*\): `not spam`\. Nothing was done/],
    ["cancelled", by("U_MIA", null), null, /Cancelled by U_MIA .*Nothing was done/],
    ["expired", {}, null, /Nobody decided it until .*Nothing was done/],
    [
      "lapsed",
      { ...cleared, lapsesAt: NOW - 1 },
      null,
      /Approved by U_ADAM .*so it lapsed\. Nothing was done/,
    ],
    ["cleared", { ...cleared, lapsesAt: NOW - 1 }, null, /^Lapsed.*so it lapsed\. Nothing was done/s],
    [
      "used",
      by("U_MIA", "raid", true),
      7,
      /^Glass was broken.*Glass was broken by U_MIA \(.*\): `raid`\. It became #7/s,
    ],
  ];
  it.each(ends)(
    "%s: the buttons are gone, and everybody reads who decided and when",
    async (state, end, number, expected) => {
      const over = aHeld({ state, ...end });
      for (const notice of [approvers, asker(over)]) {
        expect(await textOf(notice, over, number)).toMatch(expected);
        expect(await buttonsOf(notice, over, number)).toEqual([]);
      }
    },
  );

  it("that somebody went ahead with alone is announced, with the reason, to be reviewed", async () => {
    const broken = aHeld({ state: "cleared", ...by("U_MIA", "raid", true), lapsesAt: NOW + MINUTE });
    const announce = { kind: "hold", hold: ID.approval, for: "announce" } as const;
    const text = await textOf(announce, broken);
    expect(text).toMatch(/^Glass was broken by U_MIA in C_LOBBY_MODS: `mute tommy, jared in lobby/);
    expect(text).toMatch(/Glass was broken by U_MIA \(.*\): `raid`/);
    expect(text).toContain("Please review it");
    expect(text).toContain("command `0123abcd`");
  });
});

describe("words that do not count", () => {
  const told = async (refusal: HoldRefusal, hold: Partial<Hold> = {}, number: number | null = null) =>
    textOf({ kind: "hold_refused", hold: ID.approval, refusal }, aHeld(hold), number);

  it("are told who decided, when and why", async () => {
    const denied = { state: "denied", ...by("U_ADAM", "not spam") } as const;
    const text = await told({ kind: "decided", state: "denied", decided: denied.decided }, denied);
    expect(text).toMatch(/^Your answer changed nothing\. It was about `mute tommy/);
    expect(text).toMatch(
      /decided before\. Denied by U_ADAM \(2026-09-21 .*\): `not spam`\. Nothing was done\./,
    );
    const used = { state: "used", votes: [vote("U_ADAM")], ...by("U_ADAM", null) } as const;
    const { decided } = used;
    expect(await told({ kind: "decided", state: "cleared", decided }, used, 7)).toMatch(
      /Approved by U_ADAM \(.*\)\. It became #7/,
    );
  });

  const refusals: readonly (readonly [HoldRefusal, RegExp])[] = [
    [
      { kind: "decided", state: "cleared", decided: null },
      /waits again since: please look at the newest message/,
    ],
    [{ kind: "expired" }, /Its time was over .*Nothing was done\. It has to be asked for again/],
    [{ kind: "not_yours" }, /Only U_MIA, who asked for it, can answer this/],
    [{ kind: "own_act" }, /You asked for it, or another account of yours did. Somebody else has to decide/],
    [{ kind: "about_you" }, /about an account of yours. Somebody else has to decide/],
    [{ kind: "no_right" }, /takes the role admin or owner, .* To break glass takes the role oncall/],
    [{ kind: "counted_before" }, /counts once. It takes 2 approvals: ask somebody else/],
    [{ kind: "other_plan" }, /not what waits now. Please look at the newest message/],
    [{ kind: "wrong_word" }, /exactly BREAK GLASS has to be typed/],
    [{ kind: "no_reason" }, /takes a reason/],
  ];
  it.each(refusals)("%o", async (refusal, expected) => {
    expect(await told(refusal)).toMatch(expected);
  });
});

describe("with as much in them as can be, and foreign text that tries to come alive", () => {
  const states: readonly HoldState[] = [
    "waiting",
    "cleared",
    "used",
    "denied",
    "cancelled",
    "expired",
    "lapsed",
  ];
  const rows = names.map((account, index) => (index % 3 === 0 ? row(account) : gone(account)));
  const large: Preview = { ...preview, verb: "mute", words: NASTY, group: NASTY, rows };
  const votes = Array.from({ length: 5 }, (_, index) => vote(`U_${index}`, NASTY));

  it.each(states)("cards fit into what Slack takes, and nothing in them comes alive: %s", async (state) => {
    for (const kind of ["preview", "approval"] as const) {
      const hold = { kind, state, votes, ...by("U_ADAM", NASTY), lapsesAt: NOW + MINUTE, needed: 9 };
      const limit = { kind: "too_many", batch: 20, rule: NASTY } as const;
      const cause = kind === "approval" ? ({ kind: "over_limit", limit } as const) : null;
      const more = { reason: NASTY, channel: NASTY, rule: NASTY, policy: NASTY, cause, preview: large };
      for (const before of [null, names.map((account) => row(account))]) {
        const held = aHeld(hold, { ...more, before });
        for (const for_ of ["asker", "approvers", "announce"] as const)
          expectToFit(await drawn({ kind: "hold", hold: ID[kind], for: for_ }, held, 7));
        const refusal = { kind: "decided", state, decided: held.hold.decided } as const;
        expectToFit(await drawn({ kind: "hold_refused", hold: ID[kind], refusal }, held, 7));
      }
    }
  });

  it.each(["approve", "deny", "glass"] as const)("the window fits too: %s", (window: HoldWindow) => {
    const held = aHeld({}, { preview: large });
    const view = holdView(window, { hold: ID.approval, hash: HASH }, held);
    let ids = 0;
    const read = readView(view, "modal", () => `id${(ids += 1)}`);
    expect(read.ok ? [] : read.failure).toEqual([]);
    expect(JSON.stringify(view)).not.toMatch(/<!channel|<https|<@U1>|\u202e/);
    expect(readMetadata(view.private_metadata ?? "")).toEqual({ hold: ID.approval, hash: HASH });
  });

  it("a reason is one line without signs that turn text around, and what is forged is nothing", () => {
    const values = { hold_reason: { hold_reason: { value: " a\n\u202eb\u0000 " } } };
    expect(readHoldEntry(values)).toEqual({ typed: "", reason: "a b" });
    for (const forged of [null, 1, {}, { hold_reason: { hold_reason: { value: 1 } } }])
      expect(readHoldEntry(forged)).toEqual({ typed: "", reason: "" });
    for (const forged of [
      "",
      "{}",
      "null",
      `{"hold":"${ID.approval}","hash":1}`,
      '{"hold":"job:1","hash":"x"}',
    ])
      expect(readMetadata(forged)).toBeNull();
    for (const forged of ["", HASH, ID.approval, `${ID.approval} ${HASH} `, `hold:1 ${HASH}`])
      expect(readShown(forged)).toBeNull();
  });
});
