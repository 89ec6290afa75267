import type { Call } from "./api/call-log.ts";
import type { SeenMessage } from "./message-board.ts";
import type { SeenView } from "./view-store.ts";

/** Something that became visible, or a call that was answered. `person` is a name, as the seed gives it. */
export type Happening =
  | { readonly kind: "posted" | "updated" | "deleted"; readonly message: SeenMessage }
  | {
      readonly kind: "ephemeral" | "ephemeral_updated" | "ephemeral_deleted";
      readonly person: string;
      readonly message: SeenMessage;
    }
  | { readonly kind: "view"; readonly person: string; readonly view: SeenView | null }
  | { readonly kind: "connections"; readonly open: number }
  | { readonly kind: "call"; readonly call: Call }
  /** All of it is as at the start again. */
  | { readonly kind: "reset" };

export interface Happenings {
  tell(happening: Happening): void;
  /** Calls `listener` on everything from now on; the answer ends it. */
  subscribe(listener: (happening: Happening) => void): () => void;
  /** Resolves with what `look` finds, now or after something happened. Rejects after `withinMs` of real time. */
  until<T>(look: () => T | undefined | null | false, withinMs: number): Promise<T>;
}

export function openHappenings(): Happenings {
  const listeners = new Set<(happening: Happening) => void>();
  const subscribe = (listener: (happening: Happening) => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    tell(happening) {
      for (const listener of listeners) listener(happening);
    },
    subscribe,
    until(look, withinMs) {
      const first = look();
      if (isFound(first)) return Promise.resolve(first);
      return new Promise((resolve, reject) => {
        const end = subscribe(() => {
          const found = look();
          if (!isFound(found)) return;
          clearTimeout(timer);
          end();
          resolve(found);
        });
        const timer = setTimeout(() => {
          end();
          reject(new Error(`Nothing was seen in Slack within ${withinMs} ms by: ${look.toString()}`));
        }, withinMs);
      });
    },
  };
}

function isFound<T>(found: T | undefined | null | false): found is T {
  return found !== undefined && found !== null && found !== false;
}
