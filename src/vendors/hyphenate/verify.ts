import { hyphenateSaid, VENDOR_NAMES } from "../../texts/hyphenate.ts";
import type { Act } from "../port.ts";
import type { HyphenateVendor } from "./contract.ts";
import { ALREADY, type Outcomes } from "./rows.ts";
import { readMembership, type Asked, type Reading } from "./states.ts";

/**
 * Some answers leave open what became of an account, and reading tells. Nothing is sent here that changes anything;
 * where reading fails, the account stays without an outcome, and whoever asked has to read by himself.
 */
export async function settleOpen(
  vendor: HyphenateVendor,
  reading: Reading,
  asked: Asked,
  act: Act,
  accounts: readonly string[],
  outcomes: Outcomes,
): Promise<Outcomes> {
  if (act.verb === "add") return settleAdd(vendor, reading, asked, accounts, outcomes);
  if (act.verb === "ban") return settleBan(reading, asked, outcomes);
  return outcomes;
}

/**
 * Who is not among the `newmembers` was in the group before, or was left out because of a ban or for another reason
 * that the answer does not give.
 */
async function settleAdd(
  vendor: HyphenateVendor,
  reading: Reading,
  asked: Asked,
  accounts: readonly string[],
  outcomes: Outcomes,
): Promise<Outcomes> {
  const open = accounts.filter((account) => !outcomes.has(account));
  if (open.length === 0) return outcomes;
  const rows = await readMembership(reading, asked, open);
  if (!rows.ok) return outcomes;
  const inside = new Set(rows.value.map(({ account }) => account));
  const leftOut = { outcome: "refused", detail: hyphenateSaid.leftOut(VENDOR_NAMES[vendor]) } as const;
  const settled = open.map((account) => [account, inside.has(account) ? ALREADY : leftOut] as const);
  return new Map([...outcomes, ...settled]);
}

/** Whoever is banned is out of the group, so "not a member" can mean that the ban stands already. */
async function settleBan(
  { lists }: Reading,
  { group, space, urgency }: Asked,
  outcomes: Outcomes,
): Promise<Outcomes> {
  const outside = [...outcomes].filter(([, { outcome }]) => outcome === "absent");
  if (outside.length === 0) return outcomes;
  const blocked = await lists.blocked(space, group.group.id, urgency);
  const sure = [...outcomes].filter(([, { outcome }]) => outcome !== "absent");
  if (!blocked.ok) return new Map(sure);
  const banned = new Set(blocked.value);
  return new Map([
    ...sure,
    ...outside.map(([account, told]) => [account, banned.has(account) ? ALREADY : told] as const),
  ]);
}
