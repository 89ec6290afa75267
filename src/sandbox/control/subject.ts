/** What the control API needs from whoever runs Bailiff beside the sandbox. */
export interface Subject {
  /** Resolves when Bailiff has nothing under way, or after `withinMs` milliseconds of real time. */
  settled(withinMs: number): Promise<unknown>;
  /** Starts the bot anew with empty books. */
  reset(): Promise<void>;
  /** Addresses of the bot itself, for `GET /sandbox/world`. */
  readonly addresses: () => Readonly<Record<string, string>>;
}

/** The answer to a call: a status and JSON. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
}
