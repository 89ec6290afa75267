import { z } from "zod";
import { mutedUntil } from "../mutes.ts";
import type { Dialect } from "../options.ts";
import type { GroupState, Member, Role } from "../world.ts";
import type { Reply } from "./call.ts";

export const WIRE_ROLES = { owner: "Owner", admin: "Admin", member: "Member" } as const satisfies Readonly<
  Record<Role, string>
>;

/** Names of fields to answer with; a name this generation does not know selects nothing. */
export const MemberInfoFilter = z.array(z.string()).optional();

/** What a listing tells about one member. Without a filter, everything. */
export function memberFields(
  group: GroupState,
  account: string,
  member: Member,
  ask: {
    readonly filter: readonly string[] | undefined;
    readonly dialect: Dialect;
    readonly nowSeconds: number;
  },
): Reply {
  const until = mutedUntil(group, account, ask.nowSeconds);
  const all: Reply = {
    Role: WIRE_ROLES[member.role],
    JoinTime: member.joinedAtSeconds,
    MsgSeq: 0,
    MsgFlag: "AcceptAndNotify",
    LastSendMsgTime: 0,
    ...(ask.dialect === "new" ? {} : { ShutUpUntil: until }),
    ...(ask.dialect === "old" ? {} : { MuteUntil: until }),
    NameCard: "",
  };
  return { Member_Account: account, ...selected(all, ask.filter) };
}

export function selected(fields: Reply, filter: readonly string[] | undefined): Reply {
  if (!filter) return fields;
  return Object.fromEntries(Object.entries(fields).filter(([name]) => filter.includes(name)));
}
