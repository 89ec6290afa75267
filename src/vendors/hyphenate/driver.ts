import type { Clock } from "../../clock.ts";
import { fail, ok, type Result } from "../../result.ts";
import { Secret } from "../../secret.ts";
import { spaceTrouble, VENDOR_NAMES } from "../../texts/hyphenate.ts";
import { readTrouble } from "../../texts/vendor.ts";
import { openHttp, type HttpClient } from "../http.ts";
import type { GroupState, Pace, Urgency, VendorDriver, VendorFailure } from "../port.ts";
import { START_WITHIN_MS } from "../turn.ts";
import { carryOut } from "./act.ts";
import { agoraTokens } from "./agora-token.ts";
import type { Space } from "./contract.ts";
import { easemobTokens } from "./easemob-token.ts";
import type { Trouble } from "./errors.ts";
import { createGroups } from "./groups.ts";
import { createLimits, spaceOfKind } from "./limits.ts";
import { createLists } from "./lists.ts";
import { readMemberPage } from "./member-page.ts";
import { createMembers } from "./members.ts";
import { foldName } from "./names.ts";
import { readStates, type Asked } from "./states.ts";
import type { Tokens } from "./tokens.ts";
import { createWire } from "./wire.ts";

/** How an app is named in every path: by its organization and name, or (Agora's newer documents) by its App ID. */
export type Template = { readonly org: string; readonly app: string } | { readonly appId: string };

interface CommonOptions {
  /** Name of the connection in the configuration. */
  readonly connection: string;
  /** `https://` and the vendor's REST host from its console, or the address of a proxy or of the sandbox. */
  readonly baseUrl: string;
  readonly template: Template;
  /** Ids that are chat rooms. Every other id is taken for a chat group. */
  readonly rooms: ReadonlySet<string>;
  readonly clock: Clock;
  readonly pace: Pace;
  /** Longest time for one exchange in milliseconds. Default 5000. */
  readonly timeoutMs?: number;
}

/** One Easemob or Agora Chat app and how to reach it. */
export type HyphenateOptions = CommonOptions &
  (
    | {
        readonly vendor: "easemob";
        readonly credentials: { readonly clientId: string; readonly clientSecret: Secret | string };
      }
    | {
        readonly vendor: "agora";
        /** 32 hexadecimal digits each. */
        readonly credentials: { readonly appId: string; readonly appCertificate: Secret | string };
      }
  );

const DEFAULT_TIMEOUT_MS = 5_000;

/** Members can only be told by listing them, which costs the same for one as for all. */
const READS_TOGETHER = 10_000;

export function openHyphenateDriver(options: HyphenateOptions): VendorDriver {
  const { vendor, connection, baseUrl, rooms, clock, pace, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  const http = openHttp({ vendor: VENDOR_NAMES[vendor], baseUrl, timeoutMs });
  const appPath = appPathOf(options.template);
  const tokens = tokensFor(options, http, appPath);
  const send = createWire({ vendor, connection, appPath, http, tokens, clock, pace });
  const limits = createLimits(vendor);
  const groups = createGroups(vendor, send, clock);
  const members = createMembers(vendor, send);
  const lists = createLists(send, clock);
  const reading = { groups, members, lists };
  const base = baseUrl.replace(/\/$/, "") + appPath;

  /** Reads something about a group of a known kind. A group that has gone is forgotten. */
  async function read<T>(
    group: GroupState,
    urgency: Urgency,
    ask: (asked: Asked, id: string) => Promise<Result<T, Trouble>>,
  ): Promise<Result<T, VendorFailure>> {
    const space = spaceOfKind(group.kind);
    if (space === null) return fail(unknownKind(group.kind));
    const answered = await ask({ group, space, urgency }, group.group.id);
    if (answered.ok) return answered;
    if (answered.failure.failure.kind === "no_group") groups.forget(space, group.group.id);
    return fail(answered.failure.failure);
  }

  return {
    vendor,
    connection,
    answerWithinMs: START_WITHIN_MS + timeoutMs,
    readsTogether: READS_TOGETHER,
    nameOf: foldName,

    async describe(group) {
      const kind: Space = rooms.has(group.id) ? "chatroom" : "chatgroup";
      const facts = await groups.facts(kind, group.id);
      if (!facts.ok) return fail(facts.failure.failure);
      const { owner, members: count, readAt } = facts.value;
      return ok({ group, kind, owner, members: count, readAt, supports: limits.supportsOf(kind) });
    },

    states: (group, accounts, facets, urgency = "prompt") =>
      read(group, urgency, (asked) => readStates(reading, asked, accounts, facets)),

    muted: (group) => read(group, "prompt", ({ space, urgency }, id) => lists.muted(space, id, urgency)),

    banned: (group) =>
      read(group, "prompt", async ({ space, urgency }, id) => {
        const blocked = await lists.blocked(space, id, urgency);
        if (!blocked.ok) return blocked;
        return ok(blocked.value.map((account) => ({ account, until: "permanent" as const })));
      }),

    members: (group, from, limit) =>
      read(group, "prompt", (asked) => readMemberPage(reading, asked, from, limit)),

    async locked(group) {
      const facts = await read(group, "prompt", ({ space, urgency }, id) =>
        groups.factsNow(space, id, urgency),
      );
      if (!facts.ok) return facts;
      if (facts.value.isLocked !== null) return ok(facts.value.isLocked);
      const detail = readTrouble.groupLeftOut(VENDOR_NAMES[vendor], group.group.id);
      return fail({ kind: "unavailable", detail });
    },

    act: (group, act, urgency = "prompt") =>
      carryOut({ vendor, base, send, limits, reading, clock }, group, act, urgency),

    close: () => http.close(),
  };
}

function appPathOf(template: Template): string {
  if ("appId" in template) return `/app-id/${encodeURIComponent(template.appId)}`;
  return `/${encodeURIComponent(template.org)}/${encodeURIComponent(template.app)}`;
}

function tokensFor(options: HyphenateOptions, http: HttpClient, appPath: string): Tokens {
  const { clock } = options;
  switch (options.vendor) {
    case "easemob": {
      const { clientId, clientSecret } = options.credentials;
      const credentials = { clientId, clientSecret: asSecret(clientSecret) };
      return easemobTokens({ http, path: `${appPath}/token`, credentials, clock });
    }
    case "agora": {
      const { appId, appCertificate } = options.credentials;
      return agoraTokens({ appId, appCertificate: asSecret(appCertificate) }, clock);
    }
    default:
      return options satisfies never;
  }
}

function asSecret(value: Secret | string): Secret {
  return typeof value === "string" ? new Secret(value) : value;
}

function unknownKind(kind: string): VendorFailure {
  return { kind: "unsupported", detail: spaceTrouble.unknownKind(kind), instead: [] };
}
