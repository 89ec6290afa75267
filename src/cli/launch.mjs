#!/usr/bin/env node
// The one file that must run on any Node from 20 on: it makes sure that what package-lock.json asks for is
// installed, finds a Node that runs TypeScript directly, and hands over to src/main.ts (or, with --run, to
// another file). It says what it does while it does it.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const OLDEST = [24, 12];
const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const modules = join(root, "node_modules");
const stamp = join(modules, ".bailiff-lock");

install();
const node = findNode();
const [first, ...rest] = process.argv.slice(2);
const script =
  first === "--run"
    ? [join(root, rest[0] ?? ""), ...rest.slice(1)]
    : [join(root, "src", "main.ts"), ...process.argv.slice(2)];
// In a group of its own, so that a signal to the whole group, as a terminal or a supervisor sends it, reaches it
// once: through this process.
const child = spawn(node, script, {
  // The channel closes when this process is killed outright; the child then stops as if it had been asked to.
  stdio: ["inherit", "inherit", "inherit", "ipc"],
  detached: process.platform !== "win32",
  env: {
    ...process.env,
    PATH: `${join(modules, ".bin")}${delimiter}${process.env.PATH ?? ""}`,
    // What was compiled once is kept, which shortens the next start. Where nothing can be written, nothing is kept.
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(modules, ".cache", "compiled"),
  },
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
// npm does not hand signals on: when it is ended, the shell between goes and this process would be left behind.
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && child.kill("SIGTERM"), 500).unref();
}
child.on("exit", (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 1)));

function install() {
  const wanted = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  const why = existsSync(modules) ? "package-lock.json has changed" : "this is a fresh copy";
  console.error(
    `Installing what package-lock.json asks for, because ${why}. This takes about half a minute, once.`,
  );
  const installed = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  if (installed.status !== 0) {
    console.error(
      "The installation failed; the lines above say why. Nothing was started. Mend it and run the same command again.",
    );
    process.exit(1);
  }
  mkdirSync(modules, { recursive: true });
  writeFileSync(stamp, wanted);
}

function findNode() {
  const own = join(modules, ".bin", process.platform === "win32" ? "node.cmd" : "node");
  for (const candidate of [own, process.execPath]) {
    if (candidate === own && !existsSync(own)) continue;
    const found = spawnSync(candidate, ["--version"], { encoding: "utf8" }).stdout?.trim() ?? "";
    const [major = 0, minor = 0] = found.replace(/^v/, "").split(".").map(Number);
    if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return candidate;
  }
  console.error(
    `Bailiff runs on Node ${OLDEST.join(".")} or newer; this is ${process.version}, and the npm package "node" has not put a newer one into node_modules.\n` +
      'Its install script may have been skipped: run "npm ci" without --ignore-scripts, or install Node 24 from nodejs.org.',
  );
  process.exit(1);
}
