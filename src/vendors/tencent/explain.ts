import { notPermitted } from "../../texts/vendor.ts";
import type { Act, VendorFailure } from "../port.ts";
import { allowanceOf } from "./contract.ts";
import { NO_PERMISSION } from "./errors.ts";
import type { Groups } from "./groups.ts";

/**
 * Why Tencent said "no permission" (10007). The code covers three causes (269/1671): the kind of group lacks
 * the operation, a target is the owner, the caller is not an app administrator. Which one it was, only reading
 * tells; nothing is sent here that changes anything.
 */
export async function explainNoPermission(groups: Groups, groupId: string, act: Act): Promise<VendorFailure> {
  groups.forget(groupId);
  const facts = await groups.facts(groupId);
  if (!facts.ok) {
    return facts.failure.code === NO_PERMISSION
      ? { kind: "misconfigured", detail: notPermitted.notAdmin }
      : { kind: "not_permitted", detail: notPermitted.unexplained };
  }
  const { kind, owner } = facts.value;
  const allowance = allowanceOf(kind, act.verb);
  if (!allowance.allowed) {
    return {
      kind: "unsupported",
      detail: notPermitted.kind(kind, allowance.why),
      instead: allowance.instead,
    };
  }
  if (owner !== null && act.accounts.includes(owner)) {
    return { kind: "not_permitted", detail: notPermitted.owner(owner) };
  }
  return { kind: "misconfigured", detail: notPermitted.notAdmin };
}
