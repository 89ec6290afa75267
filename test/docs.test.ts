import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { withReference } from "../src/cli/reference.ts";
import { loadCommands } from "../src/grammar/catalog.ts";
import { parse } from "../src/grammar/parse.ts";
import { WORDS } from "../src/texts/entries.ts";
import { DOCUMENTS } from "./readme/blocks.ts";

const read = (path: string): Promise<string> => readFile(new URL(`../${path}`, import.meta.url), "utf8");

describe("the documents", () => {
  it("hold the configuration reference as the schema has it now", async () => {
    const readme = await read("README.md");
    expect(withReference(readme), "npm run bailiff -- reference --write").toBe(readme);
  });

  it.each(DOCUMENTS)("%s links only to what is there", async (path) => {
    const text = await read(path);
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link = ""]) => link);
    const isThere = (link: string): boolean =>
      existsSync(new URL(link, new URL(`../${path}`, import.meta.url)));
    expect(links.filter((link) => !isThere(link))).toEqual([]);
  });

  it("tell auditors of every kind of entry, in the words of the log channel", async () => {
    const page = await read("docs/audit.md");
    for (const [kind, words] of Object.entries(WORDS)) {
      expect(page).toContain(`\`${kind}\``);
      expect(page).toContain(words);
    }
  });

  it("show commands that are understood, except the one that shows a refusal", async () => {
    const catalog = await loadCommands(new URL("../commands/", import.meta.url));
    const names = { form: "commands", prefix: "", includeReserved: true } as const;
    const typed = [...(await read("README.md")).matchAll(/npm run say -- .*?"(\/\w+)([^"]*)"/g)].map(
      ([, command = "", text = ""]) => ({ command, text }),
    );
    expect(typed.length).toBeGreaterThan(8);
    const refused = typed.filter((input) => !parse(input, { catalog, aliases: ["lobby", "live"], names }).ok);
    expect(refused).toEqual([{ command: "/mute", text: " tommy 10" }]);
  });

  it("have all of the sandbox's control API and of its page, each once", async () => {
    const [document = "", actions = "", views = "", page = ""] = await Promise.all(
      [
        "docs/sandbox.md",
        "src/sandbox/control/actions.ts",
        "src/sandbox/control/views.ts",
        "src/sandbox/page/page.ts",
      ].map(read),
    );
    const found = (text: string, path: RegExp): readonly string[] =>
      [...text.matchAll(path)].map(([, one = ""]) => one);
    const posted = found(actions, /case "(\/sandbox\/\w+)":/g);
    const seen = [
      ...found(views, /^ {4}case "(\w+)":$/gm)
        .filter((kind) => !["groups", "effects", "requests", "callbacks"].includes(kind))
        .map((kind) => `/sandbox/${kind}`),
      ...found(views, /case "(groups|effects|requests|callbacks)":/g).map(
        (what) => `/sandbox/vendors/<vendor>/${what}`,
      ),
      ...found(page, /path(?:\.startsWith\(| === )"([^"]+)"/g).map((path) =>
        path === "/page/icon.svg" ? "/page/" : path,
      ),
    ];
    expect(posted.length).toBeGreaterThan(10);
    expect(seen.length).toBeGreaterThan(10);
    const listed = found(document, /`((?:POST|GET) \/[^\s`]*)/g);
    const rows = document.split("\n").filter((line) => line.startsWith("| `"));
    expect(posted.filter((path) => !listed.includes(`POST ${path}`))).toEqual([]);
    expect(seen.filter((path) => !listed.some((one) => one.startsWith(`GET ${path}`)))).toEqual([]);
    const calls = rows.flatMap((row) => found(row.split(" | ")[0] ?? "", /`((?:POST|GET) \/[^\s`]*)/g));
    expect(calls.filter((call, at) => calls.indexOf(call) !== at)).toEqual([]);
  });

  it("name only scripts that exist", async () => {
    const { scripts } = JSON.parse(await read("package.json")) as { scripts: Record<string, string> };
    for (const path of DOCUMENTS) {
      const named = [...(await read(path)).matchAll(/npm run ([a-z:]+)/g)].map(([, script = ""]) => script);
      expect(named.filter((script) => !(script in scripts))).toEqual([]);
    }
  });
});
