import { ok } from "../../../result.ts";
import { forbidden, invalid, notMembers, refuse } from "../refusals.ts";
import type { Handler, SpaceCall } from "./call.ts";
import { accountsFor, existing, idKey, inSpace, outsideReason } from "./call.ts";

/** Who may talk while the whole space is muted. */
export const listAllowed: Handler = inSpace(({ group }) =>
  ok({ data: [...group.allowed], more: { count: group.allowed.size } }),
);

export const addAllowed: Handler = inSpace((call) => {
  const asked = accountsFor(call);
  if (!asked.ok) return asked;
  const accounts = asked.value;
  const single = call.target.accounts.length > 0;
  if (accounts.length > call.terms.allow) {
    return refuse(invalid(`userNames is more than max limit : ${call.terms.allow}`));
  }
  const known = single ? existing(call, accounts) : ok(null);
  if (!known.ok) return known;
  const verdicts = accounts.map((account) => ({ account, reason: outsideReason(call, account) }));
  if (verdicts.every(({ reason }) => reason !== null)) {
    return refuse(forbidden(notMembers(accounts), call.terms.removeOutsider));
  }
  for (const { account, reason } of verdicts) if (reason === null) call.group.allowed.add(account);
  const rows = verdicts.map(({ account, reason }) => row(call, "add_user_whitelist", account, reason));
  return ok({ data: single ? rows[0] : rows });
});

export const removeAllowed: Handler = inSpace((call) => {
  const { accounts, several } = call.target;
  if (accounts.length > call.terms.allow) {
    return refuse(invalid(`userNames is more than max limit : ${call.terms.allow}`));
  }
  for (const account of accounts) call.group.allowed.delete(account);
  const rows = accounts.map((account) => row(call, "remove_user_whitelist", account, null));
  return ok({ data: several ? rows : rows[0] });
});

function row({ group }: SpaceCall, action: string, account: string, reason: string | null): object {
  return {
    result: reason === null,
    action,
    ...(reason === null ? {} : { reason }),
    user: account,
    ...idKey(group, "chatroomid"),
  };
}
