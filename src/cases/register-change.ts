import type { EntryKind, Json, RegisterKind, RegisterValue } from "../ledger/port.ts";

/** What of the register a change is about. */
export type RegisterSubject =
  | { readonly what: "link"; readonly person: string; readonly connection: string }
  | { readonly what: "bind"; readonly channel: string }
  | { readonly what: "alias"; readonly name: string };

/** A value set at run time, beside what the configuration file says in its place; null: nothing. */
export interface StandingChange extends RegisterValue {
  readonly inFile: string | null;
}

/** A change that may be made: it has been looked up and allowed. */
export interface RegisterChange {
  readonly subject: RegisterSubject;
  readonly kind: RegisterKind;
  readonly key: string;
  /** What counts now, and what is to count; null: nothing. */
  readonly before: string | null;
  readonly after: string | null;
  /** What the configuration file says. */
  readonly inFile: string | null;
  readonly entry: EntryKind;
  /** The rule that allows it. */
  readonly rule: string;
  readonly reason: string | null;
  /** What the entry tells besides. */
  readonly facts: Readonly<Record<string, Json>>;
}

/** Why the register stays as it is. */
export type RegisterFault =
  | { readonly kind: "own_link" }
  /** The person has an equal or a higher role. */
  | { readonly kind: "outranked"; readonly person: string }
  /** The configuration protects this person, and only it can change who they are. */
  | { readonly kind: "protected_person"; readonly person: string }
  | { readonly kind: "no_such_person"; readonly person: string }
  | { readonly kind: "linked_elsewhere"; readonly account: string; readonly person: string }
  | { readonly kind: "no_such_account"; readonly account: string; readonly connection: string }
  /** The person's Slack profile does not say that they are this account. */
  | {
      readonly kind: "unproven";
      readonly person: string;
      readonly account: string;
      readonly by: "email" | "profile";
    }
  | { readonly kind: "unreadable_profile"; readonly person: string; readonly detail: string }
  | { readonly kind: "not_linked"; readonly person: string; readonly connection: string }
  /** Slack does not show the channel to the bot. */
  | { readonly kind: "hidden_channel"; readonly channel: string }
  | { readonly kind: "shared_channel"; readonly channel: string }
  | { readonly kind: "not_bound"; readonly channel: string }
  | { readonly kind: "name_in_use"; readonly name: string; readonly group: string }
  /** So like a name of another group that a slip of the finger would act there. */
  | { readonly kind: "name_too_near"; readonly name: string; readonly near: string; readonly group: string }
  | { readonly kind: "own_name"; readonly name: string }
  | { readonly kind: "no_such_name"; readonly name: string; readonly known: readonly string[] };
