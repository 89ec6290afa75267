import type { Instant } from "../../clock.ts";
import type { Job, Seen, SeenIn } from "../../ledger/port.ts";
import type { Doer, GroupHappening, Happening } from "../../vendors/port.ts";
import type { End } from "../../words.ts";

/** What is kept of what chat services tell, on its way to those who are to hear of it. */

/** The payload of a job of kind `callback`. */
export type CallbackWork =
  /** Something was told, and nobody has looked at it yet. */
  | { readonly told: Happening; readonly connection: string }
  /** What has gathered about a group is to be told. */
  | { readonly tell: SeenIn };

export function readWork({ payload }: Pick<Job, "payload">): CallbackWork {
  // Written by arriving.ts and working.ts.
  return JSON.parse(payload) as CallbackWork;
}

/** What is news: nobody is told that somebody left. */
export type SeenWhat = Exclude<GroupHappening["what"], "left">;

/** What people are to hear of. */
export interface SeenRow {
  readonly what: SeenWhat;
  /** Empty for what is about the whole group. */
  readonly accounts: readonly string[];
  readonly by: Doer;
  /** By the vendor's clock. */
  readonly at: Instant;
  /** Of mutes and bans, where the service tells. */
  readonly until: End | null;
  /** Why the one account that joined is watched; null for everything else. */
  readonly watch: Watch | null;
}

/** What stands in the books against somebody: the newest case decides. */
export interface Watch {
  readonly verb: "ban" | "mute";
  readonly number: number;
  readonly until: End;
}

export function readRow({ body }: Pick<Seen, "body">): SeenRow {
  // Written by working.ts.
  return JSON.parse(body) as SeenRow;
}

/** Several rows that say the same of several accounts. */
export interface SeenLine {
  readonly what: SeenWhat;
  readonly accounts: readonly string[];
  readonly by: Doer;
  readonly until: End | null;
}

/** Somebody who joined although the books are against it. */
export interface Rejoined {
  /** The row by which buttons name it. */
  readonly seq: number;
  readonly account: string;
  readonly watch: Watch;
  /** What the chat service said when it was asked just before; null: it was not asked, or did not answer. */
  readonly found: { readonly stands: boolean; readonly isInside: boolean | null } | null;
}
