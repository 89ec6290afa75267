import type { Undocumented } from "../../../src/sandbox/hyphenate/emulator.ts";
import { conforms } from "../conformance.ts";
import { hyphenateScene } from "./harness.ts";

/** What the documents leave open, read the other way round than the stand-in does by itself. */
const OTHERWISE: Partial<Undocumented> = {
  ownerInBatch: "row",
  agoraRoomAddExisting: "counts",
  blockedInBatchAdd: "whole-call",
  muteNonMember: "documented",
  outsiderInBatchMute: "row",
  unmuteNonMember: "refused",
  agoraMuteZero: "refused",
  permanentExpire: -1,
  blockAgain: "not-a-member",
  blockReasons: false,
  addBlockedStatus: 400,
  oldOwnerBecomes: "admin",
  authTexts: "detailed",
  missingToken: "token-is-blank",
  throttledWith: 503,
};

for (const vendor of ["easemob", "agora"] as const) {
  for (const kind of ["chatgroup", "chatroom"] as const) {
    conforms(hyphenateScene(vendor, kind));
    const otherwise = hyphenateScene(vendor, kind, OTHERWISE);
    conforms({ ...otherwise, name: `${otherwise.name} where what is undocumented is the other way round` });
  }
}
