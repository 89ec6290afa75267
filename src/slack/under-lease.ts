import { Agent, fetch, type Dispatcher, type RequestInit } from "undici";
import type { FetchFunction } from "@slack/web-api";
import { askBeforeWriting } from "../before-writing.ts";
import { currentLease } from "../cases/lease.ts";

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

/**
 * Looks at the lease before anything is written. One for all clients of Slack, which so share their connections. Without
 * HTTP/2, where a session that is told to go away repeats requests by itself (undici 8.12).
 */
export const agentUnderLease: Dispatcher = new Agent({ allowH2: false }).compose(
  (dispatch) => (options, handler) => {
    const lease = currentLease();
    if (!lease) return dispatch(options, handler);
    return dispatch(
      options,
      askBeforeWriting(handler, () => (lease.isHeld() ? null : new TakenOver())),
    );
  },
);

/** Asks the journal too, where the clock says that the lease ran out: nobody may have taken it. */
export const fetchUnderLease: FetchFunction = async (url, init) => {
  const lease = currentLease();
  if (lease && !(await lease.isStillHeld())) throw new TakenOver();
  // The client's own word for it comes from the types of Node. Its bodies are texts: files go another way.
  return fetch(url, { ...(init as RequestInit), dispatcher: agentUnderLease });
};
