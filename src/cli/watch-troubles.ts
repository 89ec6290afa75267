import { OWN_SOURCE } from "../alerts/taking.ts";
import type { Trouble, Troubles } from "../alerts/troubles.ts";
import type { LiveRegister } from "../cases/live-register.ts";
import type { Clock, Instant } from "../clock.ts";
import type { DeadLetter, Ledger } from "../ledger/port.ts";
import type { Log } from "../log.ts";
import { describeSlackFailure, type SlackFailure } from "../slack/client.ts";
import * as texts from "../texts/troubles.ts";
import type { BreakerDriver } from "../vendors/breaker.ts";
import type { VendorFailure } from "../vendors/port.ts";

export interface WatchedParts {
  readonly ledger: Pick<Ledger, "deadLetters" | "newestAlert">;
  readonly register: Pick<LiveRegister, "known">;
  readonly clock: Clock;
  readonly log: Log;
  readonly troubles: Troubles;
}

/** Looks at what Bailiff hangs on, and tells the people on call. What others see happen is told to it. */
export interface TroubleWatch {
  /** How a call to a connection's chat service ended. */
  readonly onVendor: (connection: string, failure: VendorFailure | null) => void;
  /** How posting into a channel ended. */
  readonly onPost: (channel: string, failure: SlackFailure | null) => void;
  start(drivers: ReadonlyMap<string, WatchedDriver>): void;
  stop(): void;
}

type WatchedDriver = Pick<BreakerDriver, "state" | "vendor">;

const LOOK_EVERY_MS = 5_000;
/** A channel that takes nothing for so long is a trouble, in milliseconds. */
const HELD_FOR_MS = 120_000;
/** Letters that died before are old news, in milliseconds. */
const LETTERS_FROM_MS = 24 * 3_600_000;
const MOST_LETTERS = 50;

type Standing = Omit<Trouble, "startsAt" | "endsAt">;

export function createTroubleWatch({ ledger, register, clock, log, troubles }: WatchedParts): TroubleWatch {
  /** What stands, by key, with its beginning. */
  const standing = new Map<string, { readonly trouble: Standing; readonly since: Instant }>();
  const wrong = new Map<string, { readonly since: Instant; readonly detail: string }>();
  const refusing = new Map<string, { readonly since: Instant; readonly why: string }>();
  const letters = new Set<string>();
  let drivers: ReadonlyMap<string, WatchedDriver> = new Map();
  let isFirst = true;
  let isOpen = false;
  let cancel = (): void => {};

  const begin = async (trouble: Standing, since: Instant): Promise<void> => {
    if (standing.has(trouble.key)) return;
    standing.set(trouble.key, { trouble, since });
    await troubles.raise({ ...trouble, startsAt: since, endsAt: null });
  };
  const end = async (trouble: Standing): Promise<void> => {
    const stood = standing.get(trouble.key);
    // One that an earlier start of this program told may still stand.
    if (!stood && !(isFirst && (await isTold(trouble.key)))) return;
    standing.delete(trouble.key);
    const endsAt = clock.now();
    await troubles.raise({ ...trouble, startsAt: stood?.since ?? endsAt, endsAt });
  };
  const isTold = async (key: string): Promise<boolean> => {
    const record = await ledger.newestAlert(OWN_SOURCE, key);
    return record !== null && (JSON.parse(record.body) as { readonly state: string }).state !== "resolved";
  };

  async function lookAtVendors(): Promise<void> {
    for (const [connection, driver] of drivers) {
      const state = driver.state();
      const at = { connection, vendor: driver.vendor, groups: groupsAt(connection) };
      const trouble = texts.vendorDown(at, state.kind === "open");
      await (state.kind === "open" ? begin(trouble, state.since) : end(trouble));
      const mistake = wrong.get(connection);
      const credential = texts.credentialFails(at, mistake?.detail ?? null);
      await (mistake ? begin(credential, mistake.since) : end(credential));
    }
  }

  function groupsAt(connection: string): readonly string[] {
    const groups = [...register.known().groups.values()].filter((group) => group.connection === connection);
    return [...new Set(groups.map(({ alias }) => alias))];
  }

  async function lookAtChannels(): Promise<void> {
    const { logChannel, policy, alerts } = register.known();
    const ours = new Set(
      [logChannel, policy.approvals?.channel, alerts?.channel].flatMap((one) => one ?? []),
    );
    for (const channel of ours) {
      const refused = refusing.get(channel);
      const trouble = texts.channelHeld(channel, refused?.why ?? null, channel === logChannel);
      const isLong = refused !== undefined && clock.now() - refused.since > HELD_FOR_MS;
      await (isLong ? begin(trouble, refused.since) : refused ? Promise.resolve() : end(trouble));
    }
  }

  async function lookAtLetters(): Promise<void> {
    const found = await ledger.deadLetters(MOST_LETTERS);
    for (const letter of found.filter(isNews)) {
      letters.add(letter.id);
      await troubles.raise({ ...texts.deadLetter(letter), startsAt: letter.at, endsAt: null });
    }
  }

  /** A message about an alert that could not be posted must not become an alert that cannot be posted either. */
  function isNews({ id, at }: DeadLetter): boolean {
    return !letters.has(id) && clock.now() - at < LETTERS_FROM_MS && !/^(alert|trouble)[:-]/.test(id);
  }

  const look = (): void => {
    Promise.resolve()
      .then(() => (register.known().alerts === null ? undefined : lookAtAll()))
      .catch((error: unknown) => {
        // A program that ends closes its journal under whoever still looks.
        if (isOpen) log.error({ err: error }, "Bailiff's own troubles could not be looked at");
      })
      .finally(() => {
        if (isOpen) cancel = clock.at(clock.now() + LOOK_EVERY_MS, look);
      })
      .catch(() => {});
  };
  const lookAtAll = async (): Promise<void> => {
    await lookAtVendors();
    await lookAtChannels();
    await lookAtLetters();
    isFirst = false;
  };

  return {
    onVendor(connection, failure) {
      if (failure === null) wrong.delete(connection);
      else if (failure.kind === "misconfigured" && !wrong.has(connection))
        wrong.set(connection, { since: clock.now(), detail: failure.detail });
    },
    onPost(channel, failure) {
      if (failure === null) refusing.delete(channel);
      else if (!refusing.has(channel))
        refusing.set(channel, { since: clock.now(), why: describeSlackFailure(failure) });
    },
    start(all) {
      drivers = all;
      isOpen = true;
      look();
    },
    stop() {
      isOpen = false;
      cancel();
    },
  };
}
