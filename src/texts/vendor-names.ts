import type { VendorName } from "../vendors/port.ts";
import { VENDOR_NAMES } from "./hyphenate.ts";

/** The chat services, as people call them. */
export const CHAT_SERVICES: Readonly<Record<VendorName, string>> = { tencent: "Tencent", ...VENDOR_NAMES };

/** `chat room`, or with the vendor's own word for a kind of group that has no other. */
export function describeKind(kind: string): string {
  return KINDS.get(kind) ?? `group of the kind ${kind}`;
}

const KINDS: ReadonlyMap<string, string> = new Map([
  ["chatgroup", "chat group"],
  ["chatroom", "chat room"],
]);
