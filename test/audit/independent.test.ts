import { execFileSync, spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { rootOf } from "../../src/audit/tree.ts";
import { dayOf, filesOf, frontierOf } from "./copies.ts";
import { folderForTest } from "./folder.ts";

const SCRIPT = fileURLToPath(new URL("./independent.py", import.meta.url));
const hasPython = spawnSync("python3", ["--version"]).status === 0;
const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;
if (!hasPython) console.log("The check by another language is left out: there is no python3.");
else if (!hasOpenssl) console.log("The signatures are not checked by another program: there is no openssl.");

describe.skipIf(!hasPython)("an export, looked at by Python's standard library", () => {
  const day = dayOf(100, 33);
  const { file, manifest } = filesOf(day);

  it("has the chain, the commitments, the root and the signatures that Bailiff says it has", async () => {
    await using folder = await folderForTest();
    const path = join(folder.path, "log.jsonl");
    await writeFile(path, file);
    await writeFile(`${path}.manifest.json`, manifest ?? "");
    const told: unknown = JSON.parse(execFileSync("python3", [SCRIPT, path], { encoding: "utf8" }));
    expect(told).toEqual({
      count: 100,
      head: day.entries.at(-1)?.hash,
      root: rootOf(frontierOf(day.entries)),
      ...(hasOpenssl ? { signed: day.checkpoints.length } : {}),
    });
  });

  it.each([
    ["reason 20 ", "reason 21 ", "tells something else"],
    ['"case":6,', '"case":7,', "has another hash"],
    ['"seq":50,', '"seq":51,', "does not follow"],
  ])("is not what it was with %s in place of %s", async (was, is, says) => {
    await using folder = await folderForTest();
    const path = join(folder.path, "log.jsonl");
    await writeFile(path, file.replace(was, is));
    const { status, stderr } = spawnSync("python3", [SCRIPT, path], { encoding: "utf8" });
    expect(stderr).toContain(says);
    expect(status).toBe(1);
  });
});
