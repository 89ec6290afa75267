import type { Clock } from "../clock.ts";
import { failedItself, TOO_SLOW } from "../texts/doctor.ts";
import { trouble, type Finding } from "./finding.ts";

/** How long one look may take, in milliseconds. */
export const LOOK_WITHIN_MS = 5_000;

/** What came of a look: an answer, nothing in time, or an error that nobody foresaw. */
export type Look<T> =
  | { readonly kind: "seen"; readonly value: T }
  | { readonly kind: "late" }
  | { readonly kind: "failed"; readonly detail: string };

/** Looks for as long as may be. What comes later is not waited for. */
export async function look<T>(timer: Clock, what: () => Promise<T>): Promise<Look<T>> {
  let cancel = (): void => {};
  const late = new Promise<Look<T>>((resolve) => {
    cancel = timer.at(timer.now() + LOOK_WITHIN_MS, () => resolve({ kind: "late" }));
  });
  // Called within a promise, so that an error thrown at once is one of the look too.
  const seen = Promise.resolve()
    .then(what)
    .then(
      (value): Look<T> => ({ kind: "seen", value }),
      (error: unknown): Look<T> => ({
        kind: "failed",
        detail: error instanceof Error ? error.message : "unknown failure",
      }),
    );
  const came = await Promise.race([seen, late]);
  cancel();
  return came;
}

/** What a look that gave nothing means for what was looked at. */
export function unseen(what: string, where: string, came: Exclude<Look<unknown>, { kind: "seen" }>): Finding {
  return trouble(what, where, came.kind === "late" ? TOO_SLOW : failedItself(came.detail));
}

/** A check of one call: what it sees is told by `tell`. It never throws and never takes longer than may be. */
export async function check<T>(
  timer: Clock,
  about: { readonly what: string; readonly where: string },
  see: () => Promise<T>,
  tell: (seen: T) => readonly Finding[],
): Promise<readonly Finding[]> {
  const came = await look(timer, see);
  return came.kind === "seen" ? tell(came.value) : [unseen(about.what, about.where, came)];
}
