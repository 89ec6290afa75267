import type { AlertNews, PressRefusal } from "../alerts/port.ts";
import type { Instant } from "../clock.ts";
import type { Finding } from "../doctor/finding.ts";
import type { CasesRequest } from "../grammar/request.ts";
import type { EntryKind, FoundCases } from "../ledger/port.ts";
import type { HoldRefusal } from "../policy/approval.ts";
import type { OutOfReach } from "../policy/reach.ts";
import type { Decision, Denial } from "../policy/decide.ts";
import type { Policy } from "../policy/rules.ts";
import type { Grant } from "../policy/person.ts";
import type { GroupState, MemberPage, Standing, VendorName } from "../vendors/port.ts";
import type { ActOfAnother } from "./overlap.ts";
import type { WantedEntries } from "./exports.ts";
import type { PlanRow, SupportedVerb } from "./plan.ts";
import type { Refusal } from "./refusal.ts";
import type { RegisterSubject, StandingChange } from "./register-change.ts";
import type { Rejoined, SeenLine } from "./seen/row.ts";
import type { Summary } from "./summary.ts";
import type { End, Role, Verb } from "../words.ts";

export type { Refusal } from "./refusal.ts";

/**
 * What Bailiff has to say, as facts. Cases are named by number and read again when the message is made, so a
 * message never tells an older story than the books. Rendering happens in one place, where foreign text is
 * escaped; so nothing in here is markup.
 */
export type Notice =
  /** What became of a case; `late`: news of a case told before; `readOn`: what is unknown goes on being read. */
  | { readonly kind: "result"; readonly number: number; readonly late: boolean; readonly readOn: boolean }
  | { readonly kind: "refused"; readonly words: string; readonly refusal: Refusal }
  | {
      readonly kind: "waiting";
      readonly job: string;
      readonly words: string;
      readonly detail: string;
      readonly until: Instant;
    }
  | {
      readonly kind: "repeat";
      readonly held: string;
      readonly words: string;
      readonly number: number;
      readonly askedAt: Instant;
    }
  /** How far a batch is. Its message is kept up to date until the case is settled, and then becomes its result. */
  | { readonly kind: "progress"; readonly number: number }
  /** The table of a case as a file, below the message that was posted as `below`. */
  | { readonly kind: "table"; readonly number: number; readonly below: string }
  /** A person's wish that nothing more be sent for a case; `isOver`: it had ended before. */
  | { readonly kind: "stopping"; readonly number: number; readonly isOver: boolean }
  /** The end of a ban that could not be carried out. */
  | {
      readonly kind: "not_lifted";
      readonly number: number;
      readonly accounts: readonly string[];
      readonly refusal: Refusal;
    }
  | { readonly kind: "exists"; readonly number: number }
  /**
   * An act that waits for people, with what they can say to it. `announce`: the asker went ahead alone. Read again
   * when the message is made, so it tells what has become of the act by then.
   */
  | { readonly kind: "hold"; readonly hold: string; readonly for: "asker" | "approvers" | "announce" }
  /** The approvers' card, posted as `card`, is brought up to date. */
  | { readonly kind: "hold_changed"; readonly hold: string; readonly card: string }
  /** What somebody said to a waiting act does not count. */
  | { readonly kind: "hold_refused"; readonly hold: string; readonly refusal: HoldRefusal }
  /** Whether a command would run. */
  | {
      readonly kind: "can";
      readonly words: string;
      readonly group: string;
      readonly policy: string;
      readonly decision: Decision;
      /** How many accounts it names, and which of them are out of reach whatever their group says. */
      readonly accounts: number;
      readonly barred: readonly BarredAccount[];
      /** What others did shortly before. */
      readonly recent: readonly ActOfAnother[];
      /** Roles with a rule that covers it. */
      readonly others: readonly Role[];
      /** Roles that approve, where it needs an approval. */
      readonly approvers: readonly Role[];
    }
  | {
      readonly kind: "rules";
      readonly policy: Policy;
      /** The roles of the person who asked. */
      readonly mine: readonly Role[];
    }
  /** The register was changed at run time; nothing was where `before` is `after`. */
  | {
      readonly kind: "changed";
      readonly subject: RegisterSubject;
      readonly before: string | null;
      readonly after: string | null;
      readonly reason: string | null;
      /** True: it was only asked what would be changed. */
      readonly dryRun: boolean;
    }
  /** `person`: only their links were asked for. */
  | { readonly kind: "links"; readonly person: string | null; readonly rows: readonly RegisterRow[] }
  /** The card of an alert; read again when the message is made. */
  | { readonly kind: "alert"; readonly alert: string }
  /** It is brought up to what the alert was at this version at least. `prompt`: a person waits for it. */
  | {
      readonly kind: "alert_changed";
      readonly alert: string;
      readonly version: number;
      readonly prompt: boolean;
    }
  /** A line below the card; whoever it calls is mentioned, and those outside the channel are written to. */
  | { readonly kind: "alert_news"; readonly alert: string; readonly news: AlertNews; readonly at: Instant }
  /** The same for somebody outside the channel, or for another channel. */
  | { readonly kind: "alert_call"; readonly alert: string; readonly news: AlertNews }
  /** What somebody pressed on an alert does not count. */
  | { readonly kind: "alert_refused"; readonly alert: string; readonly refusal: PressRefusal }
  | { readonly kind: "handover"; readonly at: Instant; readonly next: Instant }
  | { readonly kind: "preview"; readonly preview: Preview }
  | {
      readonly kind: "listed";
      readonly what: "muted" | "banned";
      readonly group: string;
      readonly rows: readonly ListedRow[];
    }
  | {
      readonly kind: "members";
      readonly group: string;
      readonly groupKind: string;
      readonly from: number;
      readonly page: MemberPage;
    }
  | { readonly kind: "limits"; readonly group: GroupState; readonly vendor: VendorName }
  | {
      readonly kind: "whois";
      readonly account: string;
      readonly group: string;
      readonly standing: Standing;
      readonly exists: boolean | null;
      readonly mutedUntil: End | null;
      readonly bannedUntil: End | null;
      /** The case whose ban Bailiff lifts at its end; null where there is none. */
      readonly liftedBy: { readonly number: number; readonly until: Instant } | null;
      readonly cases: readonly number[];
    }
  | { readonly kind: "case"; readonly number: number }
  /** A page of cases. */
  | {
      readonly kind: "cases";
      readonly request: CasesRequest;
      /** Accounts that were looked for. */
      readonly accounts: readonly string[];
      /** The group that was asked for. */
      readonly group: string | null;
      /** Groups that were searched, where the asker may not ask about all. */
      readonly among: readonly string[] | null;
      readonly since: Instant | null;
      readonly found: FoundCases;
    }
  /** Something was added to the record of a case, or with `dryRun` would be. */
  | {
      readonly kind: "noted";
      readonly number: number;
      readonly by: string;
      readonly text: string;
      readonly dryRun: boolean;
    }
  /** Entries are handed out as a file; and that file itself, for whoever asked alone. */
  | ({ readonly kind: "exported"; readonly count: number; readonly sha256: string } & WantedEntries)
  | ({
      readonly kind: "export_file";
      readonly job: string;
      readonly count: number;
      readonly sha256: string;
    } & WantedEntries)
  /** What an entry told was removed, or would be once that is confirmed. `others`: entries about the same case that still tell. */
  | {
      readonly kind: "redacted";
      readonly entry: number;
      readonly of: EntryKind;
      readonly number: number | null;
      readonly reason: string;
      readonly isRemoved: boolean;
      readonly others: readonly number[];
    }
  | {
      readonly kind: "whoami";
      readonly person: string;
      readonly grants: readonly Grant[];
      readonly denial: Denial | null;
      readonly rights: readonly string[];
    }
  /** A signed checkpoint of the record. */
  | {
      readonly kind: "checkpoint";
      readonly number: number;
      /** Entries that it covers. */
      readonly size: number;
      readonly note: string;
    }
  | { readonly kind: "doctor"; readonly findings: readonly Finding[] }
  /** What was done in a span of time. Counted when it was asked for, or was due. */
  | { readonly kind: "summary"; readonly summary: Summary }
  /** What others did in a group, and who joined it although the books are against it. */
  | {
      readonly kind: "seen";
      readonly group: string;
      readonly lines: readonly SeenLine[];
      readonly rejoined: readonly Rejoined[];
    }
  | { readonly kind: "help"; readonly verb: string | null };

