import type { Instant } from "../clock.ts";
import { fail, ok, type Result } from "../result.ts";

/**
 * An act that waits for people: for its asker, who has seen the plan, or for others, who approve it. Everything that
 * can become of it is decided here and nowhere else, from what is known at that moment; nothing is looked up.
 */
export interface Hold {
  readonly kind: "preview" | "approval";
  readonly asker: PersonKey;
  /** What is held, as a digest: of the plan for a preview, of the frozen command for an approval. */
  readonly hash: string;
  /** How many people besides the asker have to say yes; 0 for a preview. */
  readonly needed: number;
  readonly votes: readonly Vote[];
  readonly state: HoldState;
  /** Who ended the wait; null while it waits, and when only the time did. */
  readonly decided: Decided | null;
  /** After this moment nobody's word counts any more. */
  readonly expiresAt: Instant;
  /** How long it may take after the last word until the act has begun, in milliseconds. */
  readonly lapseMs: number;
  /** After this moment it does not run, although it was approved; null before that. */
  readonly lapsesAt: Instant | null;
}

/** Always both: the same person id may exist in two workspaces. */
export interface PersonKey {
  readonly team: string;
  readonly person: string;
}

export interface Vote {
  readonly person: string;
  /** Ids of all Slack people who are the same person, by the accounts they are linked to. */
  readonly same: readonly string[];
  readonly at: Instant;
  readonly reason: string | null;
}

/** `used`: it has become a case. `dropped`: it was cleared, and could not begin. */
export type HoldState =
  | "waiting"
  | "cleared"
  | "used"
  | "dropped"
  | "denied"
  | "cancelled"
  | "expired"
  | "lapsed";

export interface Decided {
  readonly person: string;
  readonly at: Instant;
  readonly reason: string | null;
  /** True: the asker went ahead alone, in an emergency. */
  readonly brokeGlass: boolean;
}

/** What somebody says to it. `hash`: what they were shown. */
export type Saying =
  | { readonly kind: "confirm"; readonly hash: string }
  | { readonly kind: "approve"; readonly hash: string; readonly reason: string | null }
  | { readonly kind: "deny"; readonly reason: string }
  | { readonly kind: "cancel" }
  | { readonly kind: "break_glass"; readonly typed: string; readonly reason: string };

/** Who says it, as known at this moment. */
export interface Sayer extends PersonKey {
  readonly same: readonly string[];
  /** One of the accounts the act is about is theirs. */
  readonly isTarget: boolean;
  /** They have a role that approves, and might do the act themselves. */
  readonly mayApprove: boolean;
  /** They have a role that may act alone in an emergency. */
  readonly mayBreakGlass: boolean;
}

export type HoldRefusal =
  /** The first word that ends it counts; whoever comes later is told whose that was. */
  | { readonly kind: "decided"; readonly state: HoldState; readonly decided: Decided | null }
  | { readonly kind: "expired" }
  | { readonly kind: "not_yours" }
  | { readonly kind: "own_act" }
  | { readonly kind: "about_you" }
  | { readonly kind: "no_right" }
  | { readonly kind: "counted_before" }
  /** It is not, or no longer, what the person was shown. */
  | { readonly kind: "other_plan" }
  | { readonly kind: "wrong_word" }
  | { readonly kind: "no_reason" };

/** What must be typed to act alone: a press alone is too easy for it. */
export const GLASS_WORD = "BREAK GLASS";

/** What becomes of a hold when somebody speaks. Refused words change nothing. */
export function say(hold: Hold, saying: Saying, sayer: Sayer, now: Instant): Result<Hold, HoldRefusal> {
  if (hold.state !== "waiting") return fail({ kind: "decided", state: hold.state, decided: hold.decided });
  if (now > hold.expiresAt) return fail({ kind: "expired" });
  switch (saying.kind) {
    case "confirm":
      if (hold.kind !== "preview" || !isAsker(hold, sayer)) return fail({ kind: "not_yours" });
      return saying.hash === hold.hash ? ok(cleared(hold, sayer, now, null)) : fail({ kind: "other_plan" });
    case "cancel":
      return isAsker(hold, sayer)
        ? ok({ ...hold, state: "cancelled", decided: decidedBy(sayer, now, null) })
        : fail({ kind: "not_yours" });
    case "approve":
      return approve(hold, saying, sayer, now);
    case "deny": {
      const refusal = whyNotApprover(hold, sayer);
      if (refusal) return fail(refusal);
      if (saying.reason.trim() === "") return fail({ kind: "no_reason" });
      return ok({ ...hold, state: "denied", decided: decidedBy(sayer, now, saying.reason) });
    }
    case "break_glass":
      return breakGlass(hold, saying, sayer, now);
    default:
      return saying satisfies never;
  }
}

