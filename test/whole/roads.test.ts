import { bodyOf } from "../../src/ledger/port.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Surface } from "../../src/cases/ask.ts";
import { sendExample } from "../../src/sandbox/alerts/send.ts";
import { ALERT_ACTIONS } from "../../src/slack/cards/alert-buttons.ts";
import { RESULT_BUTTONS } from "../../src/slack/cards/result-buttons.ts";
import { VERBS, type Verb } from "../../src/words.ts";
import { HOLD_ACTIONS } from "../../src/slack/cards/hold-buttons.ts";
import { answer, press, withButton } from "./answering.ts";
import { entered, openByShortcut, openForm } from "./crowd.ts";
import { LOBBY, openScene, type Scene } from "./scene.ts";

/**
 * Every way in, for every role and every verb, at both moments at which rights are checked. What somebody may is the
 * same whichever way they come; a way without its row here does not type check.
 */

/** What the rules of the sandbox let people do, written down a second time, by hand. */
const MAY: Readonly<Record<string, readonly Verb[]>> = {
  olga: VERBS,
  adam: VERBS,
  mia: ["mute", "unmute", "kick", "add", "ban", "unban"],
  oscar: ["mute", "unmute", "lock", "unlock"],
  audrey: [],
  mel: [],
  gus: [],
};
const PEOPLE = Object.keys(MAY);
const HOME = "lobby-mods";

interface Act {
  readonly verb: Verb;
  readonly account: string;
}

/** One way in. `account`: the one it acts on, so that no two ways ask for the same twice. */
interface Road {
  readonly name: string;
  readonly account: string;
  /** Verbs that can be asked for on it. */
  readonly verbs: readonly Verb[];
  readonly go: (scene: Scene, as: string, act: Act) => Promise<unknown>;
}

const isAboutGroup = (verb: Verb): boolean => verb === "lock" || verb === "unlock";
const timeOf = (verb: Verb): string | undefined => (verb === "mute" || verb === "ban" ? "10m" : undefined);

function typed({ verb, account }: Act): string {
  return [verb, isAboutGroup(verb) ? "" : account, timeOf(verb) ?? ""]
    .filter((word) => word !== "")
    .join(" ");
}

async function fillIn(scene: Scene, as: string, { verb, account }: Act, viewId: string): Promise<void> {
  const time = timeOf(verb);
  const values = entered({
    verb,
    group: "lobby",
    ...(isAboutGroup(verb) ? {} : { accounts: account }),
    ...(time === undefined ? {} : { time }),
  });
  const { status } = await scene.sandbox.slack.submit({ as, viewId, values });
  expect(status).toBe("acknowledged");
  await scene.settled();
}

/** The verb whose result has a button for this one. */
const UNDONE_BY: Partial<Record<Verb, Verb>> = {
  unmute: "mute",
  add: "kick",
  kick: "add",
  unban: "ban",
  unlock: "lock",
  lock: "unlock",
};

/** Somebody presses the button on a result of the owner, who has done the opposite. */
async function takeBack(scene: Scene, as: string, { verb, account }: Act): Promise<void> {
  const opposite = UNDONE_BY[verb];
  if (!opposite) throw new Error(`no button asks for ${verb}`);
  await prepare(scene, opposite, account);
  await scene.say("olga", HOME, `/mod ${typed({ verb: opposite, account })}`);
  const { ts } = withButton(scene, "olga", HOME, RESULT_BUTTONS.undo);
  const pressed = { as, channel: HOME, ts, actionId: RESULT_BUTTONS.undo };
  await scene.act(as, () => scene.sandbox.slack.click(pressed));
}

let alerts = 0;

/** So that there is something to do: what would change nothing is only shown. */
function readyFor({ sandbox: { tencent } }: Scene, { verb, account }: Act): void {
  tencent.setBan(LOBBY, account, null);
  tencent.add(LOBBY, account);
  tencent.setMute(LOBBY, account, verb === "unmute" ? "permanent" : null);
  if (verb === "add") tencent.remove(LOBBY, account);
  if (verb === "unban") tencent.setBan(LOBBY, account, "permanent");
  if (isAboutGroup(verb)) tencent.setLocked(LOBBY, verb === "unlock");
}

