import type { SentCallback } from "../wire/callbacks.ts";
import { tencentCallbacks, type CallbackTarget } from "./callbacks.ts";
import type { TencentConsole } from "./console.ts";
import { consoleOf } from "./console.ts";
import type { Rules } from "./dispatch.ts";
import { dispatch } from "./dispatch.ts";
import type { Fault, FaultKind } from "./faults.ts";
import { openFaults } from "./faults.ts";
import { frequencyBy } from "./frequency.ts";
import { secondsOf } from "./mutes.ts";
import type { TencentOptions } from "./options.ts";
import { LIKELY } from "./options.ts";
import type { Effect, WireExchange } from "./record.ts";
import { recordBy } from "./record.ts";
import { serve } from "./server.ts";
import { worldOf } from "./world.ts";

/**
 * A stand-in for the REST API of Tencent Cloud Chat on this machine, with the vendor's real paths, rules and
 * credentials, and a console to change things behind the API's back.
 */
export interface TencentEmulator extends TencentConsole {
  /** `http://127.0.0.1:<port>`, where the vendor has `https://console.tim.qq.com`. */
  readonly url: string;
  readonly port: number;
  /** Misbehave for the next `times` requests. Faults wait in line in the order given. Throws for an unknown kind. */
  fault(fault: Fault): void;
  /** Takes back every fault that has not yet happened. */
  clearFaults(): void;
  /** Faults that wait for a request, in the order in which they hit. */
  armed(): readonly { readonly kind: FaultKind; readonly left: number }[];
  /** What requests really changed, one row per account, in order. */
  effects(): readonly Effect[];
  /** The last requests on the wire, oldest first; without a number, all that are kept (at least 5,000). */
  requests(last?: number): readonly WireExchange[];
  /** How many calls were refused with 60007 because there were too many in a second. */
  frequencyRefusals(): number;
  /** Where callbacks go from now on; null: nowhere, as at the start. */
  callBackTo(target: CallbackTarget | null): void;
  /** Callbacks that were sent, oldest first. */
  callbacks(): readonly SentCallback[];
  /** Resolves when no callback is under way. */
  calledBack(): Promise<void>;
  /** Back to the world as described at the start: empties the record and cuts every request under way. */
  reset(): void;
  /** Stops at once, even when requests hang. */
  close(): Promise<void>;
}

/** Opens the emulator. Rejects when the port is taken or the description contradicts itself. */
export async function openTencentEmulator(options: TencentOptions): Promise<TencentEmulator> {
  const { clock } = options;
  const freshWorld = (): ReturnType<typeof worldOf> => worldOf(options.apps, secondsOf(clock.now()));
  let world = freshWorld();
  const record = recordBy(clock);
  const faults = openFaults();
  const frequency = frequencyBy(clock);
  const callbacks = tencentCallbacks(clock);
  const rules: Rules = {
    clock,
    limits: options.limits ?? "seed",
    dialect: options.dialect ?? "both",
    undocumented: { ...LIKELY, ...options.undocumented },
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
    answer: (request) => dispatch(world, rules, request),
  });
  return {
    ...consoleOf(
      () => world,
      rules.undocumented,
      () => clock.now(),
      callbacks,
    ),
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
