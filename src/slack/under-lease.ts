import { Agent, DecoratorHandler, fetch, type Dispatcher, type RequestInit } from "undici";
import type { FetchFunction } from "@slack/web-api";
import { currentLease, type HeldLease } from "../cases/lease.ts";

/**
 * Requests to Slack are sent only while the job behind them is this process's own. Slack takes a message twice, and a
 * card that is set back to what it said before: a process that was paused, and whose jobs another one has meanwhile
 * done, must send nothing of them when it wakes up.
 */

class TakenOver extends Error {
  override readonly name = "TakenOver";
}

/** Whether nothing was sent, because another process may have taken the job over. */
export function isTakenOver(error: Error): boolean {
  return error instanceof TakenOver || error.cause instanceof TakenOver;
}

/** Asks the journal before a request where the clock says that the lease ran out: nobody may have taken it. */
export function fetchUnderLease(): FetchFunction {
  const dispatcher = agentUnderLease();
  return async (url, init) => {
    const lease = currentLease();
    if (lease && !(await lease.isStillHeld())) throw new TakenOver();
    // The client's own word for it comes from the types of Node. Its bodies are texts: files go another way.
    return fetch(url, { ...(init as RequestInit), dispatcher });
  };
}

/**
 * Looks once more when a connection stands and nothing but the writing is left to do: a process is paused just as well
 * between the decision to send and the sending.
 */
export function agentUnderLease(): Dispatcher {
  // An HTTP/2 session that is told to go away repeats requests by itself (undici 8.12).
  return new Agent({ allowH2: false }).compose((dispatch) => (options, handler) => {
    const lease = currentLease();
    return dispatch(options, lease ? new WhileHeld(handler, lease) : handler);
  });
}

class WhileHeld extends DecoratorHandler {
  readonly #handler: Dispatcher.DispatchHandler;
  readonly #lease: HeldLease;

  constructor(handler: Dispatcher.DispatchHandler, lease: HeldLease) {
    super(handler);
    this.#handler = handler;
    this.#lease = lease;
  }

  onRequestStart(controller: Dispatcher.DispatchController, context: unknown): void {
    this.#handler.onRequestStart?.(controller, context);
    if (!this.#lease.isHeld()) controller.abort(new TakenOver());
  }
}
