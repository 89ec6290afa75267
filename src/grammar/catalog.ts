import { readdir } from "node:fs/promises";
import { z } from "zod";
import type { Catalog, CommandSpec } from "./define.ts";
import { parse } from "./parse.ts";
import { ownName } from "./names.ts";

/** Slack's bound on a slash name without its slash. */
const LONGEST_NAME = 31;

const shape = z.object({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/, "must be of a-z, 0-9 and -")
    .max(LONGEST_NAME),
  summary: z.string().min(1, "is empty"),
  takes: z.object({}),
  examples: z.array(z.string()).min(1, "are missing"),
  request: z.custom((value) => typeof value === "function", "is not a function"),
});

/** Groups that examples may name. */
const EXAMPLE_ALIASES = ["lobby"];

/** Reads the folder of commands, one file each. Throws, naming every problem, when one is not fit to be used. */
export async function loadCommands(folder: URL): Promise<Catalog> {
  const problems: string[] = [];
  const specs: CommandSpec[] = [];
  for (const file of (await readdir(folder)).filter((name) => !name.startsWith(".")).toSorted()) {
    const read = file.endsWith(".ts") ? await specIn(new URL(file, folder), file) : "is not a command";
    if (typeof read === "string") problems.push(`commands/${file} ${read}`);
    else specs.push(read);
  }
  if (problems.length === 0) {
    const catalog = catalogOf(specs);
    problems.push(...specs.flatMap((spec) => exampleProblems(spec, catalog)));
    if (problems.length === 0) return catalog;
  }
  throw new Error(`The commands cannot be used:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
}

async function specIn(file: URL, fileName: string): Promise<CommandSpec | string> {
  const module: unknown = await import(file.href);
  const spec = z.object({ default: z.custom<CommandSpec>() }).safeParse(module).data?.default;
  if (spec === undefined) return "has no default export";
  const checked = shape.safeParse(spec);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    return `is not a command: ${issue?.path.join(".")} ${issue?.message}`;
  }
  return `${spec.name}.ts` === fileName ? spec : `declares the name ${spec.name}, which is not its file's`;
}

/** Throws when a name is there twice, or when there is not exactly one umbrella. */
export function catalogOf(specs: readonly CommandSpec[]): Catalog {
  const umbrellas = specs.filter((spec) => spec.umbrella);
  const verbs = new Map(specs.filter((spec) => !spec.umbrella).map((spec) => [spec.name, spec]));
  const [umbrella] = umbrellas;
  if (!umbrella || umbrellas.length > 1)
    throw new Error(`There must be one umbrella command, but there are ${umbrellas.length}`);
  if (verbs.size + 1 !== specs.length || verbs.has(umbrella.name))
    throw new Error("Two commands have the same name");
  return { umbrella, verbs };
}

function exampleProblems(spec: CommandSpec, catalog: Catalog): readonly string[] {
  const names = { form: "commands", prefix: "", includeReserved: true } as const;
  const command = spec.umbrellaOnly ? `/${catalog.umbrella.name}` : ownName(spec, names);
  return spec.examples.flatMap((example) => {
    const text = spec.umbrellaOnly ? `${spec.name} ${example}` : example;
    const parsed = parse({ command, text }, { catalog, aliases: EXAMPLE_ALIASES, names });
    return parsed.ok
      ? []
      : [`commands/${spec.name}.ts has the bad example "${example}": ${parsed.failure.text}`];
  });
}
