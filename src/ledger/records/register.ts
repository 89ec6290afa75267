import type { Instant } from "../../clock.ts";
import type { NewEntry } from "./entry.ts";
import type { NewJob } from "./job.ts";

/** What is set in the register at run time. */

/** What of the register can be changed at run time: a person's account, a channel's group, another name of a group. */
export type RegisterKind = "link" | "bind" | "alias";

/** One value that was set at run time and lies over what the configuration file says. */
export interface RegisterValue {
  readonly kind: RegisterKind;
  /** What the value is of; what it means is the business of whoever set it. */
  readonly key: string;
  /** Null: there is to be none, whatever the file says. */
  readonly value: string | null;
  /** Who set it, and when. */
  readonly person: string;
  readonly at: Instant;
}

export interface RegisterValues {
  /** Grows by one with each change. */
  readonly version: number;
  readonly values: readonly RegisterValue[];
}

/** One change of the register, decided on as it was at `version`. */
export interface RegisterUpdate {
  readonly version: number;
  readonly kind: RegisterKind;
  readonly key: string;
  /** Null: what was set is taken back, and the file counts again. */
  readonly set: Pick<RegisterValue, "value" | "person"> | null;
  readonly entry: NewEntry;
  readonly posts: readonly NewJob[];
}
