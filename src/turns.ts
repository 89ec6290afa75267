import type { Urgency } from "./vendors/port.ts";

/**
 * Slots stand (1 s + margin) / rate apart. Requests that reach the vendor within the margin after their slots
 * are never more than the rate in any one second, at the price of 5 % of it.
 */
export const MARGIN_MS = 50;

/** While prompt ones keep coming, one turn in so many goes to a patient one, so that it does not wait for ever. */
const PATIENT_EVERY = 10;

/** Milliseconds from one slot to the next at `perSecond` requests a second. */
export function gapMsAt(perSecond: number): number {
  if (!(perSecond > 0)) throw new RangeError(`a pace needs a positive rate, not ${perSecond}`);
  return (1_000 + MARGIN_MS) / perSecond;
}

/** Those who wait for their turn. Every call costs the same however many wait. */
export interface Turns<T> {
  add(waiter: T, urgency: Urgency): void;
  /** Takes out whose turn it is; undefined when nobody waits. */
  next(): T | undefined;
  size(): number;
  /** How many of them are prompt. */
  prompt(): number;
}

/** The prompt before the patient, but for one turn in ten; within each, in the order of asking. */
export function createTurns<T>(): Turns<T> {
  const prompt = createLine<T>();
  const patient = createLine<T>();
  /** Prompt ones who went, one after the other, past patient ones. */
  let passed = 0;

  return {
    add: (waiter, urgency) => (urgency === "prompt" ? prompt : patient).add(waiter),
    next() {
      const goesPatient = prompt.size() === 0 || passed >= PATIENT_EVERY - 1;
      if (patient.size() === 0 || goesPatient) passed = 0;
      else passed += 1;
      return goesPatient && patient.size() > 0 ? patient.next() : prompt.next();
    },
    size: () => prompt.size() + patient.size(),
    prompt: prompt.size,
  };
}

interface Link<T> {
  readonly waiter: T;
  behind: Link<T> | null;
}

/** Linked, because an array moves all its items up when the first of them leaves. */
function createLine<T>() {
  let first: Link<T> | null = null;
  let last: Link<T> | null = null;
  let size = 0;
  return {
    add(waiter: T): void {
      const link: Link<T> = { waiter, behind: null };
      if (last) last.behind = link;
      else first = link;
      last = link;
      size += 1;
    },
    next(): T | undefined {
      if (!first) return undefined;
      const { waiter } = first;
      first = first.behind;
      if (!first) last = null;
      size -= 1;
      return waiter;
    },
    size: () => size,
  };
}
