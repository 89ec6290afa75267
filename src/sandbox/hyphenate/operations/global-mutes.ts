import { z } from "zod";
import { ok } from "../../../result.ts";
import { NO_GLOBAL_USER, SERVICE_NOT_FOUND, forbidden, refuse } from "../refusals.ts";
import type { GlobalMuteScope, UserState } from "../world.ts";
import type { Call, Handler } from "./call.ts";
import { Account, accountOf, bodyAs, numberIn } from "./call.ts";

const SCOPES = ["chat", "groupchat", "chatroom"] as const satisfies readonly GlobalMuteScope[];

/** Seconds, unlike the mutes of a space; -1 for ever, 0 ends it, other negative numbers are passed over. */
const Seconds = z.int().max(2_147_483_647).optional();

const SetBody = z.object({ username: Account, chat: Seconds, groupchat: Seconds, chatroom: Seconds });

const switchedOn =
  (act: Handler): Handler =>
  (call) =>
    call.app.globalMutes ? act(call) : refuse(forbidden("user_mute is not used for this app"));

export const setGlobalMute: Handler = switchedOn((call) => {
  const body = bodyAs(call, SetBody);
  if (!body.ok) return body;
  const user = call.app.accounts.get(body.value.username);
  if (!user) return refuse(NO_GLOBAL_USER);
  for (const scope of SCOPES) {
    const seconds = body.value[scope];
    if (seconds === undefined || seconds < -1) continue;
    if (seconds === 0) user.globalMutes.delete(scope);
    else user.globalMutes.set(scope, seconds === -1 ? "permanent" : call.now + seconds * 1000);
  }
  return ok({ data: { result: "ok" } });
});

/** In seconds: -1 for ever, 0 for none. */
function secondsLeft(call: Call, user: UserState, scope: GlobalMuteScope): number {
  const until = user.globalMutes.get(scope) ?? 0;
  return until === "permanent" ? -1 : Math.max(0, Math.ceil((until - call.now) / 1000));
}

export const getGlobalMute: Handler = switchedOn((call) => {
  const account = accountOf(call);
  const user = call.app.accounts.get(account);
  if (!user) return refuse(SERVICE_NOT_FOUND);
  const left = Object.fromEntries(SCOPES.map((scope) => [scope, secondsLeft(call, user, scope)]));
  return ok({ data: { userid: account, ...left, unixtime: Math.floor(call.now / 1000) } });
});

export const listGlobalMutes: Handler = switchedOn((call) => {
  const size = numberIn(call.query, "pageSize", { usual: 10, least: 1, most: 50 });
  const page = numberIn(call.query, "pageNum", { usual: 1, least: 1, most: 1_000_000 });
  const rows = [...call.app.accounts].flatMap(([username, user]) =>
    SCOPES.map((scope) => ({ username, [scope]: secondsLeft(call, user, scope) })).filter(
      (row) => row[SCOPES.find((scope) => scope in row) ?? "chat"] !== 0,
    ),
  );
  const data = rows.slice((page - 1) * size, page * size);
  return ok({ data: { data, unixtime: Math.floor(call.now / 1000) } });
});
