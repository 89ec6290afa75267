import type { Instant } from "../clock.ts";
import type { Group } from "../vendors/port.ts";

/**
 * Requests that are being considered, in the order in which they came. One that has to wait for the vendor must
 * not be overtaken by a later one about the same account: mute, then unmute, has to end unmuted.
 */
export interface Line {
  /** Takes a place, once, and tells whether an earlier request about one of these accounts is still in the line. */
  mustWait(request: Waiting): boolean;
  leave(id: string): void;
}

export interface Waiting {
  readonly id: string;
  readonly group: Group;
  readonly accounts: readonly string[];
  /** After this moment its place no longer holds anybody up: another process may have finished it. */
  readonly until: Instant;
}

export function createLine(now: () => Instant): Line {
  // A map keeps the order of insertion, and a request that comes again keeps its place.
  const places = new Map<string, Waiting>();
  return {
    mustWait(request) {
      if (!places.has(request.id)) places.set(request.id, request);
      for (const other of places.values()) {
        if (other.id === request.id) return false;
        if (other.until < now()) places.delete(other.id);
        else if (isAboutTheSame(other, request)) return true;
      }
      return false;
    },
    leave: (id) => void places.delete(id),
  };
}

function isAboutTheSame(one: Waiting, other: Waiting): boolean {
  const isSameGroup = one.group.connection === other.group.connection && one.group.id === other.group.id;
  return isSameGroup && one.accounts.some((account) => other.accounts.includes(account));
}
