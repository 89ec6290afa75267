import { fail, ok, type Result } from "../../result.ts";
import { readTrouble } from "../../texts/vendor.ts";
import { groupInfoAnswer } from "./answers.ts";
import { READS } from "./contract.ts";
import { ofRead, unreadable, VENDOR, type Trouble } from "./errors.ts";
import { verdictOn } from "./groups.ts";
import { isWithout } from "./kinds.ts";
import type { Send } from "./wire.ts";

/** Whether everybody in the group is muted at once. Asked in both dialects, and answered in whichever it is. */
export async function readLock(send: Send, groupId: string, kind: string): Promise<Result<boolean, Trouble>> {
  if (isWithout(kind, "lock")) return ok(false);
  const { command, perSecond } = READS.group;
  const answered = await send({
    service: "group_open_http_svc",
    command,
    perSecond,
    body: () =>
      ok({
        GroupIdList: [groupId],
        ResponseFilter: { GroupBaseInfoFilter: ["MuteAllMember", "ShutUpAllMember"] },
      }),
    answer: groupInfoAnswer,
    verdictOf: (answer) => verdictOn(groupId, answer),
  });
  if (!answered.ok) return answered;
  const info = answered.value.value.GroupInfo.find((group) => group.GroupId === groupId);
  const state = info?.MuteAllMember ?? info?.ShutUpAllMember;
  if (state === undefined) return fail(ofRead(unreadable(readTrouble.lockLeftOut(VENDOR))));
  return ok(state === "On");
}
