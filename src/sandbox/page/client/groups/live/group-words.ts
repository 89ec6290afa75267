import type { PageGroup } from "../../../told.ts";

/** What a service calls a kind of group, with what it means where its word does not say so. */
const KINDS: Readonly<Record<string, string>> = {
  Public: "public group",
  Private: "private group",
  ChatRoom: "meeting group (ChatRoom)",
  AVChatRoom: "live group (AVChatRoom)",
  Community: "community",
  chatroom: "chat room",
  chatgroup: "chat group",
};

export const kindWords = (kind: string): string => KINDS[kind] ?? kind;

/** In few words, how many are in it and what holds there: `46 members`, `2 muted`, `1 banned`. */
export function countsOf({ members, muted, banned }: PageGroup): readonly string[] {
  return [
    members.length === 1 ? "1 member" : `${members.length} members`,
    ...(muted.length > 0 ? [`${muted.length} muted`] : []),
    ...(banned.length > 0 ? [`${banned.length} banned`] : []),
  ];
}
