import type { Right, Role, Verb } from "../words.ts";

/** What the configuration allows. Without a matching rule the answer is no, and a deny beats every allow. */
export interface Policy {
  /** The first twelve hex digits of a digest over everything that decides; stands in the record of each decision. */
  readonly version: string;
  readonly rules: readonly Rule[];
  /** Accounts nobody may act on, whatever the rules say. */
  readonly protect: readonly string[];
  /** People on whose linked accounts nobody may act. */
  readonly protectPeople: readonly string[];
  /** Null: nobody can approve, so what needs an approval is refused. */
  readonly approvals: Approvals | null;
}

export interface Rule {
  /** `r1`, `r2`, … by position in the file, or the rule's own name. Stands in the record of each decision. */
  readonly id: string;
  readonly effect: "allow" | "deny";
  readonly role: Role;
  readonly may: readonly Right[] | "*";
  /** Aliases of groups. `*` also covers groups named by their raw id. */
  readonly groups: readonly string[] | "*";
  /** Ids of the Slack channels in which it counts. */
  readonly channels: readonly string[] | "*";
  /** Longest mute or ban in milliseconds; `permanent`: no limit. */
  readonly longest: number | "permanent";
  /** Most accounts in one case. */
  readonly batch: number;
  /** Most accounts a person may act on in an hour; null: no limit. */
  readonly perHour: number | null;
  /** Whether it reaches the group's own admins. The group's owner is out of everybody's reach. */
  readonly admins: boolean;
  /** What is shown to the asker before it is done; null: nothing. */
  readonly preview: Threshold | null;
  /** What a second person has to approve; null: nothing. */
  readonly approval: Threshold | null;
}

/** Which acts pass a threshold: any one of these is enough. */
export interface Threshold {
  /** More accounts than this; null: however many. */
  readonly over: number | null;
  /** A mute or ban longer than this, in milliseconds; null: however long. */
  readonly longer: number | null;
  /** A mute or ban without an end. */
  readonly permanent: boolean;
  /** Always for these verbs. */
  readonly verbs: readonly Verb[];
}

/** How a second person approves. */
export interface Approvals {
  /** Slack channel with the cards. */
  readonly channel: string;
  /** Roles whose people may approve, where they might do the act themselves. */
  readonly by: readonly Role[];
  /** How many different people have to approve. */
  readonly needed: number;
  /** How long an approval is waited for, in milliseconds. */
  readonly waitMs: number;
  /** How long an approved act may take until it has begun, in milliseconds. */
  readonly lapseMs: number;
  /** True: what is over a person's own limits may be approved; false: it is refused. */
  readonly overLimits: boolean;
  /** Roles that may act alone in an emergency. */
  readonly breakGlass: readonly Role[];
  /** Slack channel where a broken glass is announced; null: the log channel. */
  readonly announce: string | null;
}
