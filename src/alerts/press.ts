import type { Instant } from "../clock.ts";
import { fail, ok, type Result } from "../result.ts";
import { isFiring, type Alert, type Change } from "./alert.ts";
import type { AlertNews, AlertWish, CallTarget, Clocks, PressRefusal, Silence } from "./port.ts";

/** What a person wants of an alert, with the end of a silence as a moment. `act`: they do something about it. */
export type AlertPress =
  | { readonly kind: "act" }
  | Exclude<AlertWish, { readonly kind: "silence" | "page" }>
  | { readonly kind: "page"; readonly step: number; readonly to: readonly CallTarget[] }
  | { readonly kind: "silence"; readonly until: Instant; readonly reason?: string };

/** Who was called needs a moment to come: within it nobody calls them again. In milliseconds. */
const PAGED_AGAIN_MS = 2 * 60_000;

/** Nothing is silent for longer, in milliseconds. */
const LONGEST_SILENCE_MS = 24 * 3_600_000;

/** What becomes of an alert when somebody presses. Refused presses change nothing. */
export function press(
  alert: Alert,
  wanted: AlertPress,
  person: string,
  clocks: Pick<Clocks, "ackMs">,
  now: Instant,
): Result<Change, PressRefusal> {
  if (alert.resolved !== null) return fail({ kind: "resolved", resolved: alert.resolved });
  const { owner } = alert;
  const isOwn = owner?.kind === "person" && owner.person === person;
  switch (wanted.kind) {
    case "ack":
      if (isOwn) return fail({ kind: "yours" });
      return owner === null ? ok(owned(alert, person, clocks, now)) : fail({ kind: "taken", owner });
    case "act":
      return alert.state === "firing" && owner === null
        ? ok(owned(alert, person, clocks, now, { kind: "acked", by: person, acting: true }))
        : fail(owner === null ? { kind: "not_yours", owner } : { kind: "taken", owner });
    case "take_over":
      return isOwn ? fail({ kind: "yours" }) : ok(owned(alert, person, clocks, now));
    case "keep":
      return isOwn ? ok(kept(alert, person, clocks, now)) : fail({ kind: "not_yours", owner });
    case "resolve":
      return ok(resolved(alert, person, now));
    case "page": {
      const { paged: last } = alert;
      const isJustNow = last?.step === wanted.step && now - last.at < PAGED_AGAIN_MS;
      return isJustNow
        ? fail({ kind: "paged", by: last.by, at: last.at })
        : ok(paged(alert, person, wanted, now));
    }
    case "silence": {
      const isGood = wanted.until > now && wanted.until - now <= LONGEST_SILENCE_MS;
      return isGood ? ok(silenced(alert, person, wanted, now)) : fail({ kind: "bad_end" });
    }
    default:
      return wanted satisfies never;
  }
}

function owned(
  alert: Alert,
  person: string,
  { ackMs }: Pick<Clocks, "ackMs">,
  now: Instant,
  news = takenBy(person, alert),
): Change {
  return {
    alert: {
      ...alert,
      state: "acked",
      owner: { kind: "person", person, at: now },
      ackUntil: now + ackMs[alert.facts.severity],
      asked: false,
      silence: null,
    },
    told: [news],
  };
}

function takenBy(person: string, { owner }: Alert): AlertNews {
  if (owner === null) return { kind: "acked", by: person };
  return { kind: "taken_over", by: person, from: owner.kind === "person" ? owner.person : null };
}

function kept(alert: Alert, person: string, { ackMs }: Pick<Clocks, "ackMs">, now: Instant): Change {
  return {
    alert: { ...alert, ackUntil: now + ackMs[alert.facts.severity], asked: false },
    told: [{ kind: "kept", by: person }],
  };
}

function resolved(alert: Alert, person: string, now: Instant): Change {
  const stillFiring = isFiring(alert);
  return {
    alert: { ...alert, state: "resolved", silence: null, resolved: { by: person, at: now, stillFiring } },
    told: [{ kind: "resolved", by: person, stillFiring }],
  };
}

/** The path goes on from there, at its own times; steps that were passed over are not called any more. */
function paged(
  alert: Alert,
  person: string,
  { step, to }: AlertPress & { readonly kind: "page" },
  now: Instant,
): Change {
  const { escalation } = alert;
  return {
    alert: {
      ...alert,
      paged: { step, by: person, at: now },
      escalation: { ...escalation, step: Math.max(escalation.step, step) },
    },
    told: [{ kind: "paged", by: person, step, to }],
  };
}

function silenced(
  alert: Alert,
  person: string,
  { until, reason }: AlertPress & { readonly kind: "silence" },
  now: Instant,
): Change {
  const silence: Silence = { by: person, until, ...(reason === undefined ? {} : { reason }) };
  return {
    alert: {
      ...alert,
      state: "silenced",
      owner: null,
      ackUntil: null,
      asked: false,
      silence: { ...silence, at: now },
    },
    told: [{ kind: "silenced", ...silence }],
  };
}
