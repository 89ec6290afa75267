/** Why the ledger could not be opened: things a person can mend. The words for them are in src/texts/ledger.ts. */
export type LedgerProblem =
  /** Another process has the folder open. */
  | { readonly kind: "in_use"; readonly folder: string }
  | { readonly kind: "not_writable"; readonly folder: string; readonly code: string }
  /** The file is there and is not a database, or a damaged one. */
  | { readonly kind: "damaged"; readonly folder: string; readonly code: string }
  /** `place`: host, port and database, without credentials. `code`: the system's or PostgreSQL's own. */
  | { readonly kind: "unreachable"; readonly place: string; readonly code: string }
  /** `found`: PostgreSQL's version as it tells it. */
  | { readonly kind: "too_old"; readonly place: string; readonly found: string }
  /** A newer Bailiff has changed the tables. */
  | { readonly kind: "newer_schema"; readonly migrations: readonly string[] }
  /** The journal was begun before entries had commitments. */
  | { readonly kind: "old_entries" };
