import type { Clock } from "../../clock.ts";
import { fail, ok, type Result } from "../../result.ts";
import { Secret } from "../../secret.ts";
import { openHttp } from "../http.ts";
import { joinReads } from "../joined-reads.ts";
import type { Pace, Urgency, VendorDriver, VendorFailure } from "../port.ts";
import { START_WITHIN_MS } from "../turn.ts";
import { carryOut } from "./act.ts";
import { createBans } from "./bans.ts";
import { READS, type Generation } from "./contract.ts";
import { createSpeaker, type Dialect } from "./dialect.ts";
import { VENDOR, type Trouble } from "./errors.ts";
import { createGroups } from "./groups.ts";
import { createLimits } from "./limits.ts";
import { readLock } from "./lock.ts";
import { createMemberList } from "./member-list.ts";
import { createMembers } from "./members.ts";
import { readStates, type Reading } from "./states.ts";
import { createSigner } from "./usersig.ts";
import { createWire, urged } from "./wire.ts";

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

  function reading(urgency: Urgency): Reading {
    const sendAs = urged(send, urgency);
    return { members: createMembers(sendAs, speaker), bans: createBans(sendAs, clock) };
  }
  const prompt = reading("prompt");
  const readings: Readonly<Record<Urgency, Reading>> = { prompt, patient: joined(reading("patient")) };
  const memberList = createMemberList(send);

  return {
    vendor: "tencent",
    connection,
    answerWithinMs: START_WITHIN_MS + timeoutMs,
    readsTogether: READS.roles.batch,
    // Tencent's accounts are compared to the letter (269/1519: values are case-sensitive).
    nameOf: (account) => account,

    async describe(group) {
      const facts = await groups.facts(group.id);
      if (!facts.ok) return fail(facts.failure.failure);
      return ok({ group, ...facts.value, supports: limits.supportsOf(facts.value.kind) });
    },

    async states(group, accounts, facets, urgency = "prompt") {
      return told(await readStates(readings[urgency], group, accounts, facets));
    },
    muted: async ({ group, kind }) => told(await prompt.members.muted(group.id, kind)),
    banned: async ({ group, kind }) => told(await prompt.bans.banned(group.id, kind)),
    members: async ({ group, kind }, from, limit) => told(await memberList.read(group.id, kind, from, limit)),
    locked: async ({ group, kind }) => told(await readLock(send, group.id, kind)),

    act(group, act, urgency = "prompt") {
      const { bans } = prompt;
      return carryOut({ send: urged(send, urgency), speaker, limits, groups, bans, clock }, group, act);
    },

    close: () => http.close(),
  };
}

/** The requests of a batch read the same lists at the same time. */
function joined({ members, bans }: Reading): Reading {
  const reads = joinReads();
  return {
    members: {
      ...members,
      muted: (id, kind) => reads.read(`muted:${id}`, () => members.muted(id, kind)),
    },
    bans: { banned: (id, kind) => reads.read(`banned:${id}`, () => bans.banned(id, kind)) },
  };
}

/** Tencent's code stays inside. */
function told<T>(result: Result<T, Trouble>): Result<T, VendorFailure> {
  return result.ok ? result : fail(result.failure.failure);
}
