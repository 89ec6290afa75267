import { request } from "node:http";
import { text } from "node:stream/consumers";
import pLimit from "p-limit";
import type { Clock, Instant } from "../../clock.ts";

/** One callback as it was sent, with what came of it. */
export interface SentCallback {
  readonly at: Instant;
  /** The vendor's name for what it tells. */
  readonly event: string;
  readonly url: string;
  readonly body: string;
  /** How often it was sent. */
  readonly tries: number;
  /** HTTP status of the last answer; null: none came, or it is still under way. */
  readonly status: number | null;
}

/** A callback that is to be sent. Each try is written anew, as a signature carries the time. */
export interface Letter {
  readonly event: string;
  /** Tries in all. */
  readonly tries: number;
  readonly write: () => { readonly url: string; readonly body: string };
}

/** The vendor's side of callbacks: sends them beside whatever else it does, and tries again as it documents. */
export interface CallbackPost {
  send(letter: Letter): void;
  sent(): readonly SentCallback[];
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
  /** Forgets what was sent, and cuts what is under way. */
  clear(): void;
}

const KEPT = 5_000;
/** Callbacks under way at a time; the others wait their turn. */
const ABREAST = 32;

/** `patienceMs`: how long an answer is waited for, in real time, as the receiver's own work takes real time. */
export function callbackPost(clock: Clock, patienceMs: number): CallbackPost {
  let session = new AbortController();
  let sent: (SentCallback & { tries: number; status: number | null })[] = [];
  const underWay = new Set<Promise<void>>();
  const turn = pLimit(ABREAST);

  const deliver = async ({ event, tries, write }: Letter, signal: AbortSignal): Promise<void> => {
    if (signal.aborted) return;
    const { url, body } = write();
    const kept = { at: clock.now(), event, url, body, tries: 0, status: null as number | null };
    sent.push(kept);
    if (sent.length > KEPT) sent = sent.slice(-KEPT / 2);
    for (let tried = 0; tried < tries && !signal.aborted; tried += 1) {
      const letter = tried === 0 ? { url, body } : write();
      kept.tries += 1;
      kept.status = await post(letter, AbortSignal.any([AbortSignal.timeout(patienceMs), signal]));
      if (kept.status === 200) return;
    }
  };

  return {
    send(letter) {
      const { signal } = session;
      const run = turn(() => deliver(letter, signal)).finally(() => underWay.delete(run));
      underWay.add(run);
    },
    sent: () => sent.map((each) => ({ ...each })),
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    clear() {
      session.abort();
      session = new AbortController();
      sent = [];
    },
  };
}

/** The status of the answer; null: none came. */
function post(
  letter: { readonly url: string; readonly body: string },
  signal: AbortSignal,
): Promise<number | null> {
  return new Promise((resolve) => {
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(letter.body) };
    const outgoing = request(letter.url, { method: "POST", headers, agent: false, signal });
    outgoing.on("error", () => resolve(null));
    outgoing.on("response", (response) => {
      text(response).then(
        () => resolve(response.statusCode ?? null),
        () => resolve(null),
      );
    });
    outgoing.end(letter.body);
  });
}
