/** Reads of one thing, each of which has to begin after it was asked for. */
export interface JoinedReads {
  /** Those who ask while a read is under way share the one after it. */
  read<T>(key: string, fetch: () => Promise<T>): Promise<T>;
}

/**
 * Whoever has sent something wants a list as it was read afterwards: a read that has begun already may have passed
 * the place. When many want it, one read after the running one serves them all. Without this, a batch of ten
 * thousand bans would read the growing list of the banned five hundred times, which is 25,000 pages.
 */
export function joinReads(): JoinedReads {
  const running = new Map<string, Promise<unknown>>();
  const next = new Map<string, Promise<unknown>>();

  function begin<T>(key: string, fetch: () => Promise<T>): Promise<T> {
    const read = fetch().finally(() => {
      if (running.get(key) === read) running.delete(key);
    });
    running.set(key, read);
    return read;
  }

  return {
    read<T>(key: string, fetch: () => Promise<T>): Promise<T> {
      // All reads of one key are of one kind, which is the caller's to keep.
      const waiting = next.get(key) as Promise<T> | undefined;
      if (waiting) return waiting;
      const current = running.get(key);
      if (!current) return begin(key, fetch);
      const later = (): Promise<T> => {
        next.delete(key);
        return begin(key, fetch);
      };
      const joined = current.then(later, later);
      next.set(key, joined);
      return joined;
    },
  };
}
