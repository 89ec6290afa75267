import type { FaultKind, SpaceKind, Undocumented, Vendor } from "../../../src/sandbox/hyphenate/emulator.ts";
import type { Harness, Scene, Trouble } from "../conformance/harness.ts";
import { openStage, type Stage } from "./stage.ts";

const FAULTS = {
  too_often: "frequency",
  failed_inside: "error:internal_server_error",
  reset_before: "reset-before",
  reset_after: "reset-after",
  truncated: "truncate",
  hang: "hang",
  signature: "expired-token",
} as const satisfies Record<Exclude<Trouble, "too_many">, FaultKind>;

/** The conformance cases' view of a chat group or a chat room. */
async function harnessOf(
  stage: Stage,
  vendor: Vendor,
  kind: SpaceKind,
  undocumented: Partial<Undocumented>,
): Promise<Harness> {
  const roomsCountAll = undocumented.agoraRoomAddExisting === "counts";
  const { driver, clock, emulator, turns } = stage;
  const group = stage.group(kind);
  // Credentials are no part of the books: with one at hand, requests are those about groups and accounts. It is
  // fetched by a look at another group, so that nothing is kept about this one.
  await driver.describe(stage.group(kind === "chatgroup" ? "chatroom" : "chatgroup"));
  const truth = () => emulator.group(group.id) ?? fail();
  return {
    driver,
    clock,
    group,
    missing: { ...group, alias: "nowhere", id: "999999999999999" },
    owner: "administrator",
    admin: "marshal",
    members: ["tommy", "jared", "peter", "leckie"],
    outsider: "away1",
    stranger: "nobody",
    otherSpelling: "Tommy",
    secrets: stage.secrets,
    isListed: true,
    hasTimer: { mute: true, ban: false },
    // Easemob's rooms, and perhaps Agora's, count those who were there already among the new ones.
    addTellsMembersApart: kind === "chatgroup" || (vendor === "agora" && !roomsCountAll),
    membersNow: () => truth().members.map(({ account }) => account),
    isMember: (account) => truth().members.some((member) => member.account === account),
    muteEnd: (account) => truth().muted.find((row) => row.account === account)?.until ?? null,
    banEnd: (account) => (truth().banned.includes(account) ? "permanent" : null),
    isLocked: () => truth().locked,
    mute: (account, until) => emulator.setMute(group.id, account, until),
    ban: (account) => emulator.setBan(group.id, account, true),
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
    requests: () => stage.requests(),
    turns,
    provoke(trouble) {
      // The stand-in refuses for size only what is too large by its own table.
      if (trouble === "too_many") stage.refuseNextForSize();
      else emulator.fault({ kind: FAULTS[trouble], times: 1 });
    },
  };
}

function fail(): never {
  throw new Error("the stage is not as it should be");
}

export function hyphenateScene(
  vendor: Vendor,
  kind: SpaceKind,
  undocumented: Partial<Undocumented> = {},
): Scene {
  return {
    name: `${vendor === "easemob" ? "an Easemob" : "an Agora"} ${kind}`,
    async open() {
      const stage = await openStage(vendor, { undocumented });
      return {
        harness: await harnessOf(stage, vendor, kind, undocumented),
        [Symbol.asyncDispose]: () => stage[Symbol.asyncDispose](),
      };
    },
  };
}
