import type { LedgerProblem } from "../ledger/problem.ts";

/** PostgreSQL 15 is the oldest version this is tested with. */
export const OLDEST_POSTGRES = 15;

/** What happened, what was not done, and what to do next. */
export function ledgerProblemText(problem: LedgerProblem): string {
  switch (problem.kind) {
    case "in_use":
      return (
        `Another Bailiff process is using the folder ${problem.folder}. ` +
        "This one did not start, and nothing was changed. " +
        "Stop the other process, or give this one a folder of its own. " +
        "To run several processes on one database, set DATABASE_URL to a PostgreSQL database."
      );
    case "not_writable":
      return (
        `Bailiff cannot write to the folder ${problem.folder} (${problem.code}). It did not start. ` +
        "Make the folder writable for the user that runs Bailiff, or choose another folder."
      );
    case "damaged":
      return (
        `The database in the folder ${problem.folder} cannot be read (${problem.code}). ` +
        "Bailiff did not start and did not touch it. Restore the folder from a backup, or choose another folder."
      );
    case "unreachable":
      return (
        `The database at ${problem.place} cannot be used: ${reason(problem.code)}. Bailiff did not start. ` +
        "Check DATABASE_URL and that PostgreSQL is running there."
      );
    case "too_old":
      return (
        `The database at ${problem.place} is PostgreSQL ${problem.found}. ` +
        `Bailiff needs version ${OLDEST_POSTGRES} or newer and did not start.`
      );
    case "newer_schema":
      return (
        "A newer version of Bailiff has changed this database " +
        `(${problem.migrations.join(", ")}). This version did not start, and nothing was changed. ` +
        "Start the newer version."
      );
    case "old_entries":
      return (
        "This database was begun by a version of Bailiff from before its first release, whose entries this version cannot check. " +
        "Bailiff did not start, and nothing was changed. " +
        "Keep the database as it is, and start with a new one: set BAILIFF_DATA to another folder, or DATABASE_URL to another database."
      );
    default:
      return problem satisfies never;
  }
}

/** Codes of the operating system and of PostgreSQL (appendix A of its manual) that an operator meets. */
const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing answers there",
  ENOENT: "there is no socket at that path",
  ENOTFOUND: "there is no host of that name",
  ETIMEDOUT: "it did not answer in time",
  NO_ANSWER: "it did not answer in time, or not as PostgreSQL does",
  "28P01": "it refused the user name or the password",
  "28000": "it refused this user or this address",
  "3D000": "it has no database of that name",
  "42501": "the user may not create tables there",
  "53300": "it has no free connections",
  "57P03": "it is still starting",
  BAD_ADDRESS:
    "the address has the wrong form; it should look like postgres://user:password@host:5432/database",
};

export function reason(code: string): string {
  return REASONS[code] ?? `it failed with the code ${code}`;
}
