import fc from "fast-check";
import { describe, it } from "vitest";
import {
  at,
  GLASS_WORD,
  mayBegin,
  say,
  type Hold,
  type Saying,
  type Sayer,
} from "../../src/policy/approval.ts";

/**
 * Random histories of one approval, against a plain account of what happened: people press, rights come and go, two
 * Slack accounts turn out to be one person, time passes, and now and then the act tries to begin, with the arguments
 * that were approved or with others. Whenever it begins, the account must justify it.
 */
const HISTORIES = 100_000;
const WAIT_MS = 900;
const LAPSE_MS = 600;

const PEOPLE = ["ask", "ask2", "ann", "ann2", "bob", "cat", "tom", "guest"] as const;
type Name = (typeof PEOPLE)[number];
/** Who is behind each Slack account. */
const HUMAN: Readonly<Record<Name, string>> = {
  ask: "ask",
  ask2: "ask",
  ann: "ann",
  ann2: "ann",
  bob: "bob",
  cat: "cat",
  tom: "tom",
  guest: "guest",
};

type Step =
  | {
      readonly do: "press";
      readonly who: Name;
      readonly what: Saying["kind"];
      readonly hash: "A" | "B";
      readonly typed: string;
    }
  | { readonly do: "wait"; readonly ms: number }
  /** The timer that ends what is over; it may come late, and more than once. */
  | { readonly do: "ring" }
  | { readonly do: "right"; readonly who: Name; readonly has: boolean }
  | { readonly do: "glass"; readonly has: boolean }
  | { readonly do: "begin"; readonly hash: "A" | "B" };

const who = fc.constantFrom(...PEOPLE);
const hash = fc.constantFrom("A" as const, "A" as const, "A" as const, "B" as const);
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constant("press" as const),
        who,
        what: fc.constantFrom(
          "approve",
          "approve",
          "approve",
          "approve",
          "deny",
          "cancel",
          "confirm",
          "break_glass",
        ),
        hash,
        typed: fc.constantFrom(GLASS_WORD, GLASS_WORD, "yes"),
      }) as fc.Arbitrary<Step>,
    },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.integer({ min: 0, max: 400 }) }),
    },
    { weight: 1, arbitrary: fc.constant({ do: "ring" as const }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("right" as const), who, has: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("glass" as const), has: fc.boolean() }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant("begin" as const), hash }) },
  ),
  { maxLength: 24, size: "max" },
);

/** What is known to have happened, without the machine. */
interface Account {
  now: number;
  rights: Set<Name>;
  glass: boolean;
  /** Slack accounts that said yes to `A` with the right to, while it waited. */
  yes: Set<Name>;
  brokeAt: number | null;
  clearedAt: number | null;
  isOver: boolean;
  begun: number;
}

const sayingOf = (step: Step & { do: "press" }): Saying => {
  switch (step.what) {
    case "approve":
      return { kind: "approve", hash: step.hash, reason: null };
    case "deny":
      return { kind: "deny", reason: "no" };
    case "confirm":
      return { kind: "confirm", hash: step.hash };
    case "break_glass":
      return { kind: "break_glass", typed: step.typed, reason: "now" };
    case "cancel":
      return { kind: "cancel" };
    default:
      return step.what satisfies never;
  }
};

function sayerAt(account: Account, name: Name): Sayer {
  return {
    team: "T1",
    person: name,
    same: PEOPLE.filter((other) => HUMAN[other] === HUMAN[name]),
    isTarget: name === "tom",
    mayApprove: account.rights.has(name),
    mayBreakGlass: account.glass && HUMAN[name] === "ask",
  };
}

