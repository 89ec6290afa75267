import type { Clock } from "../../clock.ts";
import { fail, ok } from "../../result.ts";
import { Secret } from "../../secret.ts";
import { openHttp } from "../http.ts";
import type { Pace, VendorDriver } from "../port.ts";
import { carryOut, START_WITHIN_MS } from "./act.ts";
import type { Generation } from "./contract.ts";
import { createSpeaker, type Dialect } from "./dialect.ts";
import { VENDOR } from "./errors.ts";
import { createGroups } from "./groups.ts";
import { createLimits } from "./limits.ts";
import { createMembers } from "./members.ts";
import { readStates } from "./states.ts";
import { createSigner } from "./usersig.ts";
import { createWire } from "./wire.ts";

/** One Tencent Cloud Chat app and how to reach it. */
export interface TencentOptions {
  /** Name of the connection in the configuration. */
  readonly connection: string;
  /** `https://` and a host of `TENCENT_HOSTS`, or the address of a proxy or of the sandbox. */
  readonly baseUrl: string;
  readonly sdkAppId: number;
  /** An app administrator, in whose name everything is done. */
  readonly admin: string;
  readonly secretKey: Secret | string;
  readonly clock: Clock;
  readonly pace: Pace;
  /** A whole number from 0 to 4294967295. */
  readonly random: () => number;
  /** Longest time for one exchange in milliseconds. Default 5000; the vendor itself gives up after 3000. */
  readonly timeoutMs?: number;
  /** Field names of mutes. Default `auto`: the old ones, and the new ones when those are not understood. */
  readonly dialect?: "auto" | Dialect;
  /** Edition of the vendor's limits to start from. Default `seed`. */
  readonly limits?: Generation;
}

const DEFAULT_TIMEOUT_MS = 5_000;

export function openTencentDriver(options: TencentOptions): VendorDriver {
  const { connection, clock, baseUrl, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  const secretKey = typeof options.secretKey === "string" ? new Secret(options.secretKey) : options.secretKey;
  const http = openHttp({ vendor: VENDOR, baseUrl, timeoutMs });
  const send = createWire({ ...options, http, signer: createSigner({ ...options, secretKey }) });
  const speaker = createSpeaker(options.dialect ?? "auto");
  const limits = createLimits(options.limits ?? "seed");
  const groups = createGroups(send, clock);
  const members = createMembers(send, speaker);

  return {
    vendor: "tencent",
    connection,
    answerWithinMs: START_WITHIN_MS + timeoutMs,

    async describe(group) {
      const facts = await groups.facts(group.id);
      if (!facts.ok) return fail(facts.failure.failure);
      return ok({ group, ...facts.value, supports: limits.supportsOf(facts.value.kind) });
    },

    async states(group, accounts) {
      const states = await readStates(members, group, accounts);
      return states.ok ? states : fail(states.failure.failure);
    },

    async muted(group) {
      const muted = await members.muted(group.group.id, group.kind);
      return muted.ok ? muted : fail(muted.failure.failure);
    },

    act: (group, act) => carryOut({ send, speaker, limits, groups, clock }, group, act),

    close: () => http.close(),
  };
}
