import { stringify } from "csv-stringify/sync";
import { sha256 } from "../audit/hash.ts";
import type { Case, Target } from "../ledger/port.ts";
import { describeBefore, describeOutcome } from "../texts/table.ts";

/** The whole result of a case, one row for each account in the order of the command. */
export interface Table {
  /** File name. */
  readonly name: string;
  /** CSV (RFC 4180) with a header; a cell that a spreadsheet would take for a formula begins with an apostrophe. */
  readonly text: string;
  /** Hex SHA-256 over the text as UTF-8. */
  readonly sha256: string;
}

/** Equal for a case whose outcomes are equal, so that its digest can be in the log and be checked years later. */
export function tableOf(kase: Case): Table {
  const rows = kase.targets.map((target) => rowOf(kase, target));
  const text = stringify(rows, {
    header: true,
    columns: ["account", "before", "outcome", "reason"],
    escape_formulas: true,
    record_delimiter: "windows",
  });
  return { name: `case-${kase.number}.csv`, text, sha256: sha256(text) };
}

function rowOf({ verb }: Case, { account, before, outcome, detail }: Target): readonly string[] {
  return [account, describeBefore(before), describeOutcome(verb, outcome), detail ?? ""];
}