/** Somebody presses the act that an alert suggests, and goes ahead with the plan that they are shown, if they are. */
async function byAlert(scene: Scene, as: string, { verb, account }: Act): Promise<void> {
  alerts += 1;
  readyFor(scene, { verb, account });
  const act = [verb, timeOf(verb) ?? ""].join(" ").trim();
  const fired = { tool: "generic", key: `road ${alerts}`, group: "lobby", account, act } as const;
  await sendExample(scene.bailiff.url, fired, scene.sandbox.clock.now());
  await scene.settled();
  const { slack } = scene.sandbox;
  const card = slack
    .messages("oncall")
    .findLast(({ blocks }) => JSON.stringify(blocks).includes(ALERT_ACTIONS.acts));
  if (!card) throw new Error("the alert has no card with an act");
  const before = slack.ephemeralFor(as, "oncall").length;
  const actionId = ALERT_ACTIONS.acts;
  const shownValue =
    new RegExp(`"([0-9a-f]{32} ${verb} [^"]*)"`).exec(JSON.stringify(card.blocks))?.[1] ?? "";
  // Also from whoever does not see the channel, as a forger would.
  const pressed = { as, channel: "oncall", ts: card.ts, actionId, value: shownValue, raw: true };
  await scene.act(as, () => slack.click(pressed));
  const shown = slack.ephemeralFor(as, "oncall").slice(before);
  const asks = JSON.stringify(shown.map(({ blocks }) => blocks)).includes(HOLD_ACTIONS.confirm);
  if (asks) await press(scene, as, "oncall", "confirm");
}

/** What the owner does first, so that the act to be taken back has something to do. */
const BEFORE: Partial<Record<Verb, readonly Verb[]>> = {
  mute: ["add", "unmute"],
  kick: ["add"],
  add: ["kick"],
  ban: ["add"],
  lock: ["unlock"],
  unlock: ["lock"],
};

async function prepare(scene: Scene, verb: Verb, account: string): Promise<void> {
  for (const first of BEFORE[verb] ?? [])
    await scene.say("olga", HOME, `/mod ${typed({ verb: first, account })}`);
  // So that the owner's own repeats are nobody's question.
  scene.sandbox.clock.advance(130_000);
}

/** Cases that the owner opens on a road before anybody else asks for something. */
function ownersCases({ go }: Road, verb: Verb): number {
  const opposite = UNDONE_BY[verb];
  return go === takeBack && opposite ? (BEFORE[opposite]?.length ?? 0) + 1 : 0;
}

const ROADS = {
  slash: [
    {
      name: "a command of its own",
      account: "user1",
      verbs: VERBS,
      go: (scene, as, act) => scene.say(as, HOME, `/${typed(act)}`),
    },
    {
      name: "after /mod",
      account: "user2",
      verbs: VERBS,
      go: (scene, as, act) => scene.say(as, HOME, `/mod ${typed(act)}`),
    },
  ],
  modal: [
    {
      name: "the form",
      account: "user3",
      verbs: VERBS,
      go: async (scene, as, act) => fillIn(scene, as, act, await openForm(scene.sandbox.slack, as, HOME)),
    },
  ],
  shortcut: [
    {
      name: "the shortcut",
      account: "user4",
      verbs: VERBS,
      go: async (scene, as, act) => fillIn(scene, as, act, await openByShortcut(scene.sandbox.slack, as)),
    },
  ],
  button: [
    { name: "a button on a result", account: "user5", verbs: Object.keys(UNDONE_BY) as Verb[], go: takeBack },
  ],
  alert: [{ name: "the card of an alert", account: "user7", verbs: VERBS, go: byAlert }],
} as const satisfies Record<Exclude<Surface, "timer">, readonly Road[]>;

const ALL: readonly Road[] = Object.values(ROADS).flat();

/** Cases that this person has had opened. */
async function openedBy({ bailiff, sandbox }: Scene, as: string): Promise<number> {
  const id = sandbox.slack.workspace.named(as).id;
  const entries = await bailiff.ledger.entries(1, 10_000);
  const actors = entries
    .filter(({ kind }) => kind === "opened")
    .map((entry) => bodyOf(entry)["actor"] as { readonly person: string });
  return actors.filter(({ person }) => person === id).length;
}

