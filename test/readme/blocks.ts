import { readdirSync, readFileSync } from "node:fs";

/** A block of code in a document, as its reader would copy it. */
export interface Block {
  /** The document and the block's first line without its remark: what the tests call it. */
  readonly name: string;
  /** `sh`, `yaml`, …; empty where the document says nothing, as for what a program prints. */
  readonly language: string;
  readonly lines: readonly string[];
}

const ROOT = new URL("../../", import.meta.url);

/** All documents that people read. */
export const DOCUMENTS: readonly string[] = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(new URL("docs/", ROOT))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

export const textOf = (path: string): string => readFileSync(new URL(path, ROOT), "utf8");

/** Fences may be indented, in lists; what is in them is then indented as far. */
const FENCED = /^( *)```(\w*)\n(.*?)^ *```$/gms;

export function blocksOf(document: string, text = textOf(document)): Block[] {
  return [...text.matchAll(FENCED)].map(([, indent = "", language = "", content = ""]) => {
    const lines = content
      .trimEnd()
      .split("\n")
      .map((line) => line.slice(indent.length));
    return { name: `${document}: ${withoutRemark(lines[0] ?? "")}`, language, lines };
  });
}

export function withoutRemark(line: string): string {
  return line.replace(/\s+# .*$/, "").trim();
}
