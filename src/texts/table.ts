import type { AccountState } from "../vendors/port.ts";
import type { End, Outcome, Verb } from "../words.ts";
import { amount } from "./amount.ts";
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

/** Unique to a table: it is found again by this. */
export function tableTitle(number: number, sha256: string): string {
  return `Result of #${number} (SHA-256 ${sha256.slice(0, 12)})`;
}

/** Said with the file, as markup. */
export function tableComment(accounts: number, sha256: string): string {
  return `What became of each of the ${amount(accounts)} accounts. The log holds the SHA-256 of this file, \`${sha256}\`, in the entry \`closed\` of the case.`;
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
  if (until === "permanent") return what === "muted" ? "muted permanently" : what;
  return `${what} until ${new Date(until).toISOString()}`;
}
