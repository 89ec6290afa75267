import { z } from "zod";
import { fileSchema } from "./schema.ts";

/** The parts of a JSON schema that the reference shows. */
interface Shape {
  readonly type?: string;
  readonly description?: string;
  readonly default?: string | number | boolean | object;
  readonly const?: string | number | boolean;
  readonly enum?: readonly (string | number)[];
  readonly anyOf?: readonly Shape[];
  /** One of several forms, told apart by a setting with a fixed value. */
  readonly oneOf?: readonly Shape[];
  readonly items?: Shape;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: Shape | boolean;
  readonly required?: readonly string[];
}

/** The configuration reference in Markdown, made from the schema itself, so that it cannot be out of date. */
export function configReference(): string {
  const schema = z.toJSONSchema(fileSchema, { io: "input", unrepresentable: "any" }) as Shape;
  const rows = rowsOf(schema, "");
  return ["| setting | value | meaning |", "|---|---|---|", ...rows].join("\n");
}

function rowsOf(shape: Shape, path: string): readonly string[] {
  return Object.entries(shape.properties ?? {}).flatMap(([key, value]) => {
    const here = path === "" ? key : `${path}.${key}`;
    const isRequired = shape.required?.includes(key) ?? false;
    const inner = innerOf(value);
    const row = `| \`${here}\` | ${cell(kindOf(value, isRequired))} | ${cell(value.description ?? "")} |`;
    return [row, ...(inner ? rowsOfForms(inner.shape, `${here}${inner.step}`) : [])];
  });
}

/** Where there are several forms, the settings of each, after the one that tells which it is. */
function rowsOfForms(shape: Shape, path: string): readonly string[] {
  if (!shape.oneOf) return rowsOf(shape, path);
  return shape.oneOf.flatMap((form) => rowsOf(form, path));
}

/** Where a setting has settings of its own: a list of them, or one for each name. */
function innerOf(shape: Shape): { readonly shape: Shape; readonly step: string } | null {
  if (shape.properties ?? shape.oneOf) return { shape, step: "" };
  if (shape.items?.properties) return { shape: shape.items, step: "[]" };
  const each = shape.additionalProperties;
  const hasSettings = typeof each === "object" && (each.properties ?? each.oneOf) !== undefined;
  return hasSettings ? { shape: each, step: ".<name>" } : null;
}

function kindOf(shape: Shape, isRequired: boolean): string {
  const kind = typeOf(shape);
  if (shape.default !== undefined && typeof shape.default !== "object")
    return `${kind}; otherwise \`${String(shape.default)}\``;
  return isRequired ? `${kind}, required` : kind;
}

function typeOf(shape: Shape): string {
  if (shape.const !== undefined) return `\`${String(shape.const)}\``;
  if (shape.enum) return shape.enum.map((value) => `\`${String(value)}\``).join(", ");
  if (shape.anyOf) return shape.anyOf.map(typeOf).join(" or ");
  if (shape.oneOf) return "as below";
  switch (shape.type ?? "") {
    case "array":
      return shape.items?.properties ? "list" : `list of ${typeOf(shape.items ?? {})}`;
    case "object":
      return "by name";
    case "integer":
      return "whole number";
    case "boolean":
      return "true or false";
    case "string":
      return "text";
    default:
      return shape.type ?? "";
  }
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
