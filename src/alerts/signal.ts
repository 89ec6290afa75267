import type { Instant } from "../clock.ts";
import { isFiring, waiting, type Alert, type Change, type Part, type Signal } from "./alert.ts";
import type { AlertNews } from "./port.ts";

/** What becomes of an alert when its source speaks. */

/** What fires again so soon after its end has the same card; later it is another alert. In milliseconds. */
export const SAME_CARD_MS = 30 * 60_000;
/**
 * What a person resolved fires on when its source says so again, but not by what was on its way already: two
 * Alertmanagers of a pair send the same within seconds. In milliseconds.
 */
export const ON_ITS_WAY_MS = 60_000;
/** Alerts of one group that are remembered; those that ended first are forgotten first. */
const MOST_PARTS = 1_000;

/** The first that is heard of a group; null: nothing to keep. */
export function open(signal: Signal, about: Pick<Alert, "source" | "channel">, now: Instant): Change | null {
  const parts = mergeParts([], signal.parts).parts;
  const firing = parts.some(({ endsAt }) => endsAt === null);
  if (!firing && (!signal.endsUnknown || parts.length === 0)) return null;
  const alert: Alert = {
    ...about,
    key: signal.key,
    facts: signal.facts,
    parts,
    ...waiting(now),
    ...(firing ? {} : { state: "resolved", resolved: { by: null, at: now, stillFiring: false } }),
    since: now,
    shown: firing,
    timer: 0,
  };
  if (!firing) return { alert, told: [] };
  const acked = atSource(alert, signal, now);
  return { alert: acked.alert, told: [{ kind: "opened" }, ...acked.told] };
}

/** `same`: it says nothing new. `another`: it began anew, long after its end, and is another alert. */
export type Heard =
  | { readonly kind: "same" }
  | { readonly kind: "another" }
  | ({ readonly kind: "changed" } & Change);

export function hear(alert: Alert, signal: Signal, now: Instant): Heard {
  const { parts, moved, stale } = mergeParts(alert.parts, signal.parts);
  const merged: Alert = { ...alert, parts, facts: signal.parts.length > 0 ? signal.facts : alert.facts };
  const after =
    alert.state === "resolved" ? afterEnd(alert, merged, signal, now) : whileOpen(merged, signal, now);
  if (after === "another") return { kind: "another" };
  // Only its end was known, and now its beginning comes late: people should know that it was there.
  const isLate = !alert.shown && (stale || isFiring(merged));
  const shown = alert.shown || isLate;
  const first = { kind: "opened" } as const;
  const told: readonly AlertNews[] = isLate
    ? [first, ...after.told.filter(({ kind }) => kind !== "fired_again")]
    : after.told;
  const next = { ...after.alert, shown };
  const isSame = !moved && told.length === 0 && JSON.stringify(next.facts) === JSON.stringify(alert.facts);
  return isSame ? { kind: "same" } : { kind: "changed", alert: next, told };
}

function whileOpen(alert: Alert, signal: Signal, now: Instant): Change {
  if (isFiring(alert)) return atSource(alert, signal, now);
  const resolved = { by: null, at: now, stillFiring: false };
  return { alert: { ...alert, state: "resolved", resolved }, told: [{ kind: "resolved_at_source" }] };
}

function afterEnd(before: Alert, alert: Alert, signal: Signal, now: Instant): Change | "another" {
  const { resolved } = before;
  if (resolved === null) throw new Error("a resolved alert does not say when");
  const wasFiring = isFiring(before);
  const firing = isFiring(alert);
  if (!firing) {
    if (!resolved.stillFiring) return { alert, told: [] };
    return {
      alert: { ...alert, resolved: { ...resolved, stillFiring: false } },
      told: [{ kind: "ended_at_source" }],
    };
  }
  if (wasFiring) {
    // A person said it is over. The source says it again, and not only by what it had sent before.
    const says = signal.parts.some(({ endsAt }) => endsAt === null);
    const isNew = alert.parts.some((part) => part.endsAt === null && !isKnown(before, part));
    if (!says || (!isNew && now - resolved.at <= ON_ITS_WAY_MS)) return { alert, told: [] };
    return again(alert, now);
  }
  return now - resolved.at <= SAME_CARD_MS ? again(alert, now) : "another";
}

function again(alert: Alert, now: Instant): Change {
  return { alert: { ...alert, ...waiting(now), since: now }, told: [{ kind: "fired_again" }] };
}

function isKnown({ parts }: Alert, { fingerprint, startsAt }: Part): boolean {
  return parts.some((part) => part.fingerprint === fingerprint && part.startsAt === startsAt);
}

/** Whoever takes it in the sending tool takes it here too, until they let go of it there. */
function atSource(alert: Alert, { atSource: said }: Signal, now: Instant): Change {
  if (said === null) return { alert, told: [] };
  const { name } = said;
  if (said.kind === "unacked") {
    if (alert.owner?.kind !== "source") return { alert, told: [] };
    return { alert: { ...alert, ...waiting(now) }, told: [{ kind: "unacked_at_source", name }] };
  }
  if (alert.state !== "firing") return { alert, told: [] };
  const owner = { kind: "source", name, at: now } as const;
  return { alert: { ...alert, state: "acked", owner }, told: [{ kind: "acked_at_source", name }] };
}

interface Merged {
  readonly parts: readonly Part[];
  readonly moved: boolean;
  /** True: something was said to fire that had ended by then. */
  readonly stale: boolean;
}

/** In whichever order things arrive, the source's own times decide. */
function mergeParts(known: readonly Part[], said: readonly Part[]): Merged {
  const parts = new Map(known.map((part) => [part.fingerprint, part]));
  let moved = false;
  let stale = false;
  for (const part of said) {
    const before = parts.get(part.fingerprint);
    const after = before ? merge(before, part) : part;
    if (after === before) stale ||= part.endsAt === null && before.endsAt !== null;
    else moved = true;
    parts.set(part.fingerprint, after);
  }
  return { parts: bounded([...parts.values()]), moved, stale };
}

function merge(known: Part, said: Part): Part {
  if (said.endsAt === null) {
    if (said.startsAt === null) return known;
    // Its end, and that it began anew, may come in either order.
    if (known.endsAt === null) return said.startsAt > (known.startsAt ?? 0) ? said : known;
    const isOver = said.startsAt === known.startsAt || said.startsAt < known.endsAt;
    return isOver ? known : said;
  }
  if (known.endsAt !== null)
    return said.endsAt > known.endsAt
      ? { ...known, startsAt: said.startsAt ?? known.startsAt, endsAt: said.endsAt }
      : known;
  // The end of an earlier time says nothing about this one.
  const start = known.startsAt ?? Number.NEGATIVE_INFINITY;
  if (said.endsAt < start || (said.startsAt !== null && said.startsAt < start)) return known;
  return { ...known, endsAt: said.endsAt };
}

function bounded(parts: readonly Part[]): readonly Part[] {
  if (parts.length <= MOST_PARTS) return parts;
  const newestFirst = (one: Part, other: Part): number =>
    (other.endsAt ?? Number.POSITIVE_INFINITY) - (one.endsAt ?? Number.POSITIVE_INFINITY) || 0;
  return parts.toSorted(newestFirst).slice(0, MOST_PARTS);
}
