import { CsvError, parse, type Options } from "csv-parse/sync";
import { fail, ok, type Result } from "../result.ts";
import type { ListProblem } from "./list-problem.ts";
import { asciiLower } from "./normalise.ts";

/** Names of the column with the accounts, the best first. */
const COLUMNS = ["account", "user", "userid", "user_id", "username", "id", "uid", "name"];
const DELIMITERS = [",", ";", "\t"];
/** Most columns to name in a refusal. */
const COLUMNS_NAMED = 10;

export interface Table {
  /** What the accounts' column is called; null when the table has one column without a name. */
  readonly column: string | null;
  readonly cells: readonly Cell[];
}

/** A field of the accounts' column. */
export interface Cell {
  readonly text: string;
  /** The line on which its row ends, counted from 1. */
  readonly line: number;
}

interface Shape {
  readonly delimiter: string;
  readonly fields: readonly string[];
}

/**
 * The accounts' column, if the text is a table: a file called `.csv`, or a first line that names such a column
 * and has lines after it. Null: it is a plain list. Lines must end in `\n`.
 */
export function readTable(text: string, name: string | null): Result<Table | null, ListProblem> {
  const first = /[^\S\n]*\S.*/.exec(text);
  if (!first) return ok(null);
  const isCsv = name !== null && asciiLower(name).endsWith(".csv");
  const hasMore = text.slice(first.index + first[0].length).trim() !== "";
  const { delimiter, fields } = shapeOf(first[0]);
  const names = fields.map((field) => asciiLower(field));
  const column = COLUMNS.find((known) => names.includes(known)) ?? null;

  if (column !== null && (isCsv || (hasMore && namesColumns(first[0], fields)))) {
    if (names.indexOf(column) !== names.lastIndexOf(column)) return fail({ kind: "two_columns", column });
    const cells = cellsOf(text, delimiter, names.indexOf(column));
    return cells.ok ? ok({ column, cells: cells.value.slice(1) }) : cells;
  }
  if (!isCsv) return ok(null);
  if (fields.length > 1) return fail({ kind: "no_column", columns: fields.slice(0, COLUMNS_NAMED) });
  const cells = cellsOf(text, delimiter, 0);
  return cells.ok ? ok({ column: null, cells: cells.value }) : cells;
}

/** In a list, `"id"` is an account of that name, and `id,` one with a comma after it. */
function namesColumns(line: string, fields: readonly string[]): boolean {
  const isEach = fields.every((field) => field !== "");
  return isEach && (fields.length > 1 || !line.includes('"'));
}

/** How a table with this first line is written: by the delimiter that gives it most fields. */
function shapeOf(line: string): Shape {
  const shapes = DELIMITERS.map((delimiter): Shape => {
    const rows = rowsOf(line, { delimiter });
    return { delimiter, fields: rows.ok ? (rows.value[0] ?? []) : [] };
  });
  return shapes.reduce((best, next) => (next.fields.length > best.fields.length ? next : best));
}

function cellsOf(text: string, delimiter: string, index: number): Result<readonly Cell[], ListProblem> {
  const cells: Cell[] = [];
  const rows = rowsOf(text, {
    delimiter,
    // Rows are looked at one by one and not kept. A row of nothing but delimiters, as spreadsheets write, is empty.
    on_record(row: readonly string[], { lines }: { readonly lines: number }) {
      if (row.some((field) => field.trim() !== "")) cells.push({ text: row[index] ?? "", line: lines });
      return null;
    },
  });
  return rows.ok ? ok(cells) : rows;
}

function rowsOf(text: string, options: Options): Result<readonly (readonly string[])[], ListProblem> {
  try {
    return ok(
      parse(text, { record_delimiter: "\n", trim: true, skip_empty_lines: true, ...options }) as string[][],
    );
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error["lines"] === "number" ? error["lines"] : 1;
    const isUneven = error.code === "CSV_RECORD_INCONSISTENT_FIELDS_LENGTH";
    return fail({ kind: isUneven ? "uneven" : "table_quote", line });
  }
}