/** Plays a history; throws with the reason when the act began and nothing justifies it. */
function play(needed: number, history: readonly Step[]): void {
  const account: Account = {
    now: 0,
    rights: new Set(PEOPLE.filter((name) => name !== "guest")),
    glass: true,
    yes: new Set(),
    brokeAt: null,
    clearedAt: null,
    isOver: false,
    begun: 0,
  };
  let hold: Hold = {
    kind: "approval",
    asker: { team: "T1", person: "ask" },
    hash: "A",
    needed,
    votes: [],
    state: "waiting",
    decided: null,
    expiresAt: WAIT_MS,
    lapseMs: LAPSE_MS,
    lapsesAt: null,
  };
  for (const step of history) {
    switch (step.do) {
      case "wait":
        account.now += step.ms;
        break;
      case "ring":
        hold = at(hold, account.now);
        break;
      case "right":
        if (step.has) account.rights.add(step.who);
        else account.rights.delete(step.who);
        break;
      case "glass":
        account.glass = step.has;
        break;
      case "press": {
        const spoken = say(hold, sayingOf(step), sayerAt(account, step.who), account.now);
        notePress(account, step, spoken.ok ? spoken.value.state : null, needed);
        if (spoken.ok) hold = spoken.value;
        break;
      }
      case "begin":
        if (mayBegin(hold, step.hash, account.now, (name) => sayerAt(account, name as Name))) {
          justify(account, step.hash, needed);
          account.begun += 1;
          hold = { ...hold, state: "used" };
        }
        break;
      default:
        step satisfies never;
    }
  }
}

/** Keeps the account by the plain words of the rule, and complains when a press counted that must not. */
function notePress(
  account: Account,
  step: Step & { do: "press" },
  state: Hold["state"] | null,
  needed: number,
): void {
  if (state === null) return;
  const counts = (because: string): never => {
    throw new Error(`${step.what} by ${step.who} counted although ${because}`);
  };
  if (account.isOver || account.clearedAt !== null) counts("it was decided before");
  if (account.now > WAIT_MS) counts("its time was over");
  const isAsker = HUMAN[step.who] === "ask";
  switch (step.what) {
    case "approve":
      if (isAsker) counts("it is their own");
      if (step.who === "tom") counts("it is about them");
      if (!account.rights.has(step.who)) counts("they have no right");
      if (step.hash !== "A") counts("it was shown something else");
      if ([...account.yes].some((name) => HUMAN[name] === HUMAN[step.who])) counts("they had said so before");
      account.yes.add(step.who);
      break;
    case "deny":
      if (isAsker || step.who === "tom" || !account.rights.has(step.who)) counts("they may not");
      account.isOver = true;
      break;
    case "cancel":
      if (step.who !== "ask") counts("they did not ask");
      account.isOver = true;
      break;
    case "confirm":
      counts("nobody confirms an approval");
      break;
    case "break_glass":
      if (step.who !== "ask" || !account.glass || step.typed !== GLASS_WORD) counts("they may not");
      account.brokeAt = account.now;
      break;
    default:
      step.what satisfies never;
  }
  const isEnough = new Set([...account.yes].map((name) => HUMAN[name])).size >= needed;
  if ((isEnough || account.brokeAt !== null) !== (state === "cleared")) counts("the count is another");
  if (state === "cleared") account.clearedAt = account.now;
}

function justify(account: Account, asked: "A" | "B", needed: number): void {
  const because = (what: string): never => {
    throw new Error(`it began although ${what}`);
  };
  if (account.begun > 0) because("it had begun before");
  if (asked !== "A") because("something else was approved");
  if (account.isOver || account.clearedAt === null) because("nobody had cleared it");
  else if (account.now > account.clearedAt + LAPSE_MS) because("the approval had lapsed");
  if (account.brokeAt !== null) {
    if (!account.glass) because("the asker may not act alone any more");
    return;
  }
  const backing = [...account.yes].filter((name) => account.rights.has(name));
  if (new Set(backing.map((name) => HUMAN[name])).size < needed) because("an approver had lost the right");
}

describe("histories of an approval", () => {
  it(`never begin what their account does not justify, in ${HISTORIES} of them`, { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), steps, (needed, history) => play(needed, history)),
      { numRuns: HISTORIES },
    );
  });
});
