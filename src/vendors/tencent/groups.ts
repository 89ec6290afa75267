import type { z } from "zod";
import type { Clock, Instant } from "../../clock.ts";
import { fail, ok, type Result } from "../../result.ts";
import { readTrouble } from "../../texts/vendor.ts";
import { keepReads } from "../kept-reads.ts";
import { groupInfoAnswer, type Verdict } from "./answers.ts";
import { READS } from "./contract.ts";
import { ofRead, unreadable, VENDOR, type Trouble } from "./errors.ts";
import type { Send } from "./wire.ts";

/** A group's kind never changes; its owner seldom does, and roles are read anew for every case. */
const KEEP_MS = 5 * 60_000;

export interface GroupFacts {
  readonly kind: string;
  readonly owner: string | null;
  readonly members: number | null;
  readonly readAt: Instant;
}

export interface Groups {
  facts(groupId: string): Promise<Result<GroupFacts, Trouble>>;
  /** The next `facts` of this group is read from Tencent. */
  forget(groupId: string): void;
}

export function createGroups(send: Send, clock: Clock): Groups {
  const kept = keepReads<GroupFacts, Trouble>(clock, KEEP_MS);
  return {
    facts: (groupId) => kept.read(groupId, () => fetchFacts(send, clock, groupId)),
    forget: (groupId) => kept.forget(groupId),
  };
}

async function fetchFacts(send: Send, clock: Clock, groupId: string): Promise<Result<GroupFacts, Trouble>> {
  const readAt = clock.now();
  const asked = await askGroup(send, groupId, ["Type", "Owner_Account", "MemberNum"]);
  if (!asked.ok) return asked;
  const info = asked.value;
  if (info?.Type === undefined) {
    return fail(ofRead(unreadable(readTrouble.groupLeftOut(VENDOR, groupId))));
  }
  // A group without an owner is shown with an empty one.
  const owner = info.Owner_Account === undefined || info.Owner_Account === "" ? null : info.Owner_Account;
  return ok({ kind: info.Type, owner, members: info.MemberNum ?? null, readAt });
}

/** Asks `get_group_info` about one group, for these fields only: without the filter every member would come along. */
export async function askGroup(
  send: Send,
  groupId: string,
  fields: readonly string[],
): Promise<Result<GroupInfo | undefined, Trouble>> {
  const { command, perSecond } = READS.group;
  const answered = await send({
    service: "group_open_http_svc",
    command,
    perSecond,
    body: () => ok({ GroupIdList: [groupId], ResponseFilter: { GroupBaseInfoFilter: fields } }),
    answer: groupInfoAnswer,
    verdictOf: (answer) => verdictOn(groupId, answer),
  });
  if (!answered.ok) return answered;
  return ok(answered.value.value.GroupInfo.find((group) => group.GroupId === groupId));
}

type GroupInfo = z.infer<typeof groupInfoAnswer>["GroupInfo"][number];

/** The verdict on this group, which counts more than the one on the request (269/1616). */
function verdictOn(groupId: string, answer: unknown): Verdict | null {
  const info = groupInfoAnswer.safeParse(answer).data?.GroupInfo.find((group) => group.GroupId === groupId);
  return info ? { ErrorCode: info.ErrorCode, ErrorInfo: info.ErrorInfo } : null;
}
