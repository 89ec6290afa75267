import type { Instant } from "../clock.ts";
import { waiting, type Alert, type Change } from "./alert.ts";
import type { Clocks } from "./port.ts";

/** The next moment at which an alert changes by itself; null: it does not. */
export function dueAt(alert: Alert, { askBeforeMs, path }: Clocks): Instant | null {
  switch (alert.state) {
    case "firing": {
      const step = path[alert.escalation.step];
      return step ? alert.escalation.since + step.afterMs : null;
    }
    case "acked":
      if (alert.ackUntil === null) return null;
      return alert.asked ? alert.ackUntil : alert.ackUntil - askBeforeMs;
    case "silenced":
      return alert.silence?.until ?? null;
    case "resolved":
      return null;
    default:
      return alert.state satisfies never;
  }
}

/** What the passing of time makes of an alert, one step at a time; null: nothing is due yet. */
export function elapse(alert: Alert, clocks: Clocks, now: Instant): Change | null {
  const due = dueAt(alert, clocks);
  if (due === null || due > now) return null;
  switch (alert.state) {
    case "firing": {
      const { since, step } = alert.escalation;
      const to = clocks.path[step]?.to ?? [];
      return {
        alert: { ...alert, escalation: { since, step: step + 1 } },
        told: [{ kind: "escalated", step: step + 1, to }],
      };
    }
    case "acked": {
      const { owner, ackUntil } = alert;
      if (owner?.kind !== "person" || ackUntil === null) return null;
      if (!alert.asked)
        return {
          alert: { ...alert, asked: true },
          told: [{ kind: "ack_ends", owner: owner.person, at: ackUntil }],
        };
      return {
        alert: { ...alert, ...waiting(now, afterTheCall(clocks)) },
        told: [{ kind: "ack_ended", owner: owner.person, to: clocks.onCall }],
      };
    }
    case "silenced":
      return {
        alert: { ...alert, ...waiting(now, afterTheCall(clocks)) },
        told: [{ kind: "silence_ended", by: alert.silence?.by ?? "", to: clocks.onCall }],
      };
    case "resolved":
      return null;
    default:
      return alert.state satisfies never;
  }
}

/** Whoever is on call is called at once; a first step without a wait would call them twice. */
function afterTheCall({ path }: Clocks): number {
  const first = path.findIndex(({ afterMs }) => afterMs > 0);
  return first === -1 ? path.length : first;
}
