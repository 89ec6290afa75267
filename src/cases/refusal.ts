import type { Instant } from "../clock.ts";
import type { Denial } from "../policy/decide.ts";
import type { VendorFailure } from "../vendors/port.ts";
import type { Verb } from "../words.ts";
import type { WantedEntries } from "./exports.ts";
import type { PlanRow } from "./plan.ts";
import type { RegisterFault } from "./register-change.ts";

/** Why nothing was done. */
export type Refusal =
  | { readonly kind: "denied"; readonly denial: Denial }
  /** A button or a window of an act that the journal does not hold. */
  | { readonly kind: "no_hold" }
  /** It was approved, but what would run now is not what was approved, or those who approved may not any more. */
  | { readonly kind: "not_backed" }
  /** It was cleared, but the time to begin is over. */
  | { readonly kind: "lapsed" }
  /** A case about an account of one's own, which somebody else asked for. */
  | { readonly kind: "about_you"; readonly number: number }
  | { readonly kind: "out_of_reach"; readonly rows: readonly PlanRow[] }
  /** The register stays as it is. */
  | { readonly kind: "register"; readonly why: RegisterFault }
  | { readonly kind: "no_group" }
  | { readonly kind: "unknown_group"; readonly typed: string; readonly known: readonly string[] }
  | { readonly kind: "no_link"; readonly person: string; readonly connection: string }
  | { readonly kind: "time"; readonly detail: string }
  | { readonly kind: "no_case"; readonly number: number }
  | { readonly kind: "no_entry"; readonly entry: number }
  | { readonly kind: "no_entries" }
  /** More than go by Slack. */
  | ({ readonly kind: "too_many_entries"; readonly count: number; readonly most: number } & WantedEntries)
  /** `kept`: it tells of the record itself. `gone`: nothing is left of it. `open`: its case is being worked on. */
  | { readonly kind: "not_redactable"; readonly entry: number; readonly why: "kept" | "gone" | "open" }
  /** The case carries out the end of another one, which nobody may hold up. */
  | { readonly kind: "no_stop"; readonly number: number; readonly lifts: number }
  /** A list that was uploaded could not be read, or not understood. */
  | { readonly kind: "list"; readonly detail: string }
  /** `word`, of the reason, is an account beside the `accounts` named: perhaps it was to be one of them. */
  | { readonly kind: "doubtful_word"; readonly word: string; readonly accounts: readonly string[] }
  | { readonly kind: "shared_channel" }
  | { readonly kind: "slack_unreachable"; readonly detail: string }
  | {
      readonly kind: "unsupported";
      readonly verb: Verb;
      readonly group: string;
      readonly groupKind: string;
      readonly why: string;
      readonly instead: readonly Verb[];
    }
  | { readonly kind: "vendor"; readonly failure: VendorFailure }
  | { readonly kind: "too_late"; readonly askedAt: Instant }
  /** Bailiff itself failed. */
  | { readonly kind: "own_failure" };
