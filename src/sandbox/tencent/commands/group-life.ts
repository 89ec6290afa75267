import { z } from "zod";
import { ok } from "../../../result.ts";
import { Roster } from "../../wire/roster.ts";
import { refuse } from "../codes.ts";
import { MAX_MEMBERS, termsOf } from "../contract.ts";
import type { GroupKind } from "../options.ts";
import { GROUP_KINDS } from "../options.ts";
import type { GroupState, World } from "../world.ts";
import { dissolve, isGroupId } from "../world.ts";
import type { Call, Handler } from "./call.ts";
import { Account, bodyAs, groupFor } from "./call.ts";

const CreateBody = z.object({
  Owner_Account: Account.optional(),
  Type: z.enum(GROUP_KINDS),
  Name: z.string().min(1),
  GroupId: z.string().optional(),
  MaxMemberNum: z.int().min(1).optional(),
  InviteJoinOption: z.enum(["FreeAccess", "NeedPermission", "DisableApply"]).optional(),
  MemberList: z.array(z.object({ Member_Account: Account, Role: z.literal("Admin").optional() })).optional(),
});
type CreateBody = z.infer<typeof CreateBody>;

export const createGroup: Handler = (call) => {
  const body = bodyAs(call, CreateBody);
  if (!body.ok) return body;
  const wanted = body.value;
  const listed = wanted.MemberList ?? [];
  const most = termsOf("create_group").accounts?.[call.limits] ?? 0;
  if (listed.length > most) return refuse(10005, `at most ${most}`);
  // Nobody can be put into a live or broadcast room (CN 269/1615).
  if (listed.length > 0 && termsOf("add_group_member").refuses[wanted.Type] !== undefined) {
    return refuse(10007, "MemberList");
  }
  const id = wanted.GroupId ?? freeId(call.world, wanted.Type);
  if (wanted.GroupId !== undefined && !isOwnId(id, wanted.Type)) return refuse(10004, "GroupId");
  if (isTaken(call.world, id)) return refuse(10021);
  const accounts = listed.map((row) => row.Member_Account);
  if (wanted.Owner_Account !== undefined) accounts.push(wanted.Owner_Account);
  const unknown = accounts.find((account) => !call.app.accounts.has(account));
  if (unknown !== undefined) return refuse(10019, unknown);
  call.app.groups.set(id, newGroup(call, id, wanted));
  return ok({ GroupId: id });
};

function newGroup(call: Call, id: string, wanted: CreateBody): GroupState {
  const group: GroupState = {
    id,
    kind: wanted.Type,
    name: wanted.Name,
    createdAtSeconds: call.nowSeconds,
    maxMembers: wanted.MaxMemberNum ?? MAX_MEMBERS[wanted.Type],
    inviteNeedsConsent: wanted.InviteJoinOption === "NeedPermission",
    locked: false,
    members: new Roster(),
    mutes: new Map(),
    bans: new Map(),
  };
  const joinedAtSeconds = call.nowSeconds;
  if (wanted.Owner_Account !== undefined)
    group.members.set(wanted.Owner_Account, { role: "owner", joinedAtSeconds });
  for (const { Member_Account: account, Role: role } of wanted.MemberList ?? []) {
    if (group.members.has(account)) continue;
    group.members.set(account, { role: role === "Admin" ? "admin" : "member", joinedAtSeconds });
  }
  return group;
}

/** An id of the app's own choosing may not look like the vendor's, except in a Community, where it must (CN 269/1502). */
function isOwnId(id: string, kind: GroupKind): boolean {
  if (!isGroupId(id)) return false;
  return kind === "Community" ? id.startsWith("@TGS#_") : !id.startsWith("@TGS#");
}

/** Ids are taken for all apps of the emulator, because its console names groups by id alone. */
function isTaken(world: World, id: string): boolean {
  return [...world.apps.values()].some((app) => app.groups.has(id));
}

/** A vendor's id: `@TGS#`, a digit for the kind, then letters that count up. */
function freeId(world: World, kind: GroupKind): string {
  const digit = GROUP_KINDS.indexOf(kind) + 1;
  for (let count = 1; ; count += 1) {
    const id = `@TGS#${kind === "Community" ? "_" : digit}${count.toString(36).toUpperCase().padStart(8, "N")}`;
    if (![...world.apps.values()].some((app) => app.groups.has(id) || app.dissolved.has(id))) return id;
  }
}

const DestroyBody = z.object({ GroupId: z.string() });

export const destroyGroup: Handler = (call) => {
  const body = bodyAs(call, DestroyBody);
  if (!body.ok) return body;
  const group = groupFor(call, body.value.GroupId);
  if (!group.ok) return group;
  dissolve(call.app, group.value);
  return ok({});
};
