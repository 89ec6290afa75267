import { z } from "zod";
import { ok } from "../../../result.ts";
import { MOST_DETAILS } from "../contract.ts";
import { cannotFindSpace, forbidden, invalid, refuse } from "../refusals.ts";
import type { GroupState } from "../world.ts";
import { groupOf, ownerOf, transfer } from "../world.ts";
import type { Call, Handler, SpaceCall } from "./call.ts";
import { Account, bodyAs, existing, idKey, inSpace, numberIn, paramsOf, spaceOf } from "./call.ts";

/** Of several ids those that exist are told; none at all is an error that names the first. */
export const details: Handler = (call) => {
  const ids = call.target.id.split(",").filter((id) => id !== "");
  if (ids.length > MOST_DETAILS) return refuse(invalid(`group number more than maxSize : ${MOST_DETAILS}`));
  const found = ids
    .map((id) => call.app.groups.get(id))
    .filter((group) => group?.kind === spaceOf(call))
    .filter((group) => group !== undefined);
  if (found.length === 0) return refuse(cannotFindSpace(ids[0] ?? ""));
  const rows = found.map((group) => detailsOf(group, ids.length > 1));
  return ok({ data: rows, more: { ...paramsOf(call.query), count: rows.length } });
};

/** Answers about several spaces have no `owner` of their own; it stands in `affiliations` (suite of 2021). */
function detailsOf(group: GroupState, several: boolean): object {
  const owner = ownerOf(group);
  const affiliations = [...group.members]
    .toReversed()
    .map(([account, { role }]) => ({ [role === "owner" ? "owner" : "member"]: account }));
  return {
    id: group.id,
    name: group.name,
    description: group.description,
    membersonly: false,
    allowinvites: false,
    invite_need_confirm: false,
    maxusers: group.maxMembers,
    ...(several || owner === null ? {} : { owner }),
    created: group.createdAt,
    custom: "",
    mute: group.locked,
    disabled: group.disabled,
    affiliations_count: affiliations.length,
    affiliations,
    public: true,
  };
}

/** Without a `cursor` in the answer the list is at its end. */
export const listSpaces: Handler = (call) => {
  const { app, query } = call;
  const kind = spaceOf(call);
  const all = [...app.groups.values()].filter((group) => group.kind === kind);
  const most = kind === "chatgroup" ? 1000 : 100;
  const size = numberIn(query, "limit", { usual: 10, least: 1, most });
  const from = numberIn(query, "cursor", { usual: 0, least: 0, most: all.length });
  const page = all.slice(from, from + size);
  const next = from + page.length;
  const cursor = next < all.length ? { cursor: String(next) } : {};
  const data = page.map((group) => briefly(call, group));
  return ok({ data, more: { ...paramsOf(query), ...cursor, count: page.length } });
};

function briefly({ app }: Call, group: GroupState): object {
  const owner = ownerOf(group) ?? "";
  return group.kind === "chatgroup"
    ? {
        groupid: group.id,
        groupname: group.name,
        owner: `${app.org}#${app.app}_${owner}`,
        affiliations: group.members.size,
        type: "group",
        lastModified: String(group.createdAt),
      }
    : {
        id: group.id,
        name: group.name,
        owner,
        affiliations_count: group.members.size,
        disabled: group.disabled,
      };
}

const CreateBody = z.object({
  groupname: z.string().optional(),
  name: z.string().optional(),
  description: z.string().optional(),
  public: z.boolean().optional(),
  maxusers: z.int().min(1).optional(),
  owner: Account,
  members: z.array(Account).optional(),
});

export const createSpace: Handler = (call) => {
  const { app, now } = call;
  const kind = spaceOf(call);
  const body = bodyAs(call, CreateBody);
  if (!body.ok) return body;
  const { owner, members = [], maxusers, groupname, name, description = "" } = body.value;
  if (kind === "chatgroup" && body.value.public === undefined) {
    return refuse(invalid("group must contain public field!"));
  }
  const known = existing(call, [owner, ...members]);
  if (!known.ok) return known;
  const id = String(app.nextId);
  app.nextId += 1;
  const wanted = {
    id,
    kind,
    name: groupname ?? name ?? id,
    owner,
    members,
    ...(maxusers === undefined ? {} : { maxMembers: maxusers }),
  };
  const group = groupOf(app.vendor, wanted, app.accounts, now);
  group.description = description;
  app.groups.set(id, group);
  return ok({ data: idKey(group, "id") });
};

const EditBody = z.strictObject({
  newowner: Account.optional(),
  groupname: z.string().optional(),
  name: z.string().optional(),
  description: z.string().optional(),
  maxusers: z.int().min(1).optional(),
});

/** Changes what stands about a space, or hands it to another owner. */
export const editSpace: Handler = inSpace((call) => {
  const { group, body } = call;
  const known = new Set(Object.keys(EditBody.shape));
  const strange = Object.keys(Object(body)).filter((field) => !known.has(field));
  if (strange.length > 0) return refuse(invalid(`some of [${strange.join(", ")}] are not valid fields`));
  const wanted = bodyAs(call, EditBody);
  if (!wanted.ok) return wanted;
  const { newowner, groupname, name, description, maxusers } = wanted.value;
  if (newowner !== undefined) return handOver(call, newowner);
  group.name = groupname ?? name ?? group.name;
  group.description = description ?? group.description;
  group.maxMembers = maxusers ?? group.maxMembers;
  return ok({ data: Object.fromEntries(Object.keys(wanted.value).map((field) => [field, true])) });
});

function handOver({ group, undocumented }: SpaceCall, account: string): ReturnType<Handler> {
  if (account === ownerOf(group)) return refuse(forbidden("new owner and old owner are the same"));
  if (!group.members.has(account)) {
    return refuse(forbidden(`user: ${account} doesn't exist in group: ${group.id}`));
  }
  transfer(group, account, undocumented.oldOwnerBecomes);
  return ok({ data: { newowner: true } });
}

export const deleteSpace: Handler = inSpace(({ app, group }) => {
  app.groups.delete(group.id);
  return ok({ data: { success: true, ...idKey(group, "id") } });
});

const switching = (disabled: boolean): Handler =>
  inSpace(({ group }) => {
    group.disabled = disabled;
    return ok({ data: { disabled } });
  });

export const disableSpace: Handler = switching(true);
export const enableSpace: Handler = switching(false);
