import { z } from "zod";
import type { Result } from "../../../result.ts";
import { ok } from "../../../result.ts";
import { MOST_REGISTERED } from "../contract.ts";
import type { Refusal } from "../refusals.ts";
import { SERVICE_NOT_FOUND, duplicate, illegal, refuse } from "../refusals.ts";
import type { AppState, UserState } from "../world.ts";
import { joinedBy, ownerOf, userOf, uuidOf } from "../world.ts";
import type { Call, Handler } from "./call.ts";
import { Account, accountOf, bodyAs, numberIn, paramsOf } from "./call.ts";

function userFor(call: Call): Result<UserState, Refusal> {
  const user = call.app.accounts.get(accountOf(call));
  return user ? ok(user) : refuse(SERVICE_NOT_FOUND);
}

function entity(app: AppState, account: string, user: UserState): object {
  return {
    uuid: uuidOf(`${app.uuid}/${account}`),
    type: "user",
    created: user.createdAt,
    modified: user.createdAt,
    username: account,
    activated: user.activated,
    ...(user.nickname === null ? {} : { nickname: user.nickname }),
  };
}

export const getUser: Handler = (call) => {
  const user = userFor(call);
  if (!user.ok) return user;
  return ok({ entities: [entity(call.app, accountOf(call), user.value)], more: { count: 1 } });
};

const NewUser = z.object({ username: Account, password: z.string().min(1), nickname: z.string().optional() });
const RegisterBody = z.union([NewUser, z.array(NewUser).min(1).max(MOST_REGISTERED)]);

/** One that exists refuses a single registration, and of a list goes into `data`. */
export const registerUsers: Handler = (call) => {
  const body = bodyAs(call, RegisterBody);
  if (!body.ok) return body;
  const wanted = [body.value].flat();
  const illegalName = wanted.find(({ username }) => !/^[a-z0-9_.-]{1,64}$/.test(username));
  if (illegalName) return refuse(illegal(`username [${illegalName.username}] is not legal`));
  const { app, now } = call;
  const taken = wanted.filter(({ username }) => app.accounts.has(username));
  if (!Array.isArray(body.value) && taken[0]) return refuse(duplicate(taken[0].username));
  const fresh = wanted.filter(({ username }) => !app.accounts.has(username));
  const entities = fresh.map(({ username, nickname }) => {
    const user = { ...userOf(now), nickname: nickname ?? null };
    app.accounts.set(username, user);
    return entity(app, username, user);
  });
  const failures = taken.map(({ username }) => ({
    username,
    registerUserFailReason: `the user ${username} already exists`,
  }));
  return ok({ entities, ...(failures.length > 0 ? { data: failures } : {}) });
};

/** Spaces that the user owns go with the user. */
export const deleteUser: Handler = (call) => {
  const { app } = call;
  const account = accountOf(call);
  const user = userFor(call);
  if (!user.ok) return user;
  for (const group of app.groups.values()) {
    if (ownerOf(group) === account) app.groups.delete(group.id);
    else group.members.delete(account);
  }
  app.accounts.delete(account);
  return ok({ entities: [entity(app, account, user.value)] });
};

export const deactivateUser: Handler = (call) => {
  const user = userFor(call);
  if (!user.ok) return user;
  user.value.activated = false;
  const entities = [entity(call.app, accountOf(call), user.value)];
  return ok({ action: "Deactivate user", entities, shape: "brief" });
};

export const activateUser: Handler = (call) => {
  const user = userFor(call);
  if (!user.ok) return user;
  user.value.activated = true;
  return ok({ action: "activate user", shape: "brief" });
};

export const disconnectUser: Handler = (call) => {
  const user = userFor(call);
  return user.ok ? ok({ data: { result: true } }) : user;
};

/** Two forms: the path below `chatgroups` counts pages from 0 and answers in `entities`, the older one in `data`. */
export const joinedGroups: Handler = (call) => {
  const user = userFor(call);
  if (!user.ok) return user;
  const groups = joinedBy(call.app, accountOf(call), "chatgroup");
  if (call.target.space === null) {
    const rows = groups.map(({ id, name }) => ({ groupid: id, groupname: name }));
    return ok({ data: rows, more: { count: rows.length } });
  }
  const size = numberIn(call.query, "pagesize", { usual: 5, least: 1, most: 20 });
  const page = numberIn(call.query, "pagenum", { usual: 0, least: 0, most: 1_000_000 });
  const entities = groups.slice(page * size, (page + 1) * size).map((group) => ({
    groupId: group.id,
    id: group.id,
    name: group.name,
    owner: ownerOf(group),
    disabled: group.disabled,
  }));
  return ok({ entities, more: { ...paramsOf(call.query), total: groups.length } });
};

export const joinedRooms: Handler = (call) => {
  const user = userFor(call);
  if (!user.ok) return user;
  const rooms = joinedBy(call.app, accountOf(call), "chatroom");
  const size = numberIn(call.query, "pagesize", { usual: 1000, least: 1, most: 1000 });
  const page = numberIn(call.query, "pagenum", { usual: 1, least: 1, most: 1_000_000 });
  const rows = rooms.slice((page - 1) * size, page * size).map(({ id, name }) => ({ id, name }));
  return ok({ data: rows, more: { ...paramsOf(call.query), count: rows.length } });
};
