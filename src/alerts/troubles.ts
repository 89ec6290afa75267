import { hashOf } from "../audit/hash.ts";
import type { Instant } from "../clock.ts";
import type { Ledger, NewJob } from "../ledger/port.ts";
import type { Severity } from "./port.ts";
import { OWN_SOURCE, sentJob } from "./taking.ts";

/** Something that is wrong with Bailiff itself, or with what it hangs on: an alert like any other, by the same card. */
export interface Trouble {
  /** Troubles with one key share a card. */
  readonly key: string;
  /** Tells the troubles of one card apart. */
  readonly part: string;
  readonly title: string;
  readonly detail: string | null;
  readonly severity: Severity;
  /** Alias of the group it is about, and the one account; left out, or null, where there is none. */
  readonly group?: string | null;
  readonly account?: string | null;
  readonly startsAt: Instant;
  /** Null while it lasts. */
  readonly endsAt: Instant | null;
}

/** Where troubles are told to. The same trouble, told again, is told once. */
export interface Troubles {
  raise(trouble: Trouble): Promise<void>;
}

export function createTroubles(ledger: Pick<Ledger, "receive">, now: () => Instant): Troubles {
  return {
    raise: async (trouble) => void (await ledger.receive(troubleJob(trouble, now()))),
  };
}

export function troubleJob(trouble: Trouble, at: Instant): NewJob {
  const { key, part, title, detail, severity, group = null, account = null, startsAt, endsAt } = trouble;
  const signal = {
    key,
    facts: { title, summary: detail, severity, links: [], group, account, acts: [] },
    parts: [{ fingerprint: part, startsAt, endsAt }],
    atSource: null,
    endsUnknown: false,
  };
  // What is said of it may change while it lasts.
  const id = hashOf([key, part, startsAt, endsAt, title, detail]).slice(0, 40);
  return sentJob(`trouble:${id}`, { source: OWN_SOURCE, at, signals: [signal] });
}
