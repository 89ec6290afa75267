/**
 * Everything that can be wrong with a command's text. `token` is the part of the text that is at fault, or
 * null when something is missing. What a person reads about each stands in src/texts/grammar.ts.
 */
export type Problem =
  | { readonly kind: "empty"; readonly token: null }
  | { readonly kind: "unknown_command"; readonly token: string; readonly nearest: string | null }
  | { readonly kind: "control_character"; readonly token: string }
  | { readonly kind: "unclosed_quote"; readonly token: string }
  | {
      readonly kind: "unknown_flag";
      readonly token: string;
      readonly nearest: string | null;
      readonly known: readonly string[];
    }
  | { readonly kind: "repeated_flag"; readonly token: string }
  | { readonly kind: "flag_value"; readonly token: string; readonly wanted: boolean }
  | { readonly kind: "missing_account"; readonly token: string | null }
  | { readonly kind: "not_an_account"; readonly token: string; readonly why: AccountFault }
  | { readonly kind: "too_many_accounts"; readonly token: string }
  /** An account where only a reason, or nothing, can stand. */
  | { readonly kind: "misplaced_account"; readonly token: string }
  | {
      readonly kind: "unknown_group";
      readonly token: string;
      readonly nearest: string | null;
      readonly known: readonly string[];
    }
  | { readonly kind: "nearly_group"; readonly token: string; readonly alias: string }
  | { readonly kind: "misplaced_group"; readonly token: string }
  | { readonly kind: "missing_time"; readonly token: null }
  | { readonly kind: "bad_time"; readonly token: string; readonly why: TimeFault }
  /** `taken`: the command takes a time and has one; otherwise it takes none. */
  | { readonly kind: "misplaced_time"; readonly token: string; readonly taken: boolean }
  | { readonly kind: "two_reasons"; readonly token: string }
  | { readonly kind: "empty_reason"; readonly token: string }
  | { readonly kind: "long_reason"; readonly token: null; readonly length: number }
  | { readonly kind: "bad_case"; readonly token: string }
  | { readonly kind: "bad_entry"; readonly token: string }
  | { readonly kind: "missing_text"; readonly token: null }
  | { readonly kind: "long_text"; readonly token: null; readonly length: number; readonly most: number }
  /** Empty: it is missing. */
  | { readonly kind: "bad_since" | "bad_before"; readonly token: string }
  /** Empty: it is missing. */
  | { readonly kind: "bad_person" | "bad_channel" | "bad_name"; readonly token: string }
  /** A Slack person where an account must be named. */
  | { readonly kind: "person_as_account"; readonly token: string }
  /** It means something else in a command. */
  | { readonly kind: "taken_name"; readonly token: string }
  | { readonly kind: "missing_group"; readonly token: null; readonly known: readonly string[] }
  /** A command that changes nothing, where only one that acts can stand. */
  | { readonly kind: "not_an_act"; readonly token: string }
  | { readonly kind: "leftover"; readonly token: string };

export type AccountFault =
  | { readonly kind: "several_people" }
  | { readonly kind: "group" }
  | { readonly kind: "time" }
  | { readonly kind: "dash" }
  | { readonly kind: "link" }
  | { readonly kind: "comma" }
  | { readonly kind: "joined" }
  | { readonly kind: "length" }
  | { readonly kind: "character"; readonly character: string };

export type TimeFault =
  | "not a time"
  | "no unit"
  | "negative"
  | "fraction"
  | "unknown unit"
  | "unit twice"
  | "unit order"
  | "zero"
  | "too long"
  | "forever"
  | "no clock time"
  | "no such day"
  | "trailing";
