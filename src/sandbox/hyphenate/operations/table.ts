import type { Operation } from "../contract.ts";
import { addMembers, inviteMembers } from "./adding.ts";
import {
  addAdmin,
  addSuperAdmin,
  listAdmins,
  listSuperAdmins,
  removeAdmin,
  removeSuperAdmin,
} from "./admins.ts";
import { addAllowed, listAllowed, removeAllowed } from "./allow-list.ts";
import { addBlocks, listBlocks, removeBlocks } from "./blocks.ts";
import type { Handler } from "./call.ts";
import { getGlobalMute, listGlobalMutes, setGlobalMute } from "./global-mutes.ts";
import { isJoined, listMembers } from "./members.ts";
import { listMutes, muteAll, muteMembers, unmuteAll, unmuteMembers } from "./muting.ts";
import { removeMembers } from "./removing.ts";
import {
  createSpace,
  deleteSpace,
  details,
  disableSpace,
  editSpace,
  enableSpace,
  listSpaces,
} from "./spaces.ts";
import {
  activateUser,
  deactivateUser,
  deleteUser,
  disconnectUser,
  getUser,
  joinedGroups,
  joinedRooms,
  registerUsers,
} from "./users.ts";

/** Asking for a token is not among them: that is what one does before one has one. */
export const HANDLERS: Readonly<Record<Exclude<Operation, "token">, Handler>> = {
  "members.list": listMembers,
  "members.add": addMembers,
  "members.invite": inviteMembers,
  "members.remove": removeMembers,
  "members.is-joined": isJoined,
  mute: muteMembers,
  unmute: unmuteMembers,
  "mutes.list": listMutes,
  "ban.on": muteAll,
  "ban.off": unmuteAll,
  "blocks.list": listBlocks,
  "blocks.add": addBlocks,
  "blocks.remove": removeBlocks,
  "white.list": listAllowed,
  "white.add": addAllowed,
  "white.remove": removeAllowed,
  "admins.list": listAdmins,
  "admins.add": addAdmin,
  "admins.remove": removeAdmin,
  "super-admins.list": listSuperAdmins,
  "super-admins.add": addSuperAdmin,
  "super-admins.remove": removeSuperAdmin,
  "spaces.details": details,
  "spaces.list": listSpaces,
  "spaces.create": createSpace,
  "spaces.edit": editSpace,
  "spaces.delete": deleteSpace,
  "spaces.disable": disableSpace,
  "spaces.enable": enableSpace,
  "joined.groups": joinedGroups,
  "joined.rooms": joinedRooms,
  "users.get": getUser,
  "users.register": registerUsers,
  "users.delete": deleteUser,
  "users.deactivate": deactivateUser,
  "users.activate": activateUser,
  "users.disconnect": disconnectUser,
  "global-mutes.set": setGlobalMute,
  "global-mutes.get": getGlobalMute,
  "global-mutes.list": listGlobalMutes,
};
