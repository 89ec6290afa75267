import { createHash } from "node:crypto";
import type { Instant } from "../../clock.ts";
import type { Ledger } from "../../ledger/port.ts";
import type { Group, GroupHappening, Happening, VendorDriver } from "../../vendors/port.ts";
import type { Register } from "../casework.ts";
import type { CallbackWork } from "./row.ts";
import { watchedAmong } from "./watch.ts";

/** `ignored`: nobody would be told of it. */
export type Arrived = "taken" | "duplicate" | "ignored";

export interface Arriving {
  readonly ledger: Pick<Ledger, "receive" | "latestOn">;
  readonly register: Register;
  /** Null: the connection has none. */
  readonly driver: VendorDriver | null;
  readonly now: Instant;
}

/** What tells of a state, again and again while it lasts, is taken once in this time, in milliseconds. */
const STATE_AGAIN_MS = 60 * 60_000;

/**
 * Stores what a vendor has told, once, before the vendor is answered. What nobody would be told of is not stored: people
 * come and go all day, in numbers that would be most of the journal.
 */
export async function arrive(
  at: Arriving,
  connection: string,
  { key, happening }: { readonly key: string; readonly happening: Happening },
): Promise<Arrived> {
  if (!(await isNews(at, connection, happening))) return "ignored";
  const work: CallbackWork = { told: happening, connection };
  const received = await at.ledger.receive({
    id: `callback:${connection}:${digest(stateOf(happening, at.now) ?? key)}`,
    kind: "callback",
    payload: JSON.stringify(work),
    lane: null,
    runAt: at.now,
    held: false,
  });
  return received.kind === "new" ? "taken" : "duplicate";
}

export function groupTold(
  { groups }: Pick<Register, "groups">,
  connection: string,
  { group }: Pick<GroupHappening, "group">,
): Group | null {
  const found = [...groups.values()].find((one) => one.connection === connection && one.id === group);
  return found ?? null;
}

async function isNews(
  { ledger, register, driver, now }: Arriving,
  connection: string,
  happening: Happening,
): Promise<boolean> {
  if (happening.what === "over_limit") return true;
  const group = groupTold(register, connection, happening);
  if (group === null || happening.what === "left") return false;
  // Who came by themselves, or was brought along by a friend, is news only when the books say so.
  if (happening.what !== "joined" || happening.by.through === "server") return true;
  const accounts = happening.accounts.map((account) => driver?.nameOf(account) ?? account);
  return (await watchedAmong(ledger, group, accounts, now)).size > 0;
}

function stateOf(happening: Happening, now: Instant): string | null {
  const hour = Math.floor(now / STATE_AGAIN_MS);
  if (happening.what === "over_limit") return JSON.stringify(["over", happening.command, hour]);
  return happening.what === "group_full" ? JSON.stringify(["full", happening.group, hour]) : null;
}

function digest(key: string): string {
  return createHash("sha256").update(key).digest("hex").slice(0, 40);
}
