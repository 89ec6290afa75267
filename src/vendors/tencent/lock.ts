import { fail, ok, type Result } from "../../result.ts";
import { readTrouble } from "../../texts/vendor.ts";
import { ofRead, unreadable, VENDOR, type Trouble } from "./errors.ts";
import { askGroup } from "./groups.ts";
import { isWithout } from "./kinds.ts";
import type { Send } from "./wire.ts";

/** Whether everybody in the group is muted at once. Asked in both dialects, and answered in whichever it is. */
export async function readLock(send: Send, groupId: string, kind: string): Promise<Result<boolean, Trouble>> {
  if (isWithout(kind, "lock")) return ok(false);
  const asked = await askGroup(send, groupId, ["MuteAllMember", "ShutUpAllMember"]);
  if (!asked.ok) return asked;
  const state = asked.value?.MuteAllMember ?? asked.value?.ShutUpAllMember;
  if (state === undefined) return fail(ofRead(unreadable(readTrouble.lockLeftOut(VENDOR))));
  return ok(state === "On");
}
