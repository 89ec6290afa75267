import { inPieces } from "../pieces.ts";

/** SQLite takes at most 32,766 parameters in a statement, PostgreSQL 65,535; a row here has fewer than ten. */
const ROWS = 1_000;

/** A list in pieces that fit into one statement each. */
export function inSlices<T>(rows: readonly T[]): readonly (readonly T[])[] {
  return inPieces(rows, ROWS);
}
