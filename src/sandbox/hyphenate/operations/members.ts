import { ok } from "../../../result.ts";
import { noUser, refuse } from "../refusals.ts";
import type { Handler } from "./call.ts";
import { accountOf, inSpace, numberIn, paramsOf } from "./call.ts";

/** Admins stand there as plain members. The order is nobody's promise; here the newest come first. */
export const listMembers: Handler = inSpace((call) => {
  const { group, query, terms } = call;
  const size = numberIn(query, "pagesize", {
    usual: terms.page.usual,
    least: group.kind === "chatroom" ? 0 : 1,
    most: terms.page.most,
  });
  const page = numberIn(query, "pagenum", { usual: 1, least: 1, most: 1_000_000 });
  const withTime = call.app.vendor === "easemob" && query.get("joined_time") === "true";
  const rows = group.members.newestFirst((page - 1) * size, size).map(([account, { role, joinedAt }]) => ({
    [role === "owner" ? "owner" : "member"]: account,
    ...(withTime ? { joined_time: joinedAt } : {}),
  }));
  return ok({ data: rows, more: { ...paramsOf(query), count: rows.length } });
}, "read");

export const isJoined: Handler = inSpace((call) => {
  const account = accountOf(call);
  if (!call.app.accounts.has(account)) return refuse(noUser(account));
  return ok({ data: call.group.members.has(account) });
});
