import type { Clock, Instant } from "../clock.ts";
import { ok, type Result } from "../result.ts";

/**
 * Remembers answers for a while. The asker says how old an answer may be; a failed look-up is never
 * remembered, and an old answer is never given in its place. Callers at the same time share one look-up.
 */
export function remember<T, F>(
  clock: Clock,
  most: number,
  lookUp: (key: string) => Promise<Result<T, F>>,
): (key: string, maxAgeMs: number) => Promise<Result<T, F>> {
  const known = new Map<string, { readonly value: T; readonly at: Instant }>();
  const asking = new Map<string, Promise<Result<T, F>>>();

  const ask = async (key: string): Promise<Result<T, F>> => {
    const askedAt = clock.now();
    const answer = await lookUp(key);
    if (answer.ok) {
      known.delete(key);
      known.set(key, { value: answer.value, at: askedAt });
      const [oldest] = known.keys();
      if (known.size > most && oldest !== undefined) known.delete(oldest);
    } else known.delete(key);
    return answer;
  };

  return (key, maxAgeMs) => {
    const found = known.get(key);
    if (found && clock.now() - found.at <= maxAgeMs) return Promise.resolve(ok(found.value));
    const current = asking.get(key);
    if (current) return current;
    const asked = ask(key).finally(() => asking.delete(key));
    asking.set(key, asked);
    return asked;
  };
}
