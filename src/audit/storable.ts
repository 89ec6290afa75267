import type { Json, NewEntry } from "../ledger/port.ts";
import { canonical } from "./hash.ts";

/**
 * Text as both databases and the hash can take it. PostgreSQL refuses NUL in text, and a lone surrogate has no
 * UTF-8 form (RFC 8785 refuses it); a crafted reason must not be able to make the audit write fail. Both become
 * U+FFFD, so the same text is stored, hashed and looked up everywhere.
 */
export function storable(text: string): string {
  const wellFormed = text.isWellFormed() ? text : text.toWellFormed();
  return wellFormed.includes("\0") ? wellFormed.replaceAll("\0", "\uFFFD") : wellFormed;
}

/** The same for every text inside a JSON value, names included. Where two names become equal, the last one wins. */
export function storableJson(value: Json): Json {
  if (typeof value === "string") return storable(value);
  if (value === null || typeof value !== "object") return value;
  if (isList(value)) return value.map(storableJson);
  return Object.fromEntries(members(value));
}

/** For fromEntries, which defines properties, so that a member called __proto__ stays a member. */
function members(value: NewEntry["body"]): readonly (readonly [string, Json])[] {
  return Object.entries(value).map(([name, member]) => [storable(name), storableJson(member)]);
}

/** The canonical text of a body that is stored. Throws only for numbers that JSON does not have. */
export function canonicalStorable(body: NewEntry["body"]): string {
  return canonical(Object.fromEntries(members(body)));
}

/** Array.isArray does not narrow a readonly array. */
function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}
