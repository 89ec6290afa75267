import type { Case, Ledger } from "../ledger/port.ts";
import type { Outcome, Verb } from "../words.ts";

/** What takes a verb back. Null: it would need an end, which somebody has to say. */
const OPPOSITE = {
  mute: "unmute",
  unmute: null,
  kick: "add",
  add: "kick",
  ban: "unban",
  unban: null,
  lock: "unlock",
  unlock: "lock",
} as const satisfies Record<Verb, Verb | null>;

/** What can take a case back. */
export type UndoVerb = NonNullable<(typeof OPPOSITE)[Verb]>;

/** How a case can be taken back. */
export interface Undo {
  readonly verb: UndoVerb;
  /** Whom the case has changed, or may have changed: not those who were so before. At least one. */
  readonly accounts: readonly string[];
}

/** Verbs of later cases that decide what a case of each verb began. */
const DECIDING = {
  unmute: ["mute", "unmute"],
  unban: ["ban", "unban"],
  add: ["kick", "add", "ban", "unban"],
  kick: ["kick", "add", "ban", "unban"],
  unlock: ["lock", "unlock"],
  lock: ["lock", "unlock"],
} as const satisfies Record<UndoVerb, readonly Verb[]>;

/**
 * The accounts about whom a newer case decides, also one that is still open: to take the old case back would take back
 * the new one.
 */
export async function decidedSince(
  ledger: Pick<Ledger, "latestOn">,
  { number, group }: Pick<Case, "number" | "group">,
  { verb, accounts }: Undo,
): Promise<ReadonlySet<string>> {
  const outcomes = ["done", "already", "unknown", null] as const;
  const latest = await ledger.latestOn(group, DECIDING[verb], accounts, outcomes);
  return new Set(latest.filter((one) => one.number > number).map(({ account }) => account));
}

/** Null: the case changed nothing, or no verb takes it back. */
export function undoOf(kase: Pick<Case, "verb" | "targets">): Undo | null {
  const verb = OPPOSITE[kase.verb];
  const accounts = accountsOf(kase, ["done", "unknown"]);
  return verb === null || accounts.length === 0 ? null : { verb, accounts };
}

/** The accounts that a case muted or banned until an end, which could be another one. */
export function extendableOf(kase: Pick<Case, "verb" | "targets" | "until">): readonly string[] {
  const hasEnd = (kase.verb === "mute" || kase.verb === "ban") && typeof kase.until === "number";
  // Who was muted until then before is muted until then, too.
  return hasEnd ? accountsOf(kase, ["done", "already", "unknown"]) : [];
}

function accountsOf({ targets }: Pick<Case, "targets">, outcomes: readonly Outcome[]): readonly string[] {
  return targets.flatMap(({ account, outcome }) =>
    outcome !== null && outcomes.includes(outcome) ? [account] : [],
  );
}
