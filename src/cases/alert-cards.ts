import type { ActedOnAlert } from "../alerts/port.ts";
import type { Instant } from "../clock.ts";
import type { AlertRecord, NewJob } from "../ledger/port.ts";
import { decide, type Decision } from "../policy/decide.ts";
import type { Person } from "../policy/person.ts";
import { postBeside } from "./casework.ts";
import type { Considering } from "./considering.ts";

/** What requests and cases have to do with alerts. */

/** Whether somebody may answer an alert: about this group; null: about none that the configuration knows. */
export function mayAnswer(
  { work, ask }: Pick<Considering, "work" | "ask">,
  person: Person,
  group: string | null,
): Decision {
  const { channel } = ask;
  const wish = { right: "oncall", group, accounts: 1, lasts: null, channel, recent: 0 } as const;
  return decide(work.register.policy, person, wish);
}

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

export function alertActed(id: string, acted: Omit<ActedOnAlert, "kind">, now: Instant): NewJob {
  const work: ActedOnAlert = { kind: "acted", ...acted };
  return { id, kind: "alert", payload: JSON.stringify(work), lane: null, runAt: now, held: false };
}
