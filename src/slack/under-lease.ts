import { Agent, request, Response, type Dispatcher } from "undici";
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
  return error instanceof TakenOver;
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

/**
 * Asks the journal too, where the clock says that the lease ran out: nobody may have taken it. Not undici's own `fetch`,
 * which writes the head of a request first and its body a moment later: paused between the two, a process would send the
 * body, and with it the message, when it wakes up.
 */
export const fetchUnderLease: FetchFunction = async (url, { method = "GET", headers, body, signal } = {}) => {
  // The client makes forms of files alone, which go another way.
  if (body !== undefined && typeof body !== "string") throw new TypeError("only texts are sent to Slack so");
  const lease = currentLease();
  if (lease && !(await lease.isStillHeld())) throw new TakenOver();
  const answer = await request(url, {
    dispatcher: agentUnderLease,
    method: method as Dispatcher.HttpMethod,
    ...(headers && { headers }),
    ...(body !== undefined && { body }),
    ...(signal && { signal }),
  });
  // Read in any case, because the connection is free only after that.
  const bytes = await answer.body.arrayBuffer();
  return new Response(bytes.byteLength === 0 ? null : bytes, {
    status: answer.statusCode,
    statusText: answer.statusText,
    headers: singles(answer.headers),
  });
};

/** Of what an answer says more than once, such as cookies, nothing is needed. */
function singles(headers: Readonly<Record<string, string | string[] | undefined>>): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value]] : [],
  );
}
