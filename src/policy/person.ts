import type { Role } from "../words.ts";
import type { Result } from "../result.ts";

/** A Slack user as Bailiff sees one: who, with which roles, and where each role comes from. */
export interface Person {
  readonly team: string;
  readonly id: string;
  /** Display name, for reading only: names change and repeat, so nothing is ever decided by one. */
  readonly name: string;
  /** IANA time zone of the person's Slack profile; `UTC` when Slack does not tell. */
  readonly zone: string;
  readonly grants: readonly Grant[];
  /** Set when this kind of account may never do anything, whatever roles it would have. */
  readonly bar: Bar | null;
}

/** One role and the reason for it: `workspace:admin`, `usergroup:S0123`, `person:U0123`. */
export interface Grant {
  readonly role: Role;
  readonly from: string;
}

export type Bar =
  | "guest"
  | "bot"
  | "deactivated"
  | "stranger"
  /** Asked to join the workspace, and not there yet: somebody else may still come in their place. */
  | "invited";

export type PeopleProblem =
  /** Slack could not be asked, and what is remembered is too old to act on. */
  { readonly kind: "unreachable"; readonly detail: string } | { readonly kind: "nobody" };

export interface People {
  /**
   * What Slack says of a person, not older than `maxAgeMs` milliseconds; of their user groups, not older than
   * `groupsMaxAgeMs`, which is the same unless told. Never a guess: no answer is a failure.
   */
  find(
    team: string,
    person: string,
    maxAgeMs: number,
    groupsMaxAgeMs?: number,
  ): Promise<Result<Person, PeopleProblem>>;
}
