import { ok } from "../../../result.ts";
import { OWNER, forbidden, invalid, notMembers, refuse } from "../refusals.ts";
import { ownerOf } from "../world.ts";
import type { Handler, Outcome, SpaceCall } from "./call.ts";
import { accountOf, existing, idKey, inSpace, outsideReason } from "./call.ts";

export const removeMembers: Handler = inSpace((call) =>
  call.target.several ? removeMany(call) : removeOne(call),
);

function removeOne(call: SpaceCall): Outcome {
  const { group, terms } = call;
  const account = accountOf(call);
  const known = existing(call, [account]);
  if (!known.ok) return known;
  if (isKept(call, account)) return refuse(OWNER);
  if (!group.members.has(account)) return refuse(forbidden(notMembers([account]), terms.removeOutsider));
  unseat(call, account);
  return ok({ data: row(call, account, null) });
}

/** A list of which nobody is inside is refused; otherwise each account has a row of its own. */
function removeMany(call: SpaceCall): Outcome {
  const { app, group, terms, undocumented } = call;
  const { accounts } = call.target;
  const most = group.kind === "chatroom" ? undocumented.roomRemoveMost : terms.remove;
  if (accounts.length > most) {
    return refuse(invalid(`kickMember: kickMembers number more than maxSize : ${most}`));
  }
  if (undocumented.ownerInBatch === "whole-call" && accounts.some((account) => isKept(call, account))) {
    return refuse(OWNER);
  }
  const verdicts = accounts.map((account) => ({
    account,
    reason: isKept(call, account) ? OWNER.description : outsideReason(call, account),
  }));
  if (verdicts.every(({ reason }) => reason !== null)) {
    return refuse(forbidden(notMembers(accounts), terms.removeOutsider));
  }
  for (const { account, reason } of verdicts) if (reason === null) unseat(call, account);
  return ok({
    data: verdicts.map(({ account, reason }) => row(call, account, reason)),
    uri: app.vendor === "agora" ? "base" : "whole",
  });
}

function row({ group }: SpaceCall, account: string, reason: string | null): object {
  return {
    result: reason === null,
    action: "remove_member",
    ...(reason === null ? {} : { reason }),
    user: account,
    ...idKey(group, "id"),
  };
}

/** The owner cannot be removed: documented for groups, likely for rooms. */
function isKept({ group, undocumented }: SpaceCall, account: string): boolean {
  if (group.kind === "chatroom" && undocumented.removeRoomOwner === "removed") return false;
  return account === ownerOf(group);
}

/** A mute stays in its list: it outlives membership. */
function unseat(call: SpaceCall, account: string): void {
  call.group.members.delete(account);
  call.effect("kick", call.group, account);
}
