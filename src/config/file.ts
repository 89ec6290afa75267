import { LineCounter, parseDocument, type Document } from "yaml";
import { fail, ok, type Result } from "../result.ts";
import { exampleOf } from "./examples.ts";
import { partsOf } from "./parts.ts";
import { fileSchema, type ConfigFile } from "./schema.ts";
import type { Problem } from "./problem.ts";
import { checkReferences } from "./references.ts";

/**
 * Reads the text of bailiff.yml. Every problem is reported at once, with its line; a value is never shown,
 * because it may be a secret. `${NAME}` anywhere in a text value is replaced from `environment`. `running`: the
 * connections of the running program, when it is one that reads the file again.
 */
export function readConfigFile(
  text: string,
  environment: Readonly<Record<string, string | undefined>>,
  running: readonly string[] | null = null,
): Result<ConfigFile, readonly Problem[]> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  if (document.errors.length > 0) {
    return fail(
      document.errors.map((error) => ({
        where: `line ${lines.linePos(error.pos[0]).line}`,
        what: `is not valid YAML: ${error.message}`,
      })),
    );
  }
  const found: Found[] = [];
  const filled =
    fillIn(document.toJS() as unknown, environment, [], (path, what) => found.push({ path, what })) ?? {};
  const parsed = fileSchema.safeParse(filled);
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues)
      found.push({ path, what: message.replace(NOT_THERE, "is missing"), example: exampleOf(path) });
  }
  found.push(...checkReferences(partsOf(filled), running));
  if (parsed.success && found.length === 0) return ok(parsed.data);
  const placed = found.map(({ path, what, example = null }) => ({
    line: lineOf(document, lines, path),
    problem: { where: describePlace(lineOf(document, lines, path), path), what, example },
  }));
  return fail(placed.toSorted((one, other) => one.line - other.line).map(({ problem }) => problem));
}

interface Found {
  readonly path: readonly PropertyKey[];
  readonly what: string;
  readonly example?: string | null;
}

/** As zod says it. */
const NOT_THERE = /^Invalid input: expected .*, received undefined$/;

/** `line 7, rules.0.groups`. */
function describePlace(line: number, path: readonly PropertyKey[]): string {
  return path.length === 0 ? `line ${line}` : `line ${line}, ${path.map(String).join(".")}`;
}

/** The line of the nearest part of the path that exists in the file; the first where none does. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    const start = rangeStart(node);
    if (start !== null) return lines.linePos(start).line;
  }
  return 1;
}

function rangeStart(node: unknown): number | null {
  if (typeof node !== "object" || node === null || !("range" in node)) return null;
  return Array.isArray(node.range) && typeof node.range[0] === "number" ? node.range[0] : null;
}

type Complain = (path: readonly PropertyKey[], what: string) => void;

function fillIn(
  value: unknown,
  environment: Readonly<Record<string, string | undefined>>,
  path: readonly PropertyKey[],
  complain: Complain,
): unknown {
  if (typeof value === "string") {
    return value.replaceAll(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (_, variable: string) => {
      const found = environment[variable];
      if (found === undefined || found === "")
        complain(path, `takes \${${variable}} from the environment, where it is not set`);
      return found ?? "-";
    });
  }
  if (Array.isArray(value))
    return value.map((item, index) => fillIn(item, environment, [...path, index], complain));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, fillIn(item, environment, [...path, key], complain)]),
    );
  }
  return value;
}
