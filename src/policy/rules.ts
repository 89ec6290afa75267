import type { Right, Role } from "../words.ts";

/** What the configuration allows. Without a matching rule the answer is no, and a deny beats every allow. */
export interface Policy {
  readonly rules: readonly Rule[];
  /** Accounts nobody may act on, whatever the rules say. */
  readonly protect: readonly string[];
}

export interface Rule {
  /** `r1`, `r2`, … by position in the file, or the rule's own name. Stands in the record of each decision. */
  readonly id: string;
  readonly effect: "allow" | "deny";
  readonly role: Role;
  readonly may: readonly Right[] | "*";
  /** Aliases of groups. `*` also covers groups named by their raw id. */
  readonly groups: readonly string[] | "*";
  /** Longest mute in milliseconds; `permanent`: no limit. */
  readonly longest: number | "permanent";
  /** Most accounts in one case. */
  readonly batch: number;
  /** Whether it reaches the group's own admins. The group's owner is out of everybody's reach. */
  readonly admins: boolean;
}
