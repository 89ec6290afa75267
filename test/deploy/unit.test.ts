import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { strangers, textOf } from "./files.ts";

const unit = textOf("deploy/bailiff.service");
/** All values of a setting, in order. */
const valuesOf = (name: string): string[] =>
  [...unit.matchAll(new RegExp(`^${name}=(.*)$`, "gm"))].map(([, value = ""]) => value);

const hasAnalyze = spawnSync("systemd-analyze", ["--version"]).status === 0;
if (!hasAnalyze) console.warn("The systemd unit is not verified: there is no systemd-analyze here.");

describe("deploy/bailiff.service", () => {
  const folder = mkdtempSync(join(tmpdir(), "bailiff-unit-"));
  const file = join(folder, "bailiff.service");
  // Whether the programs exist is looked at too, so those stand in that are here.
  writeFileSync(file, unit.replaceAll(/^(ExecStart)=\S+/gm, `$1=${process.execPath}`));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.skipIf(!hasAnalyze)("is a unit without mistakes", () => {
    const { status, stderr } = spawnSync("systemd-analyze", ["verify", "--man=no", file], {
      encoding: "utf8",
    });
    expect({ status, said: stderr.split("\n").filter((line) => line.includes(file)) }).toEqual({
      status: 0,
      said: [],
    });
  });

  it.skipIf(!hasAnalyze)("leaves little exposed", () => {
    const { stdout } = spawnSync("systemd-analyze", ["security", "--offline=true", "--no-pager", file], {
      encoding: "utf8",
    });
    const [, level] = /exposure level for bailiff\.service: ([\d.]+)/.exec(stdout) ?? [];
    expect(Number(level)).toBeLessThan(2);
  });

  it("starts the program itself, with settings that Bailiff knows, and keeps its books where it may write", () => {
    expect(valuesOf("ExecStart")).toEqual(["/usr/bin/node /opt/bailiff/src/main.ts start"]);
    const settings = new Map(
      valuesOf("Environment").flatMap((line) =>
        line.split(" ").map((pair) => pair.split("=") as [string, string]),
      ),
    );
    expect(strangers([...settings.keys()])).toEqual([]);
    expect(settings.get("BAILIFF_DATA")).toBe(`/var/lib/${valuesOf("StateDirectory")[0]}`);
  });

  it("lets V8 compile", () => expect(valuesOf("MemoryDenyWriteExecute")).toEqual([]));
});
