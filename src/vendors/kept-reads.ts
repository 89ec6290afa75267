import type { Clock, Instant } from "../clock.ts";
import type { Result } from "../result.ts";

/** Answers to reads that rarely change, kept for a while. */
export interface KeptReads<T, F> {
  /** The kept value, or what `fetch` finds. Those who ask for a key at the same time share one fetch. */
  read(key: string, fetch: () => Promise<Result<T, F>>): Promise<Result<T, F>>;
  forget(key: string): void;
}

/** A failed read is not kept: the next who asks tries again. */
export function keepReads<T, F>(clock: Clock, forMs: number): KeptReads<T, F> {
  const kept = new Map<string, { readonly answer: Result<T, F>; readonly until: Instant }>();
  const underWay = new Map<string, Promise<Result<T, F>>>();

  function dropOld(): void {
    for (const [key, { until }] of kept) if (until <= clock.now()) kept.delete(key);
  }

  async function fetchAndKeep(key: string, fetch: () => Promise<Result<T, F>>): Promise<Result<T, F>> {
    try {
      const answer = await fetch();
      dropOld();
      if (answer.ok) kept.set(key, { answer, until: clock.now() + forMs });
      return answer;
    } finally {
      underWay.delete(key);
    }
  }

  return {
    read(key, fetch) {
      const known = kept.get(key);
      if (known && known.until > clock.now()) return Promise.resolve(known.answer);
      const running = underWay.get(key) ?? fetchAndKeep(key, fetch);
      underWay.set(key, running);
      return running;
    },
    forget: (key) => void kept.delete(key),
  };
}