/** A value of the register, and where it comes from. */
export interface RegisterRow {
  readonly subject: RegisterSubject;
  readonly value: string | null;
  /** False: it was set at run time, but what it speaks of is gone, or the file uses the name itself. */
  readonly counts: boolean;
  /** Null: it stands in the configuration file. */
  readonly set: StandingChange | null;
}

export interface BarredAccount {
  readonly account: string;
  readonly why: OutOfReach;
}

export interface ListedRow {
  readonly account: string;
  readonly until: End;
  /** The case that did it; null when somebody did it outside Bailiff. */
  readonly case: number | null;
}

export interface Preview {
  readonly verb: Verb;
  /** The command as it was understood. */
  readonly words: string;
  readonly group: string;
  readonly until: End | null;
  readonly rows: readonly PlanRow[];
  /** Requests that would be sent to the vendor. */
  readonly requests: number;
  /** The shortest time that the vendor's rate allows for them, in milliseconds. */
  readonly takesMs: number;
  readonly support: SupportedVerb;
  readonly hash: string;
  /** Who would be asked before it is done. */
  readonly asks: "nobody" | "asker" | "approvers";
  /** What others did shortly before; left out by versions that did not look. */
  readonly others?: readonly ActOfAnother[];
}

/** Where a notice goes. `asker`: only the person who asked sees it. */
export type Address =
  /** `below`: in the thread of what this job has posted, where that stands. */
  | {
      readonly to: "channel";
      readonly channel: string;
      readonly asker: AskerAddress | null;
      readonly below?: string;
    }
  | { readonly to: "log"; readonly channel: string }
  | ({ readonly to: "asker" } & AskerAddress);

export interface AskerAddress {
  readonly channel: string;
  readonly person: string;
  readonly responseUrl: string | null;
}

/** The payload of a job of kind `post`. */
export interface Post {
  readonly address: Address;
  readonly notice: Notice;
}

export function readPost(payload: string): Post {
  return JSON.parse(payload) as Post;
}
