import type { Clock, Instant } from "../../clock.ts";
import type { Result } from "../../result.ts";
import { fail, ok } from "../../result.ts";

/** Lifetime of a trigger (docs.slack.dev/interactivity/handling-user-interaction): 3 s, one use. */
const LIFETIME_MS = 3000;

export type TriggerFailure = "invalid_trigger_id" | "expired_trigger_id" | "exchanged_trigger_id";

export interface TriggerIds {
  /** A trigger that lets the app open a view for this person. */
  issue(personId: string): string;
  /** The person to open a view for; uses the trigger up. */
  exchange(triggerId: string): Result<string, TriggerFailure>;
  forget(): void;
}

export function openTriggerIds(clock: Clock, newId: () => string): TriggerIds {
  const issued = new Map<string, { personId: string; at: Instant; used: boolean }>();
  let count = 0;
  return {
    issue(personId) {
      count += 1;
      const id = `${clock.now()}.${count}.${newId().replaceAll("-", "")}`;
      issued.set(id, { personId, at: clock.now(), used: false });
      return id;
    },
    exchange(triggerId) {
      const trigger = issued.get(triggerId);
      if (!trigger) return fail("invalid_trigger_id");
      if (trigger.used) return fail("exchanged_trigger_id");
      if (clock.now() - trigger.at > LIFETIME_MS) return fail("expired_trigger_id");
      trigger.used = true;
      return ok(trigger.personId);
    },
    forget: () => issued.clear(),
  };
}
