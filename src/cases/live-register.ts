import type { Clock } from "../clock.ts";
import type { Ledger, RegisterValues } from "../ledger/port.ts";
import type { Register } from "./casework.ts";
import { overlay } from "./overlay.ts";

/** The register as it changes: by the configuration file, which is read again, and by commands. */
export interface LiveRegister {
  /** As it was when it was looked at last. */
  known(): Register;
  /** As it is now, also where another process changed it a moment ago. */
  now(): Promise<Register>;
  /**
   * The same for whoever must answer at once: a word must not mean something else at another replica, but a journal that
   * is slow or away must not hold up the answer, so then it is what is known.
   */
  soon(): Promise<Register>;
  /** The configuration file says something else from now on. */
  replace(file: Register): void;
}

/** How long an answer is held up for a look, in milliseconds; Slack waits three seconds in all. */
const PATIENCE_MS = 500;

/** `file`: what the configuration file says. Everything else comes from the ledger. */
export async function openLiveRegister(
  file: Register,
  ledger: Pick<Ledger, "registerVersion" | "registerValues">,
  clock: Clock,
): Promise<LiveRegister> {
  let base = file;
  let values: RegisterValues = { version: -1, values: [] };
  let known = base;

  const look = joined(async () => {
    if ((await ledger.registerVersion()) === values.version) return;
    values = await ledger.registerValues();
    known = overlay(base, values);
  });
  await look();
  return {
    known: () => known,
    async now() {
      await look();
      return known;
    },
    async soon() {
      let cancel = (): void => {};
      const late = new Promise<void>((resolve) => {
        cancel = clock.at(clock.now() + PATIENCE_MS, resolve);
      });
      await Promise.race([look().catch(() => {}), late]);
      cancel();
      return known;
    },
    replace(next) {
      base = next;
      known = overlay(base, values);
    },
  };
}

/**
 * One look at a time, however many ask. Whoever asks during a look gets the next one: the one under way may have read
 * before the change that they must see.
 */
function joined(look: () => Promise<void>): () => Promise<void> {
  let current: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  const begin = (): Promise<void> => {
    const begun = look().finally(() => {
      current = null;
    });
    current = begun;
    return begun;
  };
  return () => {
    if (current === null) return begin();
    next ??= current
      .catch(() => {})
      .then(() => {
        next = null;
        return current ?? begin();
      });
    return next;
  };
}
