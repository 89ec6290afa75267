import type { Result } from "../../../result.ts";
import { ok } from "../../../result.ts";
import type { Refusal } from "../refusals.ts";
import { DISABLED, FULL, forbidden, invalid, joinedTooMany, refuse, tooMany } from "../refusals.ts";
import { joinedBy } from "../world.ts";
import type { Handler, Outcome, SpaceCall } from "./call.ts";
import { accountOf, accountsFor, existing, idKey, inSpace } from "./call.ts";

export const addMembers: Handler = inSpace((call) =>
  call.target.accounts.length > 0 ? addOne(call) : addMany(call),
);

function addOne(call: SpaceCall): Outcome {
  const { group } = call;
  const account = accountOf(call);
  const known = existing(call, [account]);
  if (!known.ok) return known;
  if (group.disabled) return refuse(DISABLED);
  if (group.members.has(account)) {
    const refusal = alreadyInside(call, account);
    if (refusal) return refuse(refusal);
  } else {
    const welcome = newcomer(call, account);
    if (!welcome.ok) return welcome;
    if (group.members.size >= group.maxMembers) return refuse(FULL);
    seat(call, account);
  }
  // The two services write their fields in different orders.
  return ok({
    data:
      group.kind === "chatgroup"
        ? { result: true, ...idKey(group, "id"), action: "add_member", user: account }
        : { result: true, action: "add_member", ...idKey(group, "id"), user: account },
  });
}

function addMany(call: SpaceCall): Outcome {
  const { group, undocumented } = call;
  const accounts = accountsFor(call);
  if (!accounts.ok) return accounts;
  if (accounts.value.length > call.terms.add) return refuse(tooLong(call));
  const known = existing(call, accounts.value);
  if (!known.ok) return known;
  if (group.disabled) return refuse(DISABLED);

  const joining: string[] = [];
  const counted: string[] = [];
  let firstRefusal: Refusal | null = null;
  for (const account of accounts.value) {
    if (group.members.has(account)) {
      const refusal = alreadyInside(call, account);
      if (refusal) firstRefusal ??= refusal;
      else counted.push(account);
      continue;
    }
    const welcome = newcomer(call, account);
    if (welcome.ok) {
      joining.push(account);
      counted.push(account);
    } else if (undocumented.blockedInBatchAdd === "whole-call") return welcome;
    else firstRefusal ??= welcome.failure;
  }
  if (counted.length === 0 && firstRefusal) return refuse(firstRefusal);
  if (group.members.size + joining.length > group.maxMembers) return refuse(FULL);
  for (const account of joining) seat(call, account);
  // Whoever reads the answer must not count on the order of the request: seed 002 prints it turned round.
  const newmembers = counted.toReversed();
  return ok({
    data:
      group.kind === "chatgroup"
        ? { newmembers, ...idKey(group, "id"), action: "add_member" }
        : { newmembers, action: "add_member", ...idKey(group, "id") },
  });
}

/** The road of the vendors' own web client: an invitation by an app is followed at once. */
export const inviteMembers: Handler = inSpace((call) => {
  const accounts = accountsFor(call);
  if (!accounts.ok) return accounts;
  const known = existing(call, accounts.value);
  if (!known.ok) return known;
  const rows = accounts.value.map((account) => {
    const { group } = call;
    const comes =
      !group.members.has(account) && group.members.size < group.maxMembers && newcomer(call, account).ok;
    if (comes) seat(call, account);
    return { result: comes, action: "invite", user: account, id: group.id };
  });
  return ok({ data: rows });
});

/** Null where an account that is inside counts as added. */
function alreadyInside({ app, group, terms, undocumented }: SpaceCall, account: string): Refusal | null {
  if (terms.addExisting === "counts") return null;
  const agoraRoom = app.vendor === "agora" && group.kind === "chatroom";
  if (agoraRoom && undocumented.agoraRoomAddExisting === "counts") return null;
  return forbidden(
    `can not join this group, reason:user: ${account} already in group: ${group.id}\n`,
    terms.addExisting,
  );
}

/** Whether an account that is not inside may come in, the size of the space aside. */
function newcomer({ app, group, undocumented }: SpaceCall, account: string): Result<null, Refusal> {
  if (group.blocked.has(account)) {
    const description = `can not join this group, reason:user: ${account} is in the blacklist`;
    return refuse(forbidden(description, undocumented.addBlockedStatus));
  }
  if (joinedBy(app, account, group.kind).length >= app.maxJoined) {
    return refuse(joinedTooMany(account, group.kind, app.vendor));
  }
  return ok(null);
}

function seat(call: SpaceCall, account: string): void {
  call.group.members.set(account, { role: "member", joinedAt: call.now });
  call.effect("add", call.group, account);
}

function tooLong({ group, terms }: SpaceCall): Refusal {
  return group.kind === "chatgroup"
    ? tooMany("members size is greater than max user size !", "exceed_limit")
    : invalid(`addMembers: addMembers number more than maxSize : ${terms.add}`);
}
