import { z } from "zod";
import { ok } from "../../../result.ts";
import { refuse } from "../codes.ts";
import { bannedUntil } from "../bans.ts";
import type { GroupState } from "../world.ts";
import { join } from "../world.ts";
import type { Call, Handler } from "./call.ts";
import { Account, Switch, bodyAs, groupFor } from "./call.ts";

const DeleteBody = z.object({
  GroupId: z.string(),
  MemberToDel_Account: z.array(Account).min(1),
  Silence: Switch.optional(),
  Reason: z.string().optional(),
});

/** Accounts that are not in the group are passed over; one owner in the list refuses the whole call. */
export const deleteGroupMember: Handler = (call) => {
  const body = bodyAs(call, DeleteBody);
  if (!body.ok) return body;
  const accounts = body.value.MemberToDel_Account;
  const found = groupFor(call, body.value.GroupId, accounts);
  if (!found.ok) return found;
  const group = found.value;
  if (accounts.some((account) => group.members.get(account)?.role === "owner")) {
    return refuse(10007, "the owner cannot be removed");
  }
  for (const account of accounts) {
    if (group.members.delete(account)) call.effect("kick", group, account);
  }
  return ok({});
};

const AddBody = z.object({
  GroupId: z.string(),
  MemberList: z.array(z.object({ Member_Account: Account })).min(1),
  Silence: Switch.optional(),
});

/** `Result` of a row: seed add_group_member, table of answer fields. */
const FAILED = 0;
const ADDED = 1;
const ALREADY_MEMBER = 2;
const AWAITS_CONSENT = 3;

export const addGroupMember: Handler = (call) => {
  const body = bodyAs(call, AddBody);
  if (!body.ok) return body;
  const accounts = body.value.MemberList.map((row) => row.Member_Account);
  const found = groupFor(call, body.value.GroupId, accounts);
  if (!found.ok) return found;
  const group = found.value;

  const newcomers = [...new Set(accounts)].filter((account) => !group.members.has(account));
  const unknown = newcomers.find((account) => !call.app.accounts.has(account));
  if (unknown !== undefined && call.undocumented.unknownAccount === "whole-call") {
    return refuse(10019, unknown);
  }
  if (newcomers.length > 0 && call.world.refusedInvitees === "everybody") return refuse(10016);
  const barred = newcomers.find((account) => isBarred(call, group, account));
  if (barred !== undefined && call.undocumented.addBanned === 10007) {
    return refuse(10007, `${barred} is banned`);
  }
  const joining = newcomers.filter((account) => invitation(call, group, account) === ADDED);
  if (group.members.size + joining.length > group.maxMembers) return refuse(10014);

  const rows = accounts.map((account) => {
    const result = group.members.has(account) ? ALREADY_MEMBER : invitation(call, group, account);
    if (result === ADDED) {
      join(group, account, call.nowSeconds, call.undocumented);
      call.effect("add", group, account);
    }
    return { Member_Account: account, Result: result };
  });
  return ok({ MemberList: rows });
};

/** What becomes of inviting somebody who is not a member. */
function invitation(
  call: Call,
  group: GroupState,
  account: string,
): typeof FAILED | typeof ADDED | typeof AWAITS_CONSENT {
  const { refusedInvitees } = call.world;
  const refused =
    refusedInvitees === "everybody" || (refusedInvitees !== "nobody" && refusedInvitees.has(account));
  if (refused || !call.app.accounts.has(account) || isBarred(call, group, account)) return FAILED;
  return group.inviteNeedsConsent ? AWAITS_CONSENT : ADDED;
}

function isBarred(call: Call, group: GroupState, account: string): boolean {
  return bannedUntil(group, account, call.nowSeconds) > 0;
}
