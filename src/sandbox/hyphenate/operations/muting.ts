import { z } from "zod";
import { ok } from "../../../result.ts";
import type { MuteEnd } from "../mutes.ts";
import { mutedNow, setMute } from "../mutes.ts";
import type { Refusal } from "../refusals.ts";
import { BAD_REQUEST, OWNER, forbidden, invalid, notMembers, refuse } from "../refusals.ts";
import { ownerOf } from "../world.ts";
import type { Handler, SpaceCall } from "./call.ts";
import { Account, bodyAs, existing, inSpace, outsideReason } from "./call.ts";

const MuteBody = z.object({
  usernames: z.array(Account).min(1),
  /** Milliseconds; -1 for ever, 0 ends the mute. */
  mute_duration: z.int().min(-1),
});

export const muteMembers: Handler = inSpace((call) => {
  const { app, group, terms, undocumented, now } = call;
  const body = bodyAs(call, MuteBody);
  if (!body.ok) return body;
  const accounts = [...new Set(body.value.usernames)];
  const durationMs = body.value.mute_duration;
  if (durationMs === 0 && app.vendor === "agora" && undocumented.agoraMuteZero === "refused") {
    return refuse(BAD_REQUEST);
  }
  if (accounts.length > terms.mute) {
    return refuse(invalid(`userNames size is more than max limit : ${terms.mute}`));
  }
  const byRow = undocumented.outsiderInBatchMute === "row";
  const known = byRow ? ok(null) : existing(call, accounts);
  if (!known.ok) return known;
  const outside = accounts.filter((account) => !group.members.has(account));
  if (byRow ? outside.length === accounts.length : outside.length > 0) {
    return refuse(outsiders(call, outside));
  }
  if (accounts.includes(ownerOf(group) ?? "")) return refuse(OWNER);

  const until = endOf(durationMs, now);
  const expire = until === "permanent" ? undocumented.permanentExpire : (until ?? now);
  const rows = accounts.map((account) => {
    const reason = outsideReason(call, account);
    if (reason !== null) return { result: false, reason, user: account };
    if (setMute(group, account, until, now)) call.effect(until === null ? "unmute" : "mute", group, account);
    return { result: true, expire, user: account };
  });
  return ok({ data: rows });
});

function endOf(durationMs: number, now: number): MuteEnd | null {
  if (durationMs === 0) return null;
  return durationMs === -1 ? "permanent" : now + durationMs;
}

function outsiders({ group, undocumented }: SpaceCall, accounts: readonly string[]): Refusal {
  const text = notMembers(accounts);
  if (undocumented.muteNonMember === "recorded") return invalid(text);
  return forbidden(text, group.kind === "chatgroup" ? 403 : 400);
}

/** Whoever is not muted is answered like the others. */
export const unmuteMembers: Handler = inSpace((call) => {
  const { group, terms, undocumented, now } = call;
  const { accounts } = call.target;
  if (accounts.length > terms.unmute) {
    return refuse(invalid(`removeMute member size more than max limit : ${terms.unmute}`));
  }
  const known = existing(call, accounts);
  if (!known.ok) return known;
  const outside = accounts.filter((account) => !group.members.has(account));
  if (undocumented.unmuteNonMember === "refused" && outside.length > 0) {
    return refuse(outsiders(call, outside));
  }
  for (const account of accounts)
    if (setMute(group, account, null, now)) call.effect("unmute", group, account);
  return ok({ data: accounts.map((user) => ({ result: true, user })) });
});

/** Those who have left are in it too. The service says `post` here (recorded 2019, and Agora's page of 2026). */
export const listMutes: Handler = inSpace(({ group, undocumented, now }) =>
  ok({
    action: "post",
    data: mutedNow(group, now).map(({ account, until }) => ({
      expire: until === "permanent" ? undocumented.permanentExpire : until,
      user: account,
    })),
  }),
);

const locking = (locked: boolean): Handler =>
  inSpace((call) => {
    if (call.group.locked !== locked) {
      call.group.locked = locked;
      call.effect(locked ? "lock" : "unlock", call.group, "*");
    }
    // Not the method, for either of the two (documents and suite).
    return ok({ action: "put", data: { mute: locked } });
  });

export const muteAll: Handler = locking(true);
export const unmuteAll: Handler = locking(false);
