import { VERBS, type Verb } from "../../words.ts";
import { spaceTrouble } from "../../texts/hyphenate.ts";
import type { Support } from "../port.ts";
import { DOCUMENTED_BATCHES, ENDED_BY, VERB_LIMITS, type HyphenateVendor, type Space } from "./contract.ts";

/** The limits a connection works under: those of the documents, and what the vendor has taught it since. */
export interface Limits {
  supportOf(space: Space, verb: Verb): Supported;
  /** `kind` as in a group's state; a kind that is neither group nor room takes nothing. */
  supportsOf(kind: string): Readonly<Record<Verb, Support>>;
  /** Size to go on with when `count` accounts were too many; null when there is nothing smaller. */
  below(count: number, limit: number | null): number | null;
  /** Remembers for this connection that a request may hold at most `batch` accounts. */
  learn(space: Space, verb: Verb, batch: number): void;
}

export type Supported = Extract<Support, { supported: true }>;

export function createLimits(vendor: HyphenateVendor): Limits {
  const learned = new Map<string, number>();

  function supportOf(space: Space, verb: Verb): Supported {
    const { batch: documented, perSecond, perAccount, source } = VERB_LIMITS[vendor][space][verb];
    const taught = learned.get(`${space}:${verb}`) ?? documented;
    return {
      supported: true,
      batch: Math.min(taught, documented),
      perSecond,
      perAccount,
      endedBy: ENDED_BY[verb],
      source,
      isLearned: taught < documented,
    };
  }

  function supportsOf(kind: string): Record<Verb, Support> {
    const space = spaceOfKind(kind);
    const supports = VERBS.map((verb): [Verb, Support] => [
      verb,
      space === null ? unsupported(kind) : supportOf(space, verb),
    ]);
    return Object.fromEntries(supports) as Record<Verb, Support>;
  }

  return {
    supportOf,
    supportsOf,
    below(count, limit) {
      if (count <= 1) return null;
      if (limit !== null && limit >= 1 && limit < count) return limit;
      return DOCUMENTED_BATCHES.find((batch) => batch < count) ?? Math.floor(count / 2);
    },
    learn(space, verb, batch) {
      const key = `${space}:${verb}`;
      learned.set(key, Math.min(batch, learned.get(key) ?? batch));
    },
  };
}

export function unsupported(kind: string): Extract<Support, { supported: false }> {
  return { supported: false, why: spaceTrouble.unknownKind(kind), instead: [] };
}

export function spaceOfKind(kind: string): Space | null {
  return kind === "chatgroup" || kind === "chatroom" ? kind : null;
}
