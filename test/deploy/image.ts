import { cp, mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ROOT, textOf } from "./files.ts";

/** What the Dockerfile says, as far as it can be tried without Docker. */
export interface Recipe {
  /** Images it starts from. */
  readonly bases: readonly string[];
  /** What is copied from the repository into the image that is kept: from where, to where. */
  readonly copied: readonly (readonly [from: string, to: string])[];
  /** Everything it takes from the repository, for any stage. */
  readonly taken: readonly string[];
  readonly variables: ReadonlyMap<string, string>;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly health: readonly string[];
  readonly user: string | null;
}

export function readDockerfile(text: string): Recipe {
  const lines = text
    .split("\n")
    .filter((line) => !line.startsWith("#"))
    .join("\n")
    .replaceAll(/\\\n\s*/g, "")
    .split("\n")
    .filter((line) => line !== "");
  const last = lines.findLastIndex((line) => line.startsWith("FROM "));
  const kept = lines.slice(last);
  const only = (word: string): string =>
    kept.findLast((line) => line.startsWith(`${word} `))?.slice(word.length + 1) ?? "";
  const copies = (from: readonly string[]) =>
    from
      .filter((line) => line.startsWith("COPY ") && !line.includes("--from="))
      .map((line) => line.split(/\s+/).slice(1));
  const list = (json: string): string[] => JSON.parse(json) as string[];
  return {
    bases: lines.filter((line) => line.startsWith("FROM ")).map((line) => line.split(/\s+/)[1] ?? ""),
    copied: copies(kept).flatMap((words) =>
      words.slice(0, -1).map((from) => [from, words.at(-1) ?? ""] as const),
    ),
    taken: copies(lines).flatMap((words) => words.slice(0, -1)),
    variables: new Map(
      only("ENV")
        .split(/\s+/)
        .map((pair) => pair.split("=", 2) as [string, string]),
    ),
    entrypoint: list(only("ENTRYPOINT")),
    command: list(only("CMD")),
    health: list(only("HEALTHCHECK").replace(/^.*?CMD /, "")),
    user: only("USER") || null,
  };
}

/** Whether .dockerignore lets a path through. The last line that matches it, or a folder it is in, decides. */
export function letsThrough(ignore: string, path: string): boolean {
  const parts = path.split("/");
  const above = parts.map((_, index) => parts.slice(0, index + 1).join("/"));
  let isIgnored = false;
  for (const line of ignore.split("\n").filter((one) => one !== "" && !one.startsWith("#"))) {
    const isException = line.startsWith("!");
    const pattern = isException ? line.slice(1) : line;
    if (above.some((one) => globOf(pattern).test(one))) isIgnored = !isException;
  }
  return !isIgnored;
}

/** As Docker matches: `*` within a name, a leading dot too, and `**` over any number of folders. */
function globOf(pattern: string): RegExp {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\?]/g, "\\$&")
    .replaceAll("**/", "\0")
    .replaceAll("*", "[^/]*")
    .replaceAll("\0", "(?:.*/)?");
  return new RegExp(`^${source}$`);
}

/** The folder /app as the image has it: what is copied, and the packages that `npm ci --omit=dev` installs. */
export async function layOut(recipe: Recipe): Promise<{ readonly folder: string } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), "bailiff-image-"));
  for (const [from, to] of recipe.copied)
    await cp(join(ROOT, from), to.endsWith("/") ? join(folder, to, from) : join(folder, to), {
      recursive: true,
    });
  const lock = JSON.parse(textOf("package-lock.json")) as {
    packages: Record<string, { dev?: boolean; devOptional?: boolean }>;
  };
  for (const [path, { dev, devOptional }] of Object.entries(lock.packages)) {
    // Nested ones come with the package they are in.
    if (!/^node_modules\/(@[^/]+\/)?[^/]+$/.test(path) || dev === true || devOptional === true) continue;
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await symlink(join(ROOT, path), join(folder, path));
  }
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}
