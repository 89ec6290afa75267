import { z } from "zod";
import type { Result } from "../../../result.ts";
import { ok } from "../../../result.ts";
import type { Refusal } from "../codes.ts";
import { refuse } from "../codes.ts";
import { muteFor, mutedNow, unmute } from "../mutes.ts";
import type { Dialect } from "../options.ts";
import type { GroupState } from "../world.ts";
import type { Call, Handler } from "./call.ts";
import { Account, Uint32, bodyAs, groupFor } from "./call.ts";

/** A duration has two names; a generation that is not served does not see the other's field at all. */
export const Duration = { ShutUpTime: z.unknown().optional(), MuteTime: z.unknown().optional() };

const ForbidBody = z.object({
  GroupId: z.string(),
  Members_Account: z.array(Account).min(1),
  ...Duration,
  TopicId: z.undefined("topics are not emulated").optional(),
});

/**
 * Mutes and unmutes. Whether somebody is a member is not asked: a mute outlives membership, and live rooms
 * keep no list of members.
 */
export const forbidSendMsg: Handler = (call) => {
  const body = bodyAs(call, ForbidBody);
  if (!body.ok) return body;
  const seconds = durationOf(call.dialect, body.value);
  if (!seconds.ok) return seconds;
  if (seconds.value === null) return refuse(10004, `${durationName(call.dialect)} is required`);
  const accounts = body.value.Members_Account;
  const group = groupFor(call, body.value.GroupId, accounts);
  if (!group.ok) return group;
  applyMute(call, group.value, accounts, seconds.value);
  return ok({});
};

function durationName(dialect: Dialect): "ShutUpTime" | "MuteTime" {
  return dialect === "old" ? "ShutUpTime" : "MuteTime";
}

/** Seconds, under the name this generation knows; null when there is none. */
export function durationOf(
  dialect: Dialect,
  fields: { readonly ShutUpTime?: unknown; readonly MuteTime?: unknown },
): Result<number | null, Refusal> {
  const served = {
    old: fields.ShutUpTime,
    new: fields.MuteTime,
    both: fields.MuteTime ?? fields.ShutUpTime,
  }[dialect];
  if (served === undefined) return ok(null);
  const seconds = Uint32.safeParse(served);
  return seconds.success ? ok(seconds.data) : refuse(10004, `${durationName(dialect)} is not a uint32`);
}

/** Sets or ends the mute of each account once, however often the list names it. */
export function applyMute(call: Call, group: GroupState, accounts: readonly string[], seconds: number): void {
  for (const account of new Set(accounts)) {
    if (seconds > 0) {
      muteFor(group, account, seconds, call.nowSeconds);
      call.effect("mute", group, account);
    } else if (unmute(group, account, call.nowSeconds)) {
      call.effect("unmute", group, account);
    }
  }
}

const ListBody = z.object({ GroupId: z.string() });

export const getGroupShuttedUin: Handler = (call) => {
  const muted = mutedIn(call);
  if (!muted.ok) return muted;
  const { group, list } = muted.value;
  return ok({
    GroupId: group.id,
    ShuttedUinList: list.map(({ account, until }) => ({ Member_Account: account, ShuttedUntil: until })),
  });
};

export const getGroupMutedAccount: Handler = (call) => {
  const muted = mutedIn(call);
  if (!muted.ok) return muted;
  const { group, list } = muted.value;
  return ok({
    // The sample answer of CN 269/2925 has no ErrorInfo, and JSON leaves out what is undefined.
    ErrorInfo: undefined,
    GroupId: group.id,
    MutedAccountList: list.map(({ account, until }) => ({ Member_Account: account, MutedUntil: until })),
  });
};

function mutedIn(
  call: Call,
): Result<{ readonly group: GroupState; readonly list: ReturnType<typeof mutedNow> }, Refusal> {
  const body = bodyAs(call, ListBody);
  if (!body.ok) return body;
  const group = groupFor(call, body.value.GroupId);
  if (!group.ok) return group;
  return ok({ group: group.value, list: mutedNow(group.value, call.nowSeconds) });
}
