import { parseArgs } from "node:util";
import { FORMATS, type Format } from "../audit/exporting/make.ts";
import type { Filter } from "../audit/exporting/selection.ts";
import type { Instant } from "../clock.ts";
import { fail, ok, type Result } from "../result.ts";
import { badOption } from "../texts/audit-export.ts";

/** An end of what is to be exported: a number, or a moment. */
export type Place = { readonly seq: number } | { readonly at: Instant };

export interface ExportOptions {
  /** Null: from the first entry on. */
  readonly from: Place | null;
  /** The last entry that is wanted; a moment is the first one after. Null: up to the newest. */
  readonly to: Place | null;
  readonly filter: Filter;
  readonly sample: { readonly size: number; readonly seed: string | null } | null;
  readonly format: Format;
  readonly out: string | null;
  readonly isRecorded: boolean;
}

const DAY_MS = 86_400_000;
const LARGEST_SAMPLE = 100_000;

/** What was typed after `audit export`; a failure says in words what is wrong. */
export function readExportOptions(args: readonly string[]): Result<ExportOptions, string> {
  const read = parsed(args);
  if (!read.ok) return read;
  const given = read.value;
  const from = given.from === undefined ? null : placeIn(given.from, "first");
  const to = given.to === undefined ? null : placeIn(given.to, "last");
  if (given.from !== undefined && from === null) return fail(badOption("from", given.from));
  if (given.to !== undefined && to === null) return fail(badOption("to", given.to));
  const format = FORMATS.find((one) => one === (given.format ?? "jsonl"));
  if (format === undefined) return fail(badOption("format", given.format ?? ""));
  const caseNumber = given.case === undefined ? null : countIn(given.case);
  if (given.case !== undefined && caseNumber === null) return fail(badOption("case", given.case));
  const size = given.sample === undefined ? null : countIn(given.sample);
  if (given.sample !== undefined && (size === null || size > LARGEST_SAMPLE))
    return fail(badOption("sample", given.sample));
  if (given.seed !== undefined && (size === null || !/^[\w.-]{1,64}$/.test(given.seed)))
    return fail(badOption("seed", given.seed));
  const { group = null, person = null, account = null, verb = null, kind = null } = given;
  return ok({
    from,
    to,
    filter: { group, person: person && personIn(person), account, verb, case: caseNumber, kind },
    sample: size === null ? null : { size, seed: given.seed ?? null },
    format,
    out: given.out ?? null,
    isRecorded: !given.unrecorded,
  });
}

const TEXT = { type: "string" } as const;

function parsed(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        from: TEXT,
        to: TEXT,
        group: TEXT,
        person: TEXT,
        account: TEXT,
        verb: TEXT,
        case: TEXT,
        kind: TEXT,
        sample: TEXT,
        seed: TEXT,
        format: TEXT,
        out: TEXT,
        unrecorded: { type: "boolean", default: false },
      },
    });
    return ok(values);
  } catch (error) {
    return fail(error instanceof Error ? error.message : "bad arguments");
  }
}

function countIn(text: string): number | null {
  const digits = /^#?([1-9]\d{0,14})$/.exec(text)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** The id of a Slack person, also as it is written in messages: `U0123`, `@U0123`, `<@U0123>`, `<@U0123|mia>`. */
function personIn(text: string): string {
  return /^<?@([^|>]+)(?:\|[^>]*)?>?$/.exec(text)?.[1] ?? text;
}

/** `1042`, `2026-11-01` (the whole day, UTC) or a moment with its zone, such as `2026-11-01T09:30Z`. */
function placeIn(text: string, end: "first" | "last"): Place | null {
  const seq = countIn(text);
  if (seq !== null) return { seq };
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const isMoment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.test(text);
  const at = isDay || isMoment ? Date.parse(text) : Number.NaN;
  // Such as the 31st of a month that has 30: Date would go on into the next.
  if (Number.isNaN(at) || (isDay && new Date(at).toISOString().slice(0, 10) !== text)) return null;
  if (end === "first") return { at };
  return { at: at + (isDay ? DAY_MS : 1) };
}
