import { ok } from "../../../result.ts";
import { BLOCKED } from "../contract.ts";
import type { Refusal } from "../refusals.ts";
import { OWNER, forbidden, invalid, notMembers, refuse } from "../refusals.ts";
import { ownerOf } from "../world.ts";
import type { Handler, SpaceCall } from "./call.ts";
import { accountsFor, existing, idKey, inSpace, numberIn, outsideReason, paramsOf } from "./call.ts";

/** Takes members out and keeps them out. Only members can be blocked (suite of 2019). */
export const addBlocks: Handler = inSpace((call) => {
  const asked = accountsFor(call);
  if (!asked.ok) return asked;
  const accounts = asked.value;
  const single = call.target.accounts.length > 0;
  if (accounts.length > call.terms.block) return refuse(tooLong(call));
  const known = single ? existing(call, accounts) : ok(null);
  if (!known.ok) return known;
  const verdicts = accounts.map((account) => ({ account, reason: whyNotBlock(call, account) }));
  const failed = verdicts.filter(({ reason }) => reason !== null);
  if (failed.length === accounts.length) {
    if (failed.some(({ reason }) => reason === OWNER.description)) return refuse(OWNER);
    return refuse(forbidden(notMembers(accounts), call.terms.removeOutsider));
  }
  for (const { account, reason } of verdicts) if (reason === null) block(call, account);
  const rows = verdicts.map(({ account, reason }) => row(call, "add_blocks", account, reason));
  return ok({ data: single ? rows[0] : rows });
});

function whyNotBlock(call: SpaceCall, account: string): string | null {
  if (account === ownerOf(call.group)) return OWNER.description;
  const again = call.group.blocked.has(account) && call.undocumented.blockAgain === "result-true";
  return again ? null : outsideReason(call, account);
}

function block(call: SpaceCall, account: string): void {
  const { group } = call;
  const removed = group.members.delete(account);
  if (group.blocked.has(account) && !removed) return;
  group.blocked.add(account);
  call.effect("ban", group, account);
}

/** Lets accounts join again, and does not bring them back. Whoever is not blocked is answered like the others. */
export const removeBlocks: Handler = inSpace((call) => {
  const { app, group, target } = call;
  const { accounts } = target;
  if (accounts.length > call.terms.block) return refuse(tooLong(call));
  const known = target.several ? ok(null) : existing(call, accounts);
  if (!known.ok) return known;
  const rows = accounts.map((account) => {
    const reason = app.accounts.has(account) ? null : `user ${account} doesn't exist.`;
    if (group.blocked.delete(account)) call.effect("unban", group, account);
    return row(call, "remove_blocks", account, reason);
  });
  return ok({ data: target.several ? rows : rows[0] });
});

/** The newest first. Groups have pages; where a page ends, `cursor` says how to go on. */
export const listBlocks: Handler = inSpace((call) => {
  const { group, query } = call;
  const newest = [...group.blocked].toReversed();
  const paged = group.kind === "chatgroup" && (query.has("pageSize") || query.has("cursor"));
  const size = paged
    ? numberIn(query, "pageSize", { usual: BLOCKED.page, least: 1, most: BLOCKED.page })
    : BLOCKED.usual;
  const from = numberIn(query, "cursor", { usual: 0, least: 0, most: newest.length });
  const page = group.kind === "chatgroup" ? newest.slice(from, from + size) : newest;
  const next = from + page.length;
  const cursor = paged && next < newest.length ? { cursor: String(next) } : {};
  return ok({ data: page, more: { ...paramsOf(query), count: page.length, ...cursor } });
});

function row(
  { group, undocumented }: SpaceCall,
  action: "add_blocks" | "remove_blocks",
  account: string,
  reason: string | null,
): object {
  return {
    result: reason === null,
    action,
    ...(reason !== null && undocumented.blockReasons ? { reason } : {}),
    user: account,
    ...idKey(group, "chatroomid"),
  };
}

function tooLong({ terms }: SpaceCall): Refusal {
  return invalid(`userNames is more than max limit : ${terms.block}`);
}
