import type { Command } from "../contract.ts";
import { accountCheck } from "./accounts.ts";
import { banGroupMember, getGroupBanMember, unbanGroupMember } from "./banning.ts";
import type { Handler } from "./call.ts";
import { getGroupInfo, modifyGroupBaseInfo } from "./group-info.ts";
import { createGroup, destroyGroup } from "./group-life.ts";
import {
  getGroupMemberInfo,
  getRoleInGroup,
  getSpecifiedGroupMemberInfo,
  modifyGroupMemberInfo,
} from "./members.ts";
import { addGroupMember, deleteGroupMember } from "./membership.ts";
import { forbidSendMsg, getGroupMutedAccount, getGroupShuttedUin } from "./muting.ts";

export const HANDLERS: Readonly<Record<Command, Handler>> = {
  add_group_member: addGroupMember,
  delete_group_member: deleteGroupMember,
  forbid_send_msg: forbidSendMsg,
  get_group_shutted_uin: getGroupShuttedUin,
  get_group_muted_account: getGroupMutedAccount,
  get_group_member_info: getGroupMemberInfo,
  get_specified_group_member_info: getSpecifiedGroupMemberInfo,
  get_role_in_group: getRoleInGroup,
  modify_group_member_info: modifyGroupMemberInfo,
  get_group_info: getGroupInfo,
  modify_group_base_info: modifyGroupBaseInfo,
  ban_group_member: banGroupMember,
  unban_group_member: unbanGroupMember,
  get_group_ban_member: getGroupBanMember,
  create_group: createGroup,
  destroy_group: destroyGroup,
  account_check: accountCheck,
};
