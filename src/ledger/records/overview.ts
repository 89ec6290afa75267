import type { Instant } from "../../clock.ts";
import type { Group } from "../../vendors/port.ts";
import type { Books, End, Verb } from "../../words.ts";

/** Many cases looked at together: counted in the database, however many accounts they hold. */

/** A mute or a ban that still stands for some of its accounts, as far as the books tell. */
export interface Standing {
  readonly number: number;
  readonly verb: "mute" | "ban";
  readonly group: Group;
  readonly until: End;
  /** Accounts about which no newer case of its kind decides. */
  readonly accounts: number;
  /** One of them: the first by its name. */
  readonly sample: string;
  /** How many of them the case only may have changed. */
  readonly unknown: number;
}

/** Cases that were opened in a span of time, of one verb in one group by one person. */
export interface Tally {
  readonly group: Group;
  readonly verb: Verb;
  /** Id of a Slack person; null for ends of bans that Bailiff itself carried out. */
  readonly person: string | null;
  readonly cases: number;
  readonly books: Books;
  /** Accounts without an outcome yet. */
  readonly open: number;
}

/** From the first moment on, up to the second, which is not in it. */
export interface Period {
  readonly from: Instant;
  readonly until: Instant;
}
