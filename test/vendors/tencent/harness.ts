import { SANDBOX_APP } from "../../../src/sandbox/tencent/cast.ts";
import type { FaultKind } from "../../../src/sandbox/tencent/faults.ts";
import { GROUP_KINDS, type GroupKind } from "../../../src/sandbox/tencent/options.ts";
import type { Harness, Scene, Trouble } from "../conformance/harness.ts";
import { openStage, type Stage } from "./stage.ts";

const FAULTS = {
  too_often: "frequency",
  failed_inside: "error:10002",
  reset_before: "reset-before",
  reset_after: "reset-after",
  truncated: "truncate",
  hang: "hang",
  too_many: "error:10005",
  signature: "expired-token",
} as const satisfies Record<Trouble, FaultKind>;

/** The conformance cases' view of a Tencent group of one kind. */
function harnessOf({ driver, clock, emulator, group: groupOf, turns }: Stage, kind: GroupKind): Harness {
  const group = groupOf(kind);
  const truth = () => {
    const view = emulator.group(group.id);
    if (!view) throw new Error(`no group ${group.id}`);
    return view;
  };
  const endIn = (list: "muted" | "banned", account: string) =>
    truth()[list].find((row) => row.account === account)?.until ?? null;
  return {
    driver,
    clock,
    group,
    missing: { ...group, alias: "nowhere", id: "@TGS#nowhere" },
    owner: "administrator",
    admin: truth().members.find(({ role }) => role === "admin")?.account ?? null,
    members: ["tommy", "jared", "peter", "leckie"],
    outsider: "away1",
    stranger: "nobody",
    otherSpelling: null,
    secrets: [SANDBOX_APP.secretKey, "usersig"],
    isListed: kind !== "AVChatRoom" && kind !== "BChatRoom",
    hasTimer: { mute: true, ban: true },
    addTellsMembersApart: true,
    membersNow: () => truth().members.map(({ account }) => account),
    isMember: (account) => truth().members.some((member) => member.account === account),
    muteEnd: (account) => endIn("muted", account),
    banEnd: (account) => endIn("banned", account),
    isLocked: () => truth().locked,
    mute: (account, until) => emulator.setMute(group.id, account, until),
    ban: (account, until) => emulator.setBan(group.id, account, until),
    setLocked: (on) => emulator.setLocked(group.id, on),
    crowd(count, place) {
      const accounts = Array.from({ length: count }, (_, index) => `crowd${index + 1}`);
      emulator.setMaxMembers(group.id, 100_000);
      for (const account of accounts) {
        emulator.addAccount(account);
        if (place === "inside") emulator.join(group.id, account);
      }
      return accounts;
    },
    changes: () => emulator.effects().length,
    requests: () => emulator.requests().length,
    turns,
    provoke: (trouble) => emulator.fault({ kind: FAULTS[trouble], times: 1 }),
  };
}

export function tencentScene(kind: GroupKind): Scene {
  return {
    name: `a Tencent group of kind ${kind}`,
    async open() {
      const stage = await openStage();
      return {
        harness: harnessOf(stage, kind),
        [Symbol.asyncDispose]: () => stage[Symbol.asyncDispose](),
      };
    },
  };
}

/** Every kind but BChatRoom, which takes nothing. */
export const tencentScenes: readonly Scene[] = GROUP_KINDS.filter((kind) => kind !== "BChatRoom").map(
  tencentScene,
);
