import { z } from "zod";
import { ok } from "../../../result.ts";
import { refuse } from "../codes.ts";
import type { Handler } from "./call.ts";
import { Account, bodyAs, groupFor } from "./call.ts";
import { MemberInfoFilter, WIRE_ROLES, memberFields } from "./member-fields.ts";
import { Duration, applyMute, durationOf } from "./muting.ts";

const RoleBody = z.object({ GroupId: z.string(), User_Account: z.array(Account).min(1) });

export const getRoleInGroup: Handler = (call) => {
  const body = bodyAs(call, RoleBody);
  if (!body.ok) return body;
  const group = groupFor(call, body.value.GroupId, body.value.User_Account);
  if (!group.ok) return group;
  return ok({
    UserIdList: body.value.User_Account.map((account) => {
      const member = group.value.members.get(account);
      return { Member_Account: account, Role: member ? WIRE_ROLES[member.role] : "NotMember" };
    }),
  });
};

/** CN 269/1617 says 200 in its text and 6000 in its table; the wider bound is served. */
const LARGEST_PAGE = 6000;

const ListBody = z.object({
  GroupId: z.string(),
  Limit: z.int().min(0).max(LARGEST_PAGE).optional(),
  Offset: z.int().min(0).optional(),
  /** Older pages start with the number 0, newer ones with an empty text. */
  Next: z.union([z.string(), z.literal(0)]).optional(),
  MemberInfoFilter,
  MemberRoleFilter: z.array(z.enum(["Owner", "Admin", "Member"])).optional(),
});

/** A Community is paged by `Next` and ignores `Offset`; every other kind the other way round. */
export const getGroupMemberInfo: Handler = (call) => {
  const body = bodyAs(call, ListBody);
  if (!body.ok) return body;
  const found = groupFor(call, body.value.GroupId);
  if (!found.ok) return found;
  const group = found.value;
  const { Limit: limit = LARGEST_PAGE, Next: next = "", MemberRoleFilter: roles } = body.value;

  const everybody = group.members.rows();
  const listed = roles ? everybody.filter(([, { role }]) => roles.includes(WIRE_ROLES[role])) : everybody;
  const byNext = group.kind === "Community";
  const from = byNext ? Number(next) : (body.value.Offset ?? 0);
  if (!Number.isSafeInteger(from) || from < 0) return refuse(10004, "Next: not one of ours");
  const page = listed.slice(from, from + limit);
  const ask = {
    filter: body.value.MemberInfoFilter,
    dialect: call.dialect,
    nowSeconds: call.nowSeconds,
  };
  return ok({
    MemberNum: group.members.size,
    MemberList: page.map(([account, member]) => memberFields(group, account, member, ask)),
    ...(byNext ? { Next: from + limit < listed.length ? String(from + limit) : "" } : {}),
  });
};

const SpecifiedBody = z.object({
  GroupId: z.string(),
  Member_List_Account: z.array(Account).min(1),
  MemberInfoFilter,
});

/** Whoever is not a member is left out of the answer. */
export const getSpecifiedGroupMemberInfo: Handler = (call) => {
  const body = bodyAs(call, SpecifiedBody);
  if (!body.ok) return body;
  const found = groupFor(call, body.value.GroupId, body.value.Member_List_Account);
  if (!found.ok) return found;
  const ask = {
    filter: body.value.MemberInfoFilter,
    dialect: call.dialect,
    nowSeconds: call.nowSeconds,
  };
  return ok({
    MemberList: body.value.Member_List_Account.flatMap((account) => {
      const member = found.value.members.get(account);
      return member ? [memberFields(found.value, account, member, ask)] : [];
    }),
  });
};

const ModifyBody = z.object({
  GroupId: z.string(),
  Member_Account: Account,
  Role: z.enum(["Admin", "Member"]).optional(),
  ...Duration,
});

export const modifyGroupMemberInfo: Handler = (call) => {
  const body = bodyAs(call, ModifyBody);
  if (!body.ok) return body;
  const seconds = durationOf(call.dialect, body.value);
  if (!seconds.ok) return seconds;
  const found = groupFor(call, body.value.GroupId);
  if (!found.ok) return found;
  const group = found.value;
  const { Member_Account: account, Role: role } = body.value;
  const member = group.members.get(account);
  if (!member) return refuse(10004, `${account} is not a member`);
  if (role && member.role === "owner") return refuse(10007, "the role of the owner");
  // A Private group knows no admins and no mutes (CN 269/1502, 269/1623).
  if (group.kind === "Private" && (role === "Admin" || seconds.value !== null)) return refuse(10007);
  if (role) member.role = role === "Admin" ? "admin" : "member";
  if (seconds.value !== null) applyMute(call, group, [account], seconds.value);
  return ok({});
};