function approve(
  hold: Hold,
  { hash, reason }: Saying & { readonly kind: "approve" },
  sayer: Sayer,
  now: Instant,
): Result<Hold, HoldRefusal> {
  const refusal = whyNotApprover(hold, sayer);
  if (refusal) return fail(refusal);
  if (hash !== hold.hash) return fail({ kind: "other_plan" });
  if (hold.votes.some((vote) => isSame(vote, sayer))) return fail({ kind: "counted_before" });
  const votes = [...hold.votes, { person: sayer.person, same: sayer.same, at: now, reason }];
  const voted = { ...hold, votes };
  return ok(votes.length >= hold.needed ? cleared(voted, sayer, now, reason) : voted);
}

function breakGlass(
  hold: Hold,
  { typed, reason }: Saying & { readonly kind: "break_glass" },
  sayer: Sayer,
  now: Instant,
): Result<Hold, HoldRefusal> {
  if (hold.kind !== "approval" || !isAsker(hold, sayer)) return fail({ kind: "not_yours" });
  if (!sayer.mayBreakGlass) return fail({ kind: "no_right" });
  if (typed.trim() !== GLASS_WORD) return fail({ kind: "wrong_word" });
  if (reason.trim() === "") return fail({ kind: "no_reason" });
  const done = cleared(hold, sayer, now, reason);
  return ok({ ...done, decided: { person: sayer.person, at: now, reason, brokeGlass: true } });
}

function whyNotApprover(hold: Hold, sayer: Sayer): HoldRefusal | null {
  if (hold.kind !== "approval") return { kind: "not_yours" };
  const isOwn = isAsker(hold, sayer) || sayer.same.includes(hold.asker.person);
  if (isOwn) return { kind: "own_act" };
  if (sayer.team !== hold.asker.team || !sayer.mayApprove) return { kind: "no_right" };
  return sayer.isTarget ? { kind: "about_you" } : null;
}

/** What the passing of time makes of a hold. */
export function at(hold: Hold, now: Instant): Hold {
  if (hold.state === "waiting" && now > hold.expiresAt) return { ...hold, state: "expired" };
  if (hold.state === "cleared" && hold.lapsesAt !== null && now > hold.lapsesAt)
    return { ...hold, state: "lapsed" };
  return hold;
}

/**
 * Whether the act may begin: it was cleared and has not lapsed, it is what was shown, and enough of those who said
 * yes, or the asker who broke the glass, still have the right. `sayerOf`: a person as known now.
 */
export function mayBegin(
  hold: Hold,
  hash: string,
  now: Instant,
  sayerOf: (person: string) => Sayer | undefined,
): boolean {
  if (hold.state !== "cleared" || hold.lapsesAt === null || now > hold.lapsesAt) return false;
  return hash === hold.hash && isBacked(hold, sayerOf);
}

/** Whether those whose word counts still have the right to it; always for a preview, which needs nobody else. */
export function isBacked(hold: Hold, sayerOf: (person: string) => Sayer | undefined): boolean {
  if (hold.decided?.brokeGlass) return sayerOf(hold.asker.person)?.mayBreakGlass ?? false;
  const backing = hold.votes.filter(({ person }) => {
    const sayer = sayerOf(person);
    return sayer !== undefined && whyNotApprover(hold, sayer) === null;
  });
  return backing.length >= hold.needed;
}

function cleared(hold: Hold, sayer: Sayer, now: Instant, reason: string | null): Hold {
  return {
    ...hold,
    state: "cleared",
    decided: decidedBy(sayer, now, reason),
    lapsesAt: now + hold.lapseMs,
  };
}

function decidedBy({ person }: Sayer, now: Instant, reason: string | null): Decided {
  return { person, at: now, reason, brokeGlass: false };
}

function isAsker({ asker }: Hold, { team, person }: Sayer): boolean {
  return asker.team === team && asker.person === person;
}

function isSame(vote: Vote, sayer: Sayer): boolean {
  const theirs = new Set([vote.person, ...vote.same]);
  return [sayer.person, ...sayer.same].some((person) => theirs.has(person));
}
