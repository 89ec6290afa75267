import { stringify } from "csv-stringify/sync";
import type { EntryFacts } from "./facts.ts";

/** CSV (RFC 4180) for people with a spreadsheet: one row for each entry. */

const COLUMNS = [
  "number",
  "time",
  "kind",
  "case",
  "person",
  "team",
  "roles",
  "verb",
  "group",
  "accounts",
  "outcome",
  "command",
  "reason",
  "denied_because",
  "rule",
  "policy",
  "approval",
  "channel",
  "surface",
  "redacted",
  "hash",
] as const;

type Row = Readonly<Record<(typeof COLUMNS)[number], string>>;

export function csvHeader(): string {
  return line([...COLUMNS]);
}

export function csvLine(facts: EntryFacts): string {
  const row: Row = {
    number: String(facts.seq),
    time: new Date(facts.at).toISOString(),
    kind: facts.kind,
    case: facts.case === null ? "" : String(facts.case),
    person: facts.person ?? "",
    team: facts.team ?? "",
    roles: facts.roles.join("; "),
    verb: facts.verb ?? "",
    group: facts.group ?? "",
    accounts: facts.accounts.join("; "),
    outcome: facts.outcome ?? "",
    command: facts.command ?? "",
    reason: facts.reason ?? "",
    denied_because: facts.deniedBecause ?? "",
    rule: facts.rule ?? "",
    policy: facts.policy ?? "",
    approval: facts.approval ?? "",
    channel: facts.channel ?? "",
    surface: facts.surface ?? "",
    redacted: facts.isRedacted ? "yes" : "",
    hash: facts.hash,
  };
  return line(COLUMNS.map((column) => plain(row[column])));
}

/**
 * A cell that a spreadsheet would take for a formula gets an apostrophe (OWASP, CSV injection); one that a spreadsheet
 * trims first, such as a line feed before `=`, is caught too.
 */
function line(cells: readonly string[]): string {
  return stringify([cells], { escape_formulas: true, record_delimiter: "windows" });
}

/**
 * What cannot be seen is written out, so that a cell reads as it is: nothing turns the direction of the text, and no
 * formula hides behind what a spreadsheet takes away before it looks.
 */
function plain(cell: string): string {
  const seen = cell.replaceAll(UNSEEN, (character) => `\\u${hex(character)}`);
  return /^[\s\p{Cf}]+[=+\-@＝＋－＠]/u.test(seen) ? `'${seen}` : seen;
}

/** Controls but tab and line ends, and all that changes the direction of text. */
const UNSEEN = /(?![\t\n\r])[\p{Cc}\p{Bidi_Control}]/gu;

function hex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).padStart(4, "0");
}
