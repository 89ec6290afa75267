import type { Verb } from "../../words.ts";
import { VERBS } from "../../words.ts";
import type { Support } from "../port.ts";
import { DOCUMENTED_BATCHES, ENDED_BY, VERB_LIMITS, type Generation } from "./contract.ts";
import { allowanceOf } from "./kinds.ts";

/** The limits a connection works under: those of its generation, and what the vendor has taught it since. */
export interface Limits {
  supportOf(kind: string, verb: Verb): Support;
  supportsOf(kind: string): Readonly<Record<Verb, Support>>;
  /** Size to go on with when `count` accounts were too many; null when there is nothing smaller. */
  below(verb: Verb, count: number): number | null;
  /** Remembers for this connection that a request may hold at most `batch` accounts. */
  learn(verb: Verb, batch: number): void;
}

export function createLimits(generation: Generation): Limits {
  const learned = new Map<Verb, number>();

  function supportOf(kind: string, verb: Verb): Support {
    const allowance = allowanceOf(kind, verb);
    if (!allowance.allowed) return { supported: false, why: allowance.why, instead: allowance.instead };
    const { batch, perSecond, perAccount, source } = VERB_LIMITS[generation][verb];
    const taught = learned.get(verb) ?? batch;
    return {
      supported: true,
      batch: Math.min(batch, taught),
      perSecond,
      perAccount,
      endedBy: ENDED_BY[verb],
      source,
      isLearned: taught < batch,
    };
  }

  return {
    supportOf,
    supportsOf: (kind) => ({
      mute: supportOf(kind, "mute"),
      unmute: supportOf(kind, "unmute"),
      kick: supportOf(kind, "kick"),
      add: supportOf(kind, "add"),
      ban: supportOf(kind, "ban"),
      unban: supportOf(kind, "unban"),
      lock: supportOf(kind, "lock"),
      unlock: supportOf(kind, "unlock"),
    }),
    below(verb, count) {
      if (count <= 1) return null;
      return DOCUMENTED_BATCHES[verb].find((batch) => batch < count) ?? Math.floor(count / 2);
    },
    learn(verb, batch) {
      for (const same of VERBS) {
        if (commandOf(same) === commandOf(verb))
          learned.set(same, Math.min(batch, learned.get(same) ?? batch));
      }
    },
  };
}

/** Tencent's name for what a verb sends. Mute and unmute are one command, so what is learned of one holds for both. */
export function commandOf(verb: Verb): string {
  return VERB_LIMITS.seed[verb].command;
}
