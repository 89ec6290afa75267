import type { Instant } from "../clock.ts";
import type { AlertRecord, NewJob } from "../ledger/port.ts";
import { postBeside } from "./casework.ts";

/** Brings the card of an alert up to date; `change` tells changes that are not its own versions apart. */
export function alertCardChange(
  { id, body }: Pick<AlertRecord, "id" | "body">,
  change: string,
  now: Instant,
): NewJob {
  const { channel } = JSON.parse(body) as { readonly channel: string };
  const notice = { kind: "alert_changed", alert: id, version: 0, prompt: true } as const;
  return postBeside(`alert-card:${id}:${change}`, channel, notice, now);
}
