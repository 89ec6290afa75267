import { z } from "zod";
import { ok } from "../../../result.ts";
import { refuse } from "../codes.ts";
import { termsOf } from "../contract.ts";
import type { GroupState } from "../world.ts";
import { findGroup, ownerOf } from "../world.ts";
import type { Call, Handler, Reply } from "./call.ts";
import { bodyAs } from "./call.ts";
import { MemberInfoFilter, memberFields, selected } from "./member-fields.ts";

/** Most groups in one request (CN 269/1616). */
const MOST_GROUPS = 50;

const InfoBody = z.object({
  GroupIdList: z.array(z.string()).min(1).max(MOST_GROUPS),
  ResponseFilter: z
    .object({ GroupBaseInfoFilter: z.array(z.string()).optional(), MemberInfoFilter })
    .optional(),
});

/** Answers OK as a whole whatever happened; each group has its own ErrorCode. */
export const getGroupInfo: Handler = (call) => {
  const body = bodyAs(call, InfoBody);
  if (!body.ok) return body;
  const filter = body.value.ResponseFilter;
  return ok({
    GroupInfo: body.value.GroupIdList.map((id) => {
      const found = findGroup(call.app, id, call.undocumented);
      if (!found.ok) return { GroupId: id, ErrorCode: found.failure.code, ErrorInfo: found.failure.info };
      const group = found.value;
      return {
        GroupId: id,
        ErrorCode: 0,
        ErrorInfo: "",
        ...selected(baseFields(call, group), filter?.GroupBaseInfoFilter),
        ...(filter && !filter.MemberInfoFilter ? {} : memberList(call, group, filter?.MemberInfoFilter)),
      };
    }),
  });
};

function baseFields(call: Call, group: GroupState): Reply {
  const locked = group.locked ? "On" : "Off";
  return {
    Type: group.kind,
    Name: group.name,
    Appid: call.app.sdkAppId,
    Introduction: "",
    Notification: "",
    FaceUrl: "",
    Owner_Account: ownerOf(group) ?? "",
    CreateTime: group.createdAtSeconds,
    LastInfoTime: group.createdAtSeconds,
    LastMsgTime: 0,
    NextMsgSeq: 1,
    MemberNum: group.members.size,
    MaxMemberNum: group.maxMembers,
    ApplyJoinOption: "FreeAccess",
    InviteJoinOption: group.inviteNeedsConsent ? "NeedPermission" : "FreeAccess",
    ...(call.dialect === "new" ? {} : { ShutUpAllMember: locked }),
    ...(call.dialect === "old" ? {} : { MuteAllMember: locked }),
  };
}

/** Kinds that refuse `get_group_member_info` tell nobody's name here either. */
function memberList(call: Call, group: GroupState, filter: readonly string[] | undefined): Reply {
  if (termsOf("get_group_member_info").refuses[group.kind] !== undefined) return {};
  const ask = { filter, dialect: call.dialect, nowSeconds: call.nowSeconds };
  return {
    MemberList: [...group.members].map(([account, member]) => memberFields(group, account, member, ask)),
  };
}

const BaseBody = z.object({
  GroupId: z.string(),
  Name: z.string().min(1).optional(),
  MaxMemberNum: z.int().min(1).optional(),
  InviteJoinOption: z.enum(["FreeAccess", "NeedPermission", "DisableApply"]).optional(),
  ShutUpAllMember: z.enum(["On", "Off"]).optional(),
  MuteAllMember: z.enum(["On", "Off"]).optional(),
});

export const modifyGroupBaseInfo: Handler = (call) => {
  const body = bodyAs(call, BaseBody);
  if (!body.ok) return body;
  const fields = body.value;
  const found = findGroup(call.app, fields.GroupId, call.undocumented);
  if (!found.ok) return found;
  const group = found.value;
  const lock = {
    old: fields.ShutUpAllMember,
    new: fields.MuteAllMember,
    both: fields.MuteAllMember ?? fields.ShutUpAllMember,
  }[call.dialect];
  if (lock && group.kind === "Private") return refuse(10007, "a Private group knows no mutes");
  if (lock) setLock(call, group, lock === "On");
  if (fields.Name) group.name = fields.Name;
  if (fields.MaxMemberNum) group.maxMembers = fields.MaxMemberNum;
  if (fields.InviteJoinOption) group.inviteNeedsConsent = fields.InviteJoinOption === "NeedPermission";
  return ok({});
};

function setLock(call: Call, group: GroupState, locked: boolean): void {
  if (group.locked !== locked) call.effect(locked ? "lock" : "unlock", group, "*");
  group.locked = locked;
}