describe("whoever asks, on whichever road", () => {
  let scene: Scene;
  let onOpened: (() => void) | null = null;
  beforeAll(async () => {
    scene = await openScene({
      bailiff: {
        onStep: (step) => {
          if (step === "case.opened") onOpened?.();
        },
      },
    });
  });
  afterAll(() => scene[Symbol.asyncDispose]());

  describe.each(PEOPLE)("%s", (as) => {
    it.each(ALL)("may do the same by $name", { timeout: 60_000 }, async (road) => {
      const { go, verbs, account } = road;
      for (const verb of verbs) {
        scene.sandbox.clock.advance(130_000);
        const before = await openedBy(scene, as);
        await go(scene, as, { verb, account });
        const opened = (await openedBy(scene, as)) - before;
        const own = as === "olga" ? ownersCases(road, verb) : 0;
        expect(opened - own, `${as}: ${verb}`).toBe(MAY[as]?.includes(verb) ? 1 : 0);
      }
    });
  });

  it.each(ALL)(
    "what was allowed when it was asked is not done when the right is gone by then: $name",
    { timeout: 60_000 },
    async (road) => {
      const { go, verbs, account } = road;
      const { slack, clock } = scene.sandbox;
      const writes = (): number => scene.sandbox.tencent.effects().length;
      for (const verb of verbs) {
        clock.advance(130_000);
        let writesThen = 0;
        const isAdams = async (): Promise<boolean> => (await openedBy(scene, "adam")) > openedBefore;
        const openedBefore = await openedBy(scene, "adam");
        let cases = 0;
        onOpened = () => {
          cases += 1;
          if (cases <= ownersCases(road, verb)) return;
          writesThen = writes();
          slack.workspace.setPerson("adam", { standing: "member" });
          clock.advance(30_000);
        };
        await go(scene, "adam", { verb, account });
        await scene.settled();
        onOpened = null;
        slack.workspace.setPerson("adam", { standing: "admin" });
        expect(await isAdams(), `${verb} was asked for`).toBe(true);
        const [last] = await scene.bailiff.ledger.casesOf({ limit: 1 });
        expect(
          last?.targets.map(({ outcome }) => outcome),
          verb,
        ).not.toContain("done");
        expect(writes(), verb).toBe(writesThen);
      }
    },
  );
});

describe("a word of approval, for each verb", () => {
  /** Everything of the moderators and of the people on call waits for approval. */
  const approving = () =>
    openScene({
      asks: true,
      config: (file) => ({
        ...file,
        rules: file.rules.map((rule) =>
          rule.role === "admin" || rule.mayNot !== undefined
            ? { ...rule, preview: undefined }
            : { ...rule, preview: undefined, approval: { over: 0, permanent: false, verbs: [] } },
        ),
      }),
    });

  it.each(VERBS)(
    "counts from who may do it themselves and has a role that approves: %s",
    { timeout: 60_000 },
    async (verb) => {
      await using scene = await approving();
      const asker = isAboutGroup(verb) ? "oscar" : "mia";
      // Where nothing would be sent nobody is asked.
      const first = UNDONE_BY[verb];
      if (first && verb !== "kick" && verb !== "lock")
        await scene.say("olga", HOME, `/mod ${typed({ verb: first, account: "user6" })}`);
      await scene.say(asker, HOME, `/mod ${typed({ verb, account: "user6" })}`);
      for (const person of PEOPLE.filter((name) => !["olga", "adam", "gus"].includes(name))) {
        await answer(scene, person, "approvals", "approve");
        expect(await openedBy(scene, asker), person).toBe(0);
      }
      await answer(scene, "adam", "approvals", "approve");
      expect(await openedBy(scene, asker)).toBe(1);
    },
  );

  it("and a confirmation only from who was asked", async () => {
    await using scene = await openScene({ asks: true });
    await scene.say("oscar", HOME, "/lock");
    const { ts } = withButton(scene, "oscar", HOME, HOLD_ACTIONS.confirm);
    const shown = JSON.stringify(scene.sandbox.slack.ephemeralFor("oscar", HOME).at(-1)?.blocks);
    const value = /"value":"(preview:[0-9a-f]+ [0-9a-f]+)"/.exec(shown)?.[1] ?? "";
    const pressedBy = (as: string) =>
      scene.act(as, () =>
        scene.sandbox.slack.click({
          as,
          channel: HOME,
          ts,
          actionId: HOLD_ACTIONS.confirm,
          value,
          raw: true,
        }),
      );
    for (const as of ["adam", "mia", "mel", "sten"]) await pressedBy(as);
    expect(await openedBy(scene, "oscar")).toBe(0);
    await pressedBy("oscar");
    expect(await openedBy(scene, "oscar")).toBe(1);
  });
});
