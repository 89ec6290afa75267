import { SANDBOX_APP } from "../../../src/sandbox/tencent/cast.ts";
import type { FaultKind } from "../../../src/sandbox/tencent/faults.ts";
import type { GroupKind } from "../../../src/sandbox/tencent/options.ts";
import type { Harness } from "../conformance/harness.ts";
import type { Stage } from "./stage.ts";

const FAULTS = {
  too_often: "frequency",
  failed_inside: "error:10002",
  reset_before: "reset-before",
  reset_after: "reset-after",
  too_many: "error:10005",
  signature: "expired-token",
} as const satisfies Record<string, FaultKind>;

/** The conformance cases' view of a Tencent group of one kind. */
export function harnessOf({ driver, clock, emulator, group: groupOf }: Stage, kind: GroupKind): Harness {
  const group = groupOf(kind);
  const truth = () => {
    const view = emulator.group(group.id);
    if (!view) throw new Error(`no group ${group.id}`);
    return view;
  };
  return {
    driver,
    clock,
    group,
    missing: { ...group, alias: "nowhere", id: "@TGS#nowhere" },
    owner: "administrator",
    members: ["tommy", "jared", "peter", "leckie"],
    outsider: "away1",
    stranger: "nobody",
    secrets: [SANDBOX_APP.secretKey, "usersig"],
    isMember: (account) => truth().members.some((member) => member.account === account),
    muteEnd: (account) => truth().muted.find((row) => row.account === account)?.until ?? null,
    mute: (account, until) => emulator.setMute(group.id, account, until),
    changes: () => emulator.effects().length,
    requests: () => emulator.requests().length,
    provoke: (trouble) => emulator.fault({ kind: FAULTS[trouble], times: 1 }),
  };
}
