import { LineCounter, parseDocument, type Document } from "yaml";
import { fail, ok, type Result } from "../result.ts";
import { fileSchema, type ConfigFile } from "./schema.ts";
import type { Problem } from "./problem.ts";
import { checkReferences } from "./references.ts";

/**
 * Reads the text of bailiff.yml. Every problem is reported at once, with its line; a value is never shown,
 * because it may be a secret. `${NAME}` anywhere in a text value is replaced from `environment`.
 */
export function readConfigFile(
  text: string,
  environment: Readonly<Record<string, string | undefined>>,
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
  const problems: Problem[] = [];
  const where = (path: readonly PropertyKey[]): string => locate(document, lines, path);
  const filled = fillIn(document.toJS() as unknown, environment, [], (path, what) =>
    problems.push({ where: where(path), what }),
  );
  const parsed = fileSchema.safeParse(filled ?? {});
  if (!parsed.success) {
    for (const issue of parsed.error.issues) problems.push({ where: where(issue.path), what: issue.message });
    return fail(problems);
  }
  for (const { path, what } of checkReferences(parsed.data)) problems.push({ where: where(path), what });
  return problems.length > 0 ? fail(problems) : ok(parsed.data);
}

/** `line 7, rules.0.groups`: the line of the nearest part of the path that exists in the file. */
function locate(document: Document, lines: LineCounter, path: readonly PropertyKey[]): string {
  const name = path.map(String).join(".");
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    const start = rangeStart(node);
    if (start !== null) return `line ${lines.linePos(start).line}${name ? `, ${name}` : ""}`;
  }
  return name;
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
