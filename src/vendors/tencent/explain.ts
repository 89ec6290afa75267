import { notPermitted } from "../../texts/vendor.ts";
import type { Act, VendorFailure } from "../port.ts";
import type { Bans } from "./bans.ts";
import { NO_PERMISSION } from "./errors.ts";
import type { GroupFacts, Groups } from "./groups.ts";
import { allowanceOf } from "./kinds.ts";

interface Sources {
  readonly groups: Groups;
  readonly bans: Bans;
}

/**
 * Why Tencent said "no permission" (10007). The code covers several causes (269/1671): the kind of group lacks
 * the operation, a target is the owner, the caller is not an app administrator; and for bans, that the plan or a
 * switch is missing (1047/50296). Which one it was, only reading tells; nothing is sent here that changes anything.
 */
export async function explainNoPermission(
  { groups, bans }: Sources,
  groupId: string,
  act: Act,
): Promise<VendorFailure> {
  groups.forget(groupId);
  const read = await groups.facts(groupId);
  if (!read.ok) {
    return read.failure.code === NO_PERMISSION
      ? { kind: "misconfigured", detail: notPermitted.notAdmin }
      : { kind: "not_permitted", detail: notPermitted.unexplained };
  }
  const facts = read.value;
  const visible = inTheGroup(facts, act);
  if (visible !== null) return visible;
  if (act.verb === "ban" || act.verb === "unban") {
    return { kind: "misconfigured", detail: notPermitted.noBans };
  }
  if (act.verb === "add") {
    const barred = await bannedAmong(bans, groupId, facts.kind, act.accounts);
    if (barred.length > 0) return { kind: "not_permitted", detail: notPermitted.banned(barred) };
  }
  return { kind: "misconfigured", detail: notPermitted.notAdmin };
}

/** The causes that show in the group itself. */
function inTheGroup({ kind, owner }: GroupFacts, act: Act): VendorFailure | null {
  const allowance = allowanceOf(kind, act.verb);
  if (!allowance.allowed) {
    return {
      kind: "unsupported",
      detail: notPermitted.kind(kind, allowance.why),
      instead: allowance.instead,
    };
  }
  if (owner !== null && act.accounts.some((account) => account === owner)) {
    return { kind: "not_permitted", detail: notPermitted.owner(owner) };
  }
  return null;
}

async function bannedAmong(
  bans: Bans,
  groupId: string,
  kind: string,
  accounts: readonly string[],
): Promise<readonly string[]> {
  const banned = await bans.banned(groupId, kind);
  if (!banned.ok) return [];
  const barred = new Set(banned.value.map(({ account }) => account));
  return accounts.filter((account) => barred.has(account));
}
