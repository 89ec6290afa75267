import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/**
 * `npm test`: type check, lint with the import rules, format, and every test. Says which part it is at, goes
 * on after a part that failed, and ends with what failed.
 */
const PARTS: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ["type check", "tsc", "--noEmit"],
  ["lint and import rules", "oxlint", "--type-aware", "--deny-warnings"],
  ["format", "oxfmt", "--check", "."],
  ["tests", "vitest", "run", "--config", "test/vitest.config.ts", ...process.argv.slice(2)],
];

const root = fileURLToPath(new URL("..", import.meta.url));
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
    const child = spawn(command, args, { cwd: root, stdio: "inherit" });
    child.on("error", (error) => {
      console.error(`${command} could not be started: ${error.message}`);
      resolve(1);
    });
    child.on("exit", (code) => resolve(code ?? 1));
  });
}
