import { underNoLease } from "../cases/lease.ts";
import type { Clock, Instant } from "../clock.ts";
import { ok, type Result } from "../result.ts";

/**
 * Answers kept for a while. The asker says how old an answer may be; a failed look-up is never remembered, and an old
 * answer is never given in its place. Callers at the same time share one look-up, which is no job's own: it goes on whatever
 * becomes of the job that asked first.
 */
export interface Remembered<T, F> {
  /** What is remembered of `key` or looked up now: as it was at most `maxAgeMs` milliseconds ago. */
  (key: string, maxAgeMs: number): Promise<Result<T, F>>;
  /** What is known of `key`, and what a look-up under way is about to say, is no longer true for whoever asks next. */
  forget(key: string): void;
}

export function remember<T, F>(
  clock: Clock,
  most: number,
  lookUp: (key: string) => Promise<Result<T, F>>,
): Remembered<T, F> {
  const known = new Map<string, { readonly value: T; readonly at: Instant }>();
  const asking = new Map<string, { readonly answer: Promise<Result<T, F>>; readonly at: Instant }>();

  // A clock that was set back would make what is old look as if it were of the future: that is not fresh.
  const isFresh = (at: Instant, maxAgeMs: number): boolean => {
    const age = clock.now() - at;
    return age >= 0 && age <= maxAgeMs;
  };

  const ask = (key: string): Promise<Result<T, F>> => {
    const at = clock.now();
    const current = { answer: underNoLease(() => lookUp(key)), at };
    asking.set(key, current);
    const settle = (answer: Result<T, F> | null): void => {
      // Somebody has asked anew meanwhile, or what this look-up was to tell has been forgotten.
      if (asking.get(key) !== current) return;
      asking.delete(key);
      known.delete(key);
      if (!answer?.ok) return;
      known.set(key, { value: answer.value, at });
      const [oldest] = known.keys();
      if (known.size > most && oldest !== undefined) known.delete(oldest);
    };
    current.answer.then(settle, () => settle(null));
    return current.answer;
  };

  const recall = (key: string, maxAgeMs: number): Promise<Result<T, F>> => {
    const found = known.get(key);
    if (found && isFresh(found.at, maxAgeMs)) return Promise.resolve(ok(found.value));
    const current = asking.get(key);
    return current && isFresh(current.at, maxAgeMs) ? current.answer : ask(key);
  };
  return Object.assign(recall, {
    forget(key: string) {
      known.delete(key);
      asking.delete(key);
    },
  });
}
