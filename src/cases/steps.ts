/**
 * The durable points of a case, in order. A process may die at any of them; the crash test kills it at each.
 * Also what tracing hangs on to.
 */
export const STEPS = [
  "request.stored",
  "case.opened",
  "attempt.begun",
  "vendor.answered",
  "outcome.recorded",
  "post.drawn",
  "post.sent",
  "post.recorded",
] as const;

/** The durable points of the log channel, which comes with every case and without one. */
export const LOG_STEPS = ["log.drawn", "log.sent", "log.recorded"] as const;

export type Step = (typeof STEPS)[number] | (typeof LOG_STEPS)[number];

/** Told when a step has been taken. It may end the process, so nothing may depend on it returning. */
export type OnStep = (step: Step, about: { readonly case: number | null; readonly job: string }) => void;
