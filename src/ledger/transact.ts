import { setImmediate as endOfTurn } from "node:timers/promises";
import type { LedgerSetting, Writing } from "./engine.ts";
import { lockChain } from "./entries.ts";
import { followEntries, type Added } from "./feed.ts";
import type { JobKind } from "./port.ts";

/** Some writes that belong together. It may be run again after a rollback, so it touches nothing but `writing`. */
export type Unit<T> = (writing: Writing) => Promise<T>;

export interface Transactor {
  /** Resolves when the unit has been committed; rejects when it was not, or when nobody can tell. */
  readonly transact: <T>(unit: Unit<T>) => Promise<T>;
  /**
   * The same for a unit that appends entries, numbers a case or adds to a lane. All such units take one row
   * first, which makes their order the order of the commits and keeps them from deadlocking each other.
   */
  readonly transactChained: <T>(unit: Unit<T>) => Promise<T>;
  /** Lets what is waiting finish; later calls reject. */
  readonly close: () => Promise<void>;
}

/** A unit that waits. `run` answers with what to do once the commit is safe. */
interface Ticket {
  readonly chained: boolean;
  readonly run: Unit<() => void>;
  readonly reject: (error: unknown) => void;
}

/** Bounds how long the first caller of a group waits for the last. */
const GROUP_LIMIT = 64;
const TRIES = 3;

/**
 * Group commit: units that wait are run one after the other in one transaction, so that many callers share one
 * disk flush. When one throws, the group is rolled back and each is run again alone: only the bad one fails.
 */
export function createTransactor({
  db,
  engine,
  clock,
  owner,
  heldLeaseMs,
  newSalt,
  hints,
}: LedgerSetting): Transactor {
  const waiting: Ticket[] = [];
  const running = new Set<Promise<void>>();
  let chainBusy = false;
  let pumpPlanned = false;
  let closed = false;

  function submit<T>(unit: Unit<T>, chained: boolean): Promise<T> {
    if (closed) return Promise.reject(new Error("the ledger is closed"));
    return new Promise((resolve, reject) => {
      const run: Ticket["run"] = async (writing) => {
        const value = await unit(writing);
        return () => resolve(value);
      };
      waiting.push({ chained, run, reject });
      planPump();
    });
  }

  /** Not at once: callers of the same turn shall find themselves in one group. */
  function planPump(): void {
    if (pumpPlanned) return;
    pumpPlanned = true;
    setImmediate(() => {
      pumpPlanned = false;
      pump();
    });
  }

  function pump(): void {
    while (running.size < engine.groups) {
      const group = takeGroup();
      if (group.length === 0) return;
      const chained = group.some((ticket) => ticket.chained);
      if (chained) chainBusy = true;
      const run = runGroup(group, chained).finally(() => {
        if (chained) chainBusy = false;
        running.delete(run);
        planPump();
      });
      running.add(run);
    }
  }

  /** While a chained group runs, another one would only wait for its row. */
  function takeGroup(): Ticket[] {
    const group: Ticket[] = [];
    for (let index = 0; index < waiting.length && group.length < GROUP_LIMIT;) {
      const ticket = waiting[index];
      if (ticket && !(ticket.chained && chainBusy)) group.push(...waiting.splice(index, 1));
      else index += 1;
    }
    return group;
  }

  async function runGroup(group: readonly Ticket[], chained: boolean): Promise<void> {
    const end = await commitTogether(group, chained);
    if (end.kind === "committed") return;
    if (end.kind === "unclear" || group.length === 1) {
      for (const ticket of group) ticket.reject(end.error);
      return;
    }
    for (const ticket of group) {
      const alone = await commitTogether([ticket], ticket.chained);
      if (alone.kind !== "committed") ticket.reject(alone.error);
    }
  }

  async function commitTogether(group: readonly Ticket[], chained: boolean): Promise<GroupEnd> {
    for (let tried = 1; ; tried += 1) {
      const end = await commitOnce(group, chained);
      if (end.kind !== "rolled_back" || tried === TRIES || !engine.isTransient(end.error)) return end;
    }
  }

  async function commitOnce(group: readonly Ticket[], chained: boolean): Promise<GroupEnd> {
    const kinds = new Set<JobKind>();
    const committed: (() => void)[] = [];
    let added: Added | null = null;
    let allRan = false;
    try {
      // A chained unit must see what was committed while it waited for its turn.
      const transaction = db.transaction().setIsolationLevel("read committed");
      await transaction.execute(async (tx) => {
        const writing: Writing = {
          db: tx,
          engine,
          owner,
          heldLeaseMs,
          newSalt,
          now: () => clock.now(),
          due: (kind) => void kinds.add(kind),
          added: (from, to) => (added = { from: added?.from ?? from, to }),
        };
        if (chained) await lockChain(writing);
        for (const { run } of group) committed.push(await run(writing));
        if (added) await followEntries(writing, added);
        allRan = true;
      });
    } catch (error) {
      return { kind: allRan ? "unclear" : "rolled_back", error };
    }
    for (const tell of committed) tell();
    if (kinds.size > 0) hints.announce(kinds);
    return { kind: "committed" };
  }

  return {
    transact: (unit) => submit(unit, false),
    transactChained: (unit) => submit(unit, true),
    async close() {
      closed = true;
      // What waits is taken up at the end of the turn when nothing runs.
      while (running.size > 0 || waiting.length > 0) {
        await (running.size > 0 ? Promise.race(running) : endOfTurn());
      }
    },
  };
}

/** `unclear`: the commit itself failed; a cut connection leaves open whether it happened, so it is not repeated. */
type GroupEnd =
  | { readonly kind: "committed" }
  | { readonly kind: "rolled_back" | "unclear"; readonly error: unknown };
