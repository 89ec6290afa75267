import type { Instant } from "../clock.ts";
import type { Result } from "../result.ts";

/** Entries as files, as people get them in Slack. */
export interface Exports {
  /** Numbers of the entries from a moment on, null: from the first on; null: there is none. */
  range(since: Instant | null): Promise<Pick<WantedEntries, "first" | "last"> | null>;
  /** The same again for the same entries, unless one of them was redacted meanwhile. */
  make(
    wanted: WantedEntries,
  ): Promise<Result<EntriesFile, { readonly count: number; readonly most: number }>>;
}

export interface WantedEntries {
  /** Numbers, both included. */
  readonly first: number;
  readonly last: number;
  /** Alias; null: of all groups, and of none. */
  readonly group: string | null;
}

export interface EntriesFile {
  readonly name: string;
  readonly text: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly count: number;
  /** What is said of it beside it; `recorded`: number of the entry that says that it was handed out. */
  manifest(recorded: number | null): Promise<string>;
}
