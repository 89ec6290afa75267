import { formatSpan } from "./span.ts";

/** What is said while nothing is sent to a vendor that does not answer. All lengths of time in milliseconds. */

export type Silence = "no_answer" | "only_pauses";

const VENDORS = { tencent: "Tencent", easemob: "Easemob", agora: "Agora" } as const;

/** Why, and what comes next; `triesInMs` is null while a single request finds out whether the vendor is back. */
export function describeSilence(
  vendor: keyof typeof VENDORS,
  silence: Silence,
  forMs: number,
  triesInMs: number | null,
): string {
  const trouble = {
    no_answer: `has not answered for ${formatSpan(forMs)}`,
    only_pauses: `has asked for nothing but pauses for ${formatSpan(forMs)}`,
  }[silence];
  return `${VENDORS[vendor]} ${trouble} and ${describeNext(triesInMs)}`;
}

function describeNext(triesInMs: number | null): string {
  if (triesInMs === null) return "is being tried again now";
  if (triesInMs <= 0) return "is tried again with the next request";
  return `is tried again in ${formatSpan(triesInMs)}`;
}

export const heldBack = (description: string): string => `${description}; nothing was sent`;

export const breakerLog = {
  opened: "the vendor is given a rest: requests to it are answered here until it has been tried again",
  closed: "the vendor answers again",
} as const;
