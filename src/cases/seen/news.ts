import type { Instant } from "../../clock.ts";
import type { Ledger } from "../../ledger/port.ts";
import type { Group, GroupHappening, VendorDriver } from "../../vendors/port.ts";
import { EVERYBODY } from "../../words.ts";
import type { Register } from "../casework.ts";
import { explained } from "./echo.ts";
import type { SeenRow, SeenWhat } from "./row.ts";
import { watchedAmong } from "./watch.ts";

/** What of it people are to hear of. */

export interface Looking {
  readonly ledger: Pick<Ledger, "attemptsBetween" | "latestOn">;
  /** Undefined: the connection has none. */
  readonly driver: Pick<VendorDriver, "nameOf"> | undefined;
}

export function groupTold(
  { groups }: Pick<Register, "groups">,
  connection: string,
  { group }: Pick<GroupHappening, "group">,
): Group | null {
  const found = [...groups.values()].find((one) => one.connection === connection && one.id === group);
  return found ?? null;
}

/** What others did, and who came although the books are against it. */
export async function newsOf(
  { ledger, driver }: Looking,
  group: Group,
  told: GroupHappening,
  cameAt: Instant,
): Promise<readonly SeenRow[]> {
  const { what, at, by } = told;
  if (what === "left") return [];
  const named = "accounts" in told ? told.accounts : [];
  const accounts = [...new Set(named.map((account) => driver?.nameOf(account) ?? account))];
  const whom = named.length > 0 ? accounts : [EVERYBODY];
  const echoes = await explained(ledger, group, told, whom, cameAt);
  const others = whom.filter((account) => !echoes.has(account));
  if (others.length === 0) return [];
  const until = "until" in told ? told.until : null;
  const row = (of: SeenWhat, about: readonly string[]): SeenRow => ({
    what: of,
    accounts: about,
    by,
    at,
    until,
    watch: null,
  });
  if (what !== "joined") return [row(what, named.length > 0 ? others : [])];
  const watched = await watchedAmong(ledger, group, others, cameAt);
  const plain = others.filter((account) => !watched.has(account));
  // Who was let in by whoever runs the app was let in by others; who came by themselves is no news.
  const added = by.through === "server" && plain.length > 0 ? [row("joined", plain)] : [];
  const back = [...watched].map(([account, watch]): SeenRow => ({ ...row("joined", [account]), watch }));
  return [...back, ...added];
}
