import type { Instant } from "../../../clock.ts";

/**
 * One request to the Web API, or elsewhere: to a response_url (as method `response_url`), of bytes to an upload URL
 * (`upload_url`), for a private file (`url_private`). Tokens are not kept.
 */
export interface Call {
  readonly method: string;
  readonly at: Instant;
  readonly arguments: Readonly<Record<string, unknown>>;
  /** `ok`, Slack's error name, or the fault that hit the call; `open` while no answer has been made. */
  readonly outcome: string;
}

export interface CallLog {
  /** Writes the call down; the answer sets its outcome. */
  note(method: string, at: Instant, values: Readonly<Record<string, unknown>>): (outcome: string) => void;
  calls(): readonly Call[];
  forget(): void;
}

/** `onAnswered` hears of each call once its outcome is known. */
export function openCallLog(onAnswered: (call: Call) => void): CallLog {
  let log: { -readonly [K in keyof Call]: Call[K] }[] = [];
  return {
    note(method, at, values) {
      const call = { method, at, arguments: values, outcome: "open" };
      log.push(call);
      return (outcome) => {
        call.outcome = outcome;
        onAnswered(structuredClone(call));
      };
    },
    calls: () => structuredClone(log),
    forget() {
      log = [];
    },
  };
}
