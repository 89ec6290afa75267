import type { Hold } from "../policy/approval.ts";
import type { NewJob } from "../ledger/port.ts";
import { post, type Casework } from "./casework.ts";

/** The card that approvers see of an act that waits. */
export function approversCard(work: Pick<Casework, "register" | "clock">, id: string): readonly NewJob[] {
  const address = addressOf(work);
  return address
    ? [post(`hold:${id}`, address, { kind: "hold", hold: id, for: "approvers" }, work.clock.now())]
    : [];
}

/** Changes it to what has become of the act; `change` tells changes of one hold apart. A preview has no such card. */
export function cardChange(
  work: Pick<Casework, "register" | "clock">,
  id: string,
  kind: Hold["kind"],
  change: string,
): readonly NewJob[] {
  const address = addressOf(work);
  if (!address || kind === "preview") return [];
  const notice = { kind: "hold_changed", hold: id, card: `hold:${id}` } as const;
  return [post(`hold-card:${id}:${change}`, address, notice, work.clock.now())];
}

function addressOf({ register }: Pick<Casework, "register">) {
  const { approvals } = register.policy;
  return approvals ? ({ to: "channel", channel: approvals.channel, asker: null } as const) : null;
}
