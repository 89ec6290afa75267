import { frequencyBy } from "../wire/frequency.ts";
import type { Effect, WireExchange } from "../wire/record.ts";
import { recordBy } from "../wire/record.ts";
import { serve } from "../wire/server.ts";
import type { SentCallback } from "../wire/callbacks.ts";
import { hyphenateCallbacks, type CallbackTarget } from "./callbacks.ts";
import type { HyphenateConsole } from "./console.ts";
import { consoleOf } from "./console.ts";
import type { Rules } from "./dispatch.ts";
import { dispatch, refusalAnswer } from "./dispatch.ts";
import type { Fault, FaultKind } from "./faults.ts";
import { openFaults } from "./faults.ts";
import { inWordsOf } from "./gate.ts";
import { issuedTokensBy } from "./issued-tokens.ts";
import type { HyphenateOptions, Vendor } from "./options.ts";
import { LIKELY } from "./options.ts";
import { EXPIRED } from "./refusals.ts";
import { requestedBy } from "./route.ts";
import { worldOf } from "./world.ts";

export type { GroupView, HyphenateConsole } from "./console.ts";
export { OPERATIONS } from "./contract.ts";
export type { Operation } from "./contract.ts";
export type { Fault, FaultKind } from "./faults.ts";
export { isFaultKind } from "./faults.ts";
export type * from "./options.ts";

/**
 * A stand-in for the REST API of Easemob or of Agora Chat on this machine, with the vendor's real paths, rules and
 * credentials, and a console to change things behind the API's back.
 */
export interface HyphenateEmulator extends HyphenateConsole {
  readonly vendor: Vendor;
  /** `http://127.0.0.1:<port>`, where the vendor has `https://{host}`. */
  readonly url: string;
  readonly port: number;
  /** Misbehave for the next `times` requests. Faults wait in line in the order given. Throws for an unknown kind. */
  fault(fault: Fault): void;
  /** Takes back every fault that has not yet happened. */
  clearFaults(): void;
  /** Faults that wait for a request, in the order in which they hit. */
  armed(): readonly { readonly kind: FaultKind; readonly left: number }[];
  /** What requests really changed, one row per account, in order. Mutes of the whole app are not in it. */
  effects(): readonly Effect[];
  /** The last requests on the wire, oldest first; without a number, all that are kept (at least 5,000). */
  requests(last?: number): readonly WireExchange[];
  /** How many calls were refused because there were too many in a second. */
  frequencyRefusals(): number;
  /** How many of `requests()` asked for a token. The vendors shut out those who ask too often. */
  tokenRequests(): number;
  /** Where callbacks go from now on; null: nowhere, as at the start. */
  callBackTo(target: CallbackTarget | null): void;
  /** Callbacks that were sent, oldest first. */
  callbacks(): readonly SentCallback[];
  /** Resolves when no callback is under way. */
  calledBack(): Promise<void>;
  /** Back to the world as described at the start: empties the record and cuts every request under way. Tokens stay good. */
  reset(): void;
  /** Stops at once, even when requests hang. */
  close(): Promise<void>;
}

/** Opens the emulator. Rejects when the port is taken or the description contradicts itself. */
export async function openHyphenateEmulator(options: HyphenateOptions): Promise<HyphenateEmulator> {
  const { vendor, clock } = options;
  const freshWorld = (): ReturnType<typeof worldOf> => worldOf(vendor, options.apps, clock.now());
  let world = freshWorld();
  const record = recordBy(clock, { path: (url) => url, text: withoutSecrets });
  const undocumented = { ...LIKELY, ...options.undocumented };
  const faults = openFaults(undocumented.throttledWith);
  const frequency = frequencyBy(clock);
  const callbacks = hyphenateCallbacks(clock, undocumented);
  const rules: Rules = {
    vendor,
    clock,
    undocumented,
    tokens: issuedTokensBy(clock),
    frequency: options.frequency === false ? null : frequency,
    record,
    callbacks,
  };
  const host = options.host ?? "127.0.0.1";
  const server = await serve({
    host,
    port: options.port ?? 0,
    faults,
    record,
    commandOf: (method, url) => requestedBy(vendor, method, url)?.operation ?? "",
    answer: (request) => dispatch(world, rules, request),
    refuse(refusal, { method, url }) {
      const target = requestedBy(vendor, method, url);
      return refusalAnswer(refusal === EXPIRED ? inWordsOf(target, EXPIRED, undocumented) : refusal, clock);
    },
  });
  return {
    ...consoleOf(
      () => world,
      () => clock.now(),
      callbacks,
    ),
    vendor,
    url: `http://${host}:${server.port}`,
    port: server.port,
    fault: (fault) => faults.arm(fault),
    clearFaults: () => faults.clear(),
    armed: () => faults.armed(),
    effects: () => record.effects(),
    requests: (last) => record.requests(last),
    frequencyRefusals: () => frequency.refusals(),
    callBackTo(target) {
      callbacks.target = target;
    },
    callbacks: () => callbacks.post.sent(),
    calledBack: () => callbacks.post.idle(),
    tokenRequests: () =>
      record.requests().filter(({ method, path }) => requestedBy(vendor, method, path)?.operation === "token")
        .length,
    reset() {
      server.cutAll();
      world = freshWorld();
      record.clear();
      faults.clear();
      frequency.clear();
      callbacks.post.clear();
    },
    async close() {
      callbacks.post.clear();
      await server.close();
    },
  };
}

/** Secrets, passwords and tokens let their bearer act, so they are not kept. */
function withoutSecrets(text: string): string {
  return text.replaceAll(/("(?:client_secret|access_token|password)"\s*:\s*)"[^"]*"?/g, '$1"***"');
}
