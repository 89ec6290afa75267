import type { AccountState } from "../vendors/port.ts";
import type { End, Outcome, Verb } from "../words.ts";
import { alreadySo, participle } from "./books.ts";

/** Cells of the table of a case. Moments are in UTC and ISO 8601, because a file has no reader's time zone. */

export function describeBefore(before: AccountState | null): string {
  if (before === null) return "not read";
  const parts = [
    STANDING[before.standing],
    before.exists === false ? "no such account" : "",
    lasting("muted", before.mutedUntil),
    lasting("banned", before.bannedUntil),
  ];
  return parts.filter((part) => part !== "").join(", ") || "free";
}

export function describeOutcome(verb: Verb, outcome: Outcome | null): string {
  switch (outcome) {
    case "done":
      return `done (${participle(verb)})`;
    case "already":
      return `already (${alreadySo(verb)})`;
    case "absent":
      return "absent (not in the group)";
    case "refused":
      return "refused";
    case "unknown":
      return "unknown";
    case null:
      return "still open";
    default:
      return outcome satisfies never;
  }
}

const STANDING = {
  owner: "owner",
  admin: "admin",
  member: "member",
  absent: "not in the group",
  unlisted: "",
} as const;

function lasting(what: string, until: End | null): string {
  if (until === null) return "";
  return until === "permanent" ? `${what} permanently` : `${what} until ${new Date(until).toISOString()}`;
}
