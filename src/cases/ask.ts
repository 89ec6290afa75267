import type { Instant } from "../clock.ts";
import type { AlertWish } from "../alerts/port.ts";
import type { CommandRequest } from "../grammar/request.ts";

/** Where a request entered the house. Whichever it is, the same road follows. */
export type Surface = "slash" | "button" | "modal" | "shortcut" | "timer" | "alert";

/**
 * A request as it entered the house: who asked for what, where and when. Slash commands, buttons, timers and
 * alerts all become one of these and take the same road from here on. It is stored before Slack is answered.
 */
export interface Ask {
  readonly surface: Surface;
  readonly team: string;
  readonly person: string;
  readonly channel: string;
  /** When it was asked; ends and time limits count from here, however late it is worked on. */
  readonly askedAt: Instant;
  readonly request: CommandRequest | LiftRequest | HoldRequest | AlertRequest;
  /** The command as it was understood, in plain words. */
  readonly words: string;
  /** Where a private answer can be sent for 30 minutes; null when the surface has none. A secret of a kind. */
  readonly responseUrl: string | null;
  /**
   * Set when a person confirmed a repeat: the id of the request that was held back. It is the origin of the
   * case, so that two presses, or a press after a crash, still lead to one case.
   */
  readonly confirms: string | null;
  /** A file whose accounts belong to the request, besides those it names. */
  readonly list: ListFile | null;
  /** Id of the alert on whose card it was asked for; left out for everything else. */
  readonly alert?: string;
}

/** What a person wants of an alert: a button of its card, nobody types it. */
export interface AlertRequest {
  readonly kind: "alert";
  /** Its id, as the button carried it; it is looked up. */
  readonly alert: string;
  readonly wish: AlertWish;
}

/** Nobody types this: the end of a case's ban has come. */
export interface LiftRequest {
  readonly kind: "lift";
  readonly number: number;
}

/** What a person says to an act that waits for them: buttons and windows, nobody types it. */
export type HoldRequest =
  /** The asker goes ahead with the plan that was shown: its hash, as the button carried it. */
  | { readonly kind: "confirm"; readonly hold: string; readonly plan: string }
  | { readonly kind: "cancel"; readonly hold: string }
  | { readonly kind: "approve"; readonly hold: string; readonly plan: string; readonly reason: string | null }
  | { readonly kind: "deny"; readonly hold: string; readonly reason: string }
  /** The asker acts alone in an emergency: `typed` must be the word that the window asks for. */
  | { readonly kind: "break_glass"; readonly hold: string; readonly typed: string; readonly reason: string }
  /** The time for it is over. */
  | { readonly kind: "expire"; readonly hold: string };

/** A file that somebody uploaded, at Slack. */
export interface ListFile {
  readonly id: string;
  readonly name: string;
}

export function readAsk(payload: string): Ask {
  return JSON.parse(payload) as Ask;
}
