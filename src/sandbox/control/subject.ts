import type { Instant } from "../../clock.ts";

/** What the control API needs from whoever runs Bailiff beside the sandbox. */
export interface Subject {
  /**
   * Resolves when Bailiff has nothing under way, or after `withinMs` milliseconds of real time. While it is away and
   * will be back, it is waited for.
   */
  settled(withinMs: number): Promise<unknown>;
  /** Moves everybody's clock forward, by milliseconds. Resolves when the bot's has moved too. */
  advance(ms: number): Promise<void>;
  /** Starts the bot anew with empty books. */
  reset(): Promise<void>;
  /**
   * SIGKILL, at once; resolves when the bot is dead. It is started anew over the same books after `backAfterMs`
   * milliseconds of real time, also when it was dead already.
   */
  kill(backAfterMs: number): Promise<void>;
  /** Holds the bot's record against its hashes and checkpoints, or a copy of it in which somebody altered an entry. */
  verify(alter: boolean): Promise<Verification>;
  readonly life: () => Life;
  /** Calls the listener at every change; the answer ends that. */
  readonly onLife: (listener: (life: Life) => void) => () => void;
  /** Addresses of the bot itself, for `GET /sandbox/world`. */
  readonly addresses: () => Readonly<Record<string, string>>;
}

export interface Verification {
  /** As `bailiff audit verify` exits: 0 where nothing was altered. */
  readonly exit: number;
  /** What it prints. */
  readonly text: string;
  /** The entry that was altered first; null where none was. */
  readonly altered: number | null;
}

export interface Life {
  readonly state: "running" | "killed" | "starting";
  /** When that began, by the sandbox's clock. */
  readonly since: Instant;
  /** How often it was started anew over these books. */
  readonly restarts: number;
  /** Its process; null while there is none. */
  readonly pid: number | null;
}

/** The answer to a call: a status and JSON. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
}
