import { z } from "zod";
import type { Result } from "../../../result.ts";
import { ok } from "../../../result.ts";
import { banFor, bannedNow, unban } from "../bans.ts";
import type { Refusal } from "../codes.ts";
import { refuse } from "../codes.ts";
import { LARGEST_BAN_PAGE, LONGEST_DESCRIPTION_BYTES } from "../contract.ts";
import type { GroupState } from "../world.ts";
import { ownerOf } from "../world.ts";
import type { Call, Handler } from "./call.ts";
import { Account, Uint32, bodyAs, groupFor } from "./call.ts";

const BanBody = z.object({
  GroupId: z.string(),
  Members_Account: z.array(Account).min(1),
  Duration: Uint32.min(1),
  Description: z
    .string()
    .refine(
      (text) => Buffer.byteLength(text) <= LONGEST_DESCRIPTION_BYTES,
      `at most ${LONGEST_DESCRIPTION_BYTES} bytes`,
    )
    .optional(),
});

/**
 * Takes people out and keeps them out until the duration is over. As for mutes, whether somebody is a member is
 * not asked. That the owner is refused is not documented, but nobody can remove the owner (seed
 * delete_group_member).
 */
export const banGroupMember: Handler = (call) => {
  const body = bodyAs(call, BanBody);
  if (!body.ok) return body;
  const { GroupId: id, Members_Account: accounts, Duration: seconds } = body.value;
  const found = groupWithBans(call, id, accounts);
  if (!found.ok) return found;
  const group = found.value;
  const owner = ownerOf(group);
  if (owner !== null && accounts.includes(owner)) return refuse(10007, "the owner cannot be banned");
  for (const account of new Set(accounts)) {
    if (group.members.has(account)) call.banished(group, account);
    banFor(group, account, seconds, call.nowSeconds, call.undocumented);
    call.effect("ban", group, account);
  }
  return ok({});
};

const UnbanBody = z.object({ GroupId: z.string(), Members_Account: z.array(Account).min(1) });

/** Accounts that are not banned are passed over. */
export const unbanGroupMember: Handler = (call) => {
  const body = bodyAs(call, UnbanBody);
  if (!body.ok) return body;
  const found = groupWithBans(call, body.value.GroupId, body.value.Members_Account);
  if (!found.ok) return found;
  for (const account of body.value.Members_Account) {
    if (unban(found.value, account, call.nowSeconds)) call.effect("unban", found.value, account);
  }
  return ok({});
};

const ListBody = z.object({
  GroupId: z.string(),
  Limit: z.int().min(1).max(LARGEST_BAN_PAGE).optional(),
  Offset: z.int().min(0),
});

export const getGroupBanMember: Handler = (call) => {
  const body = bodyAs(call, ListBody);
  if (!body.ok) return body;
  const { GroupId: id, Limit: limit = LARGEST_BAN_PAGE, Offset: from } = body.value;
  const found = groupWithBans(call, id);
  if (!found.ok) return found;
  const banned = bannedNow(found.value, call.nowSeconds);
  const next = from + limit;
  return ok({
    BannedAccountList: banned
      .slice(from, next)
      .map(({ account, until }) => ({ Member_Account: account, BannedUntil: until })),
    NextOffset: next < banned.length ? next : 0,
  });
};

/** Without the plan or the switch in the console every one of these commands is refused (intl 50295). */
function groupWithBans(
  call: Call,
  id: string,
  accounts: readonly string[] = [],
): Result<GroupState, Refusal> {
  const found = groupFor(call, id, accounts);
  return found.ok && call.app.bans === "off" ? refuse(10007, "bans are switched off") : found;
}
