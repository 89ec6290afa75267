import { SANDBOX_AGORA, SANDBOX_EASEMOB } from "../hyphenate/cast.ts";
import { isFaultKind as isHyphenateFault } from "../hyphenate/faults.ts";
import type { Sandbox } from "../open.ts";
import { SANDBOX_APP } from "../tencent/cast.ts";
import type { SentCallback } from "../wire/callbacks.ts";
import type { Effect, WireExchange } from "../wire/record.ts";
import { isFaultKind as isTencentFault } from "../tencent/faults.ts";

/** The chat services as the control interface shows them: each in the same words. */
export const VENDORS = ["tencent", "easemob", "agora"] as const;
export type VendorName = (typeof VENDORS)[number];

export interface VendorControl {
  /** By id, or by the name the sandbox gives the group. */
  group(idOrName: string): unknown;
  effects(): readonly Effect[];
  requests(last: number): readonly WireExchange[];
  /** What it told Bailiff of its own accord. */
  callbacks(): readonly SentCallback[];
  /** False when the fault is none of this vendor's. */
  fault(kind: string, times: number, command: string | undefined): boolean;
  /** Takes all of its faults away. */
  clearFaults(): void;
  /** Those that wait for a request. */
  armed(): readonly { readonly kind: string; readonly left: number }[];
  /** What there is, and where. */
  readonly about: About;
  /** Where it listens, how one gets in, and what is there. */
  world(): object;
}

/** What a fault hits unless it names something else: requests that change something, so that reads do not use it up. */
const TENCENT_ACTS = [
  "forbid_send_msg",
  "delete_group_member",
  "add_group_member",
  "ban_group_member",
  "unban_group_member",
  "modify_group_base_info",
];
const HYPHENATE_ACTS = [
  "mute",
  "unmute",
  "members.add",
  "members.remove",
  "blocks.add",
  "blocks.remove",
  "ban.on",
  "ban.off",
];

interface About {
  readonly url: string;
  readonly accounts: readonly string[];
  readonly groups: readonly { readonly id: string; readonly name: string; readonly kind: string }[];
}

export function vendorOf(sandbox: Sandbox, name: VendorName): VendorControl {
  switch (name) {
    case "tencent":
      return tencentOf(sandbox);
    case "easemob": {
      const { clientId, clientSecret, org, app, accounts, groups } = SANDBOX_EASEMOB;
      const credentials = { org, app, clientId, clientSecret };
      return hyphenateOf(sandbox.easemob, { credentials, accounts, groups: groups.map(named) });
    }
    case "agora": {
      const { appId, appCertificate, org, app, accounts, groups } = SANDBOX_AGORA;
      const credentials = { appId, appCertificate, org, app };
      return hyphenateOf(sandbox.agora, { credentials, accounts, groups: groups.map(named) });
    }
    default:
      return name satisfies never;
  }
}

function named<Kind>({
  id,
  name,
  kind,
}: {
  readonly id: string;
  readonly name?: string;
  readonly kind: Kind;
}) {
  return { id, name: name ?? id, kind };
}

function tencentOf({ tencent }: Sandbox): VendorControl {
  const { sdkAppId, secretKey, admins, accounts } = SANDBOX_APP;
  const about = { url: tencent.url, accounts, groups: SANDBOX_APP.groups.map(named) };
  return {
    group: (id) => tencent.group(about.groups.find(({ name }) => name === id)?.id ?? id),
    effects: () => tencent.effects(),
    requests: (last) => tencent.requests(last),
    callbacks: () => tencent.callbacks(),
    fault(kind, times, command) {
      if (!isTencentFault(kind)) return false;
      tencent.fault({ kind, times, ...hitting(command, TENCENT_ACTS) });
      return true;
    },
    clearFaults: () => tencent.clearFaults(),
    armed: () => tencent.armed(),
    about,
    world: () => ({ credentials: { sdkAppId, secretKey, admin: admins[0] }, ...about }),
  };
}

function hyphenateOf(
  emulator: Sandbox["easemob"],
  {
    credentials,
    ...there
  }: {
    readonly credentials: object;
    readonly accounts: readonly string[];
    readonly groups: About["groups"];
  },
): VendorControl {
  const about = { url: emulator.url, ...there };
  return {
    group: (id) => emulator.group(about.groups.find(({ name }) => name === id)?.id ?? id),
    effects: () => emulator.effects(),
    requests: (last) => emulator.requests(last),
    callbacks: () => emulator.callbacks(),
    fault(kind, times, command) {
      if (!isHyphenateFault(kind)) return false;
      emulator.fault({ kind, times, ...hitting(command, HYPHENATE_ACTS) });
      return true;
    },
    clearFaults: () => emulator.clearFaults(),
    armed: () => emulator.armed(),
    about,
    world: () => ({ credentials, ...about }),
  };
}

function hitting(
  command: string | undefined,
  acts: readonly string[],
): { readonly command?: string | readonly string[] } {
  return command === "*" ? {} : { command: command ?? acts };
}
