import { z } from "zod";
import type { Instant } from "../clock.ts";
import type { Case, DoneTo, Json } from "../ledger/port.ts";
import { VERBS, type End, type Verb } from "../words.ts";
import { samePeople } from "./authority.ts";
import type { Considering, Intent } from "./considering.ts";
import { CLOCK_OFFSET_MS, isSameEnd } from "./judge.ts";
import type { Plan } from "./plan.ts";

/**
 * What others did shortly before to an account that somebody is about to act on. It is told in any case; whoever would
 * take it back or change it is asked first, because two people are at work who may not know of each other.
 */

/** What somebody else's case did to accounts that are named now. */
export interface ActOfAnother {
  readonly case: number;
  readonly person: string;
  readonly verb: Verb;
  readonly until: End | null;
  readonly at: Instant;
  /** How many of the named accounts it touched, and the first of them. */
  readonly accounts: number;
  readonly names: readonly string[];
  /** What the act of now would do to it; null: they do not stand against each other. */
  readonly conflict: Conflict | null;
}

export type Conflict = "undoes" | "shortens" | "lengthens";

/** Names of accounts to remember of each. */
const MOST_NAMES = 10;

/** What verbs decide about: a newer one of the same kind has replaced an older one. */
const KIND: Readonly<Record<Verb, "writing" | "presence" | "lock">> = {
  mute: "writing",
  unmute: "writing",
  kick: "presence",
  add: "presence",
  ban: "presence",
  unban: "presence",
  lock: "lock",
  unlock: "lock",
};

/** Verbs that take back what each has done. */
const UNDONE_BY: Readonly<Record<Verb, readonly Verb[]>> = {
  mute: ["unmute"],
  unmute: ["mute"],
  kick: ["add"],
  add: ["kick", "ban"],
  ban: ["unban", "add"],
  unban: ["ban"],
  lock: ["unlock"],
  unlock: ["lock"],
};

/** Newest first. `plan` null: whom it would change is not known yet, so it may be everybody. */
export async function actsOfOthers(
  { work, ask }: Pick<Considering, "work" | "ask">,
  { request, group, accounts, until }: Intent,
  plan: Pick<Plan, "rows"> | null,
): Promise<readonly ActOfAnother[]> {
  const since = ask.askedAt - work.register.overlap.withinMs;
  const acts = await work.ledger.doneTo(group, accounts, since);
  if (acts.length === 0) return [];
  const same = samePeople(work, ask.person);
  const isOwn = ({ actor }: DoneTo): boolean => actor.team === ask.team && same.includes(actor.person);
  const idle = new Set(
    plan?.rows.filter(({ judgement }) => judgement.step !== "change").map(({ account }) => account),
  );
  const conflicts = new Map<number, Conflict>();
  for (const [account, rows] of Map.groupBy(acts, (act) => act.account)) {
    const last = rows.find(({ verb }) => KIND[verb] === KIND[request.verb]);
    if (!last || idle.has(account)) continue;
    const conflict = conflictOf(last, { verb: request.verb, until });
    if (conflict !== null) conflicts.set(last.number, conflict);
  }
  const byCase = Map.groupBy(
    inForce(acts, ask.askedAt).filter((act) => !isOwn(act)),
    ({ number }) => number,
  );
  return [...byCase.values()].flatMap((rows) => {
    const [first] = rows;
    return first ? [actOf(first, rows, conflicts.get(first.number) ?? null)] : [];
  });
}

/** What still stands: no newer act of its kind has replaced it, and its end has not passed. */
function inForce(acts: readonly DoneTo[], now: Instant): readonly DoneTo[] {
  const replaced = new Set<string>();
  return acts.filter(({ account, verb, until, outcome }) => {
    const place = `${KIND[verb]} ${account}`;
    if (replaced.has(place)) return false;
    // One whose outcome nobody knows has perhaps replaced nothing.
    if (outcome === "done") replaced.add(place);
    return until === null || momentOf(until) > now;
  });
}

function actOf(
  { number, actor, verb, until, openedAt }: DoneTo,
  rows: readonly DoneTo[],
  conflict: Conflict | null,
): ActOfAnother {
  const names = rows.map(({ account }) => account);
  return {
    case: number,
    person: actor.person,
    verb,
    until,
    at: openedAt,
    accounts: names.length,
    names: names.slice(0, MOST_NAMES),
    conflict,
  };
}

/** What a newer act would do to an older one about the same account. */
export function conflictOf(
  theirs: Pick<Case, "verb" | "until">,
  mine: Pick<Case, "verb" | "until">,
): Conflict | null {
  if (UNDONE_BY[theirs.verb].includes(mine.verb)) return "undoes";
  if (theirs.verb !== mine.verb || theirs.until === null || mine.until === null) return null;
  // Two who say "10m" at the same moment mean the same.
  if (isSameEnd(theirs.until, mine.until, CLOCK_OFFSET_MS)) return null;
  return momentOf(mine.until) < momentOf(theirs.until) ? "shortens" : "lengthens";
}

function momentOf(end: End): number {
  return end === "permanent" ? Number.POSITIVE_INFINITY : end;
}

/** Whether somebody would take back or change what another has just done, and has not been asked about it. */
export function isAskedAbout({ work, ask }: Considering, others: readonly ActOfAnother[]): boolean {
  // Only what stands below a result is pressed: it takes back that result, and Slack's own dialog has asked.
  const isAsked = ask.confirms !== null || ask.surface === "button";
  return !isAsked && work.register.overlap.ask && others.some(({ conflict }) => conflict !== null);
}

/** What an entry holds of them; what is not of this form is left out. */
export function othersIn(facts: Json | undefined): readonly ActOfAnother[] {
  if (!Array.isArray(facts)) return [];
  const read = facts.map((fact) => shape.safeParse(fact));
  return read.flatMap(({ data }) => data ?? []);
}

const shape = z.object({
  case: z.number(),
  person: z.string(),
  verb: z.enum(VERBS),
  until: z.union([z.number(), z.literal("permanent"), z.null()]),
  at: z.number(),
  accounts: z.number(),
  names: z.array(z.string()),
  conflict: z.enum(["undoes", "shortens", "lengthens"]).nullable(),
});

/** For the entry of the case. */
export function othersAsFacts(others: readonly ActOfAnother[]): Json {
  return others.map((act) => ({ ...act, names: [...act.names] }));
}
