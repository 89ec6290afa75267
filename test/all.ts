import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * `npm test`: type check, lint with the import rules, format, and every test. Says which part it is at, goes
 * on after a part that failed, and ends with what failed.
 */
const PARTS: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ["type check", "tsc", "--noEmit"],
  ["type check of the page", "tsc", "--noEmit", "-p", "src/sandbox/page/client"],
  ["lint and import rules", "oxlint", "--type-aware", "--deny-warnings"],
  ["format", "oxfmt", "--check", "."],
  ["tests", "vitest", "run", "--config", "test/vitest.config.ts", ...process.argv.slice(2)],
];

const root = fileURLToPath(new URL("..", import.meta.url));
/**
 * Modules are compiled once, not in each of the processes and threads that the tests start. Besides being faster, it
 * spares them the WebAssembly that takes the types out: where many threads with compiled code come and go, V8 now and
 * then loses track of a page of it and ends the process ("Check failed: jit_page.has_value()", SIGTRAP or SIGSEGV;
 * nodejs/node#64500). Bailiff itself starts its one thread once.
 */
const NODE_COMPILE_CACHE = join(root, "node_modules", ".cache", "compiled");
const failed: string[] = [];
for (const [name, command, ...args] of PARTS) {
  const startedAt = performance.now();
  console.log(`\n— ${name}: ${[command, ...args].join(" ")}`);
  const code = await run(command, args);
  if (code !== 0) failed.push(name);
  console.log(
    `— ${name}: ${code === 0 ? "passed" : "FAILED"} after ${((performance.now() - startedAt) / 1000).toFixed(1)} s`,
  );
}
console.log(failed.length === 0 ? `\nAll ${PARTS.length} parts passed.` : `\nFailed: ${failed.join(", ")}.`);
process.exitCode = failed.length === 0 ? 0 : 1;

function run(command: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: "inherit",
      env: { ...process.env, NODE_COMPILE_CACHE },
    });
    child.on("error", (error) => {
      console.error(`${command} could not be started: ${error.message}`);
      resolve(1);
    });
    child.on("exit", (code) => resolve(code ?? 1));
  });
}
