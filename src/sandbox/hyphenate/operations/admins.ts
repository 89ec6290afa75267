import { z } from "zod";
import { ok } from "../../../result.ts";
import { MOST_ADMINS } from "../contract.ts";
import { OWNER, forbidden, notFound, refuse } from "../refusals.ts";
import { ownerOf } from "../world.ts";
import type { GroupState } from "../world.ts";
import type { Handler } from "./call.ts";
import { Account, accountOf, bodyAs, existing, inSpace, numberIn, paramsOf } from "./call.ts";

const adminsOf = (group: GroupState): string[] =>
  [...group.members].filter(([, { role }]) => role === "admin").map(([account]) => account);

export const listAdmins: Handler = inSpace(({ group }) => {
  const admins = adminsOf(group);
  return ok({ data: admins, more: { count: admins.length } });
});

const AddBody = z.object({ newadmin: Account });

export const addAdmin: Handler = inSpace((call) => {
  const { group } = call;
  const body = bodyAs(call, AddBody);
  if (!body.ok) return body;
  const account = body.value.newadmin;
  const known = existing(call, [account]);
  if (!known.ok) return known;
  const member = group.members.get(account);
  if (!member) return refuse(notFound(`user: ${account} doesn't exist in group: ${group.id}`));
  if (account === ownerOf(group)) return refuse(OWNER);
  if (member.role !== "admin" && adminsOf(group).length >= MOST_ADMINS) {
    return refuse(forbidden(`group admin number more than maxSize : ${MOST_ADMINS}`));
  }
  member.role = "admin";
  return ok({ data: { result: "success", newadmin: account } });
});

export const removeAdmin: Handler = inSpace((call) => {
  const { group } = call;
  const account = accountOf(call);
  const member = group.members.get(account);
  if (member?.role !== "admin") {
    return refuse(forbidden(`user:${account} is not admin of group:${group.id}`));
  }
  member.role = "member";
  return ok({ data: { result: "success", oldadmin: account } });
});

/** Super admins stand above all rooms of an app. */
export const listSuperAdmins: Handler = ({ app, query }) => {
  const size = numberIn(query, "pagesize", { usual: 10, least: 1, most: 1000 });
  const page = numberIn(query, "pagenum", { usual: 1, least: 1, most: 1_000_000 });
  const rows = [...app.superAdmins].slice((page - 1) * size, page * size);
  return ok({ data: rows, more: { ...paramsOf(query), count: rows.length } });
};

const SuperBody = z.object({ superadmin: Account });

export const addSuperAdmin: Handler = (call) => {
  const body = bodyAs(call, SuperBody);
  if (!body.ok) return body;
  const known = existing(call, [body.value.superadmin]);
  if (!known.ok) return known;
  call.app.superAdmins.add(body.value.superadmin);
  return ok({ data: { result: "success", resource: "" } });
};

export const removeSuperAdmin: Handler = (call) => {
  const account = accountOf(call);
  call.app.superAdmins.delete(account);
  return ok({ data: { newSuperAdmin: account, resource: "" } });
};
