import { createHash } from "node:crypto";
import type { Instant } from "../../clock.ts";
import type { Ledger } from "../../ledger/port.ts";
import type { Happening } from "../../vendors/port.ts";
import type { Register } from "../casework.ts";
import { groupTold, newsOf, type Looking } from "./news.ts";
import type { CallbackWork } from "./row.ts";

/** `ignored`: nobody would be told of it. */
export type Arrived = "taken" | "duplicate" | "ignored";

export interface Arriving extends Looking {
  readonly ledger: Looking["ledger"] & Pick<Ledger, "receive">;
  readonly register: Register;
  readonly now: Instant;
}

/** What tells of a state, again and again while it lasts, is taken once in this time, in milliseconds. */
const STATE_AGAIN_MS = 60 * 60_000;

/**
 * Stores what a vendor has told, once, before the vendor is answered. What nobody would be told of is not stored: people
 * come and go all day, and Bailiff's own acts come back one by one; together they would be most of the journal. What
 * decides about those stands there before they were done.
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

async function isNews(at: Arriving, connection: string, happening: Happening): Promise<boolean> {
  if (happening.what === "over_limit") return true;
  const group = groupTold(at.register, connection, happening);
  return group !== null && (await newsOf(at, group, happening, at.now)).length > 0;
}

function stateOf(happening: Happening, now: Instant): string | null {
  const hour = Math.floor(now / STATE_AGAIN_MS);
  if (happening.what === "over_limit") return JSON.stringify(["over", happening.command, hour]);
  return happening.what === "group_full" ? JSON.stringify(["full", happening.group, hour]) : null;
}

function digest(key: string): string {
  return createHash("sha256").update(key).digest("hex").slice(0, 40);
}
