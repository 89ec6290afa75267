import type { Urgency } from "../vendors/port.ts";

/** Accounts in the largest case that a message can name, one by one, without being hard to read. */
const LARGEST_NAMED = 50;

/**
 * A case of so many accounts takes a while and fills a table: it has a card that shows how far it is, it can be
 * stopped, and it lets single commands pass.
 */
export function isBatch(accounts: number): boolean {
  return accounts > LARGEST_NAMED;
}

export function urgencyOf(accounts: number): Urgency {
  return isBatch(accounts) ? "patient" : "prompt";
}
