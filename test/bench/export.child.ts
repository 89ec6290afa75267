import { runAuditExport } from "../../src/cli/audit-export.ts";

/** Makes one export in a process of its own, and tells how long it took and how much memory it used at most. */
const { variables, args } = JSON.parse(process.argv[2] ?? "{}") as {
  readonly variables: Record<string, string>;
  readonly args: readonly string[];
};
const startedAt = performance.now();
const code = await runAuditExport({ out: () => {}, err: (text) => console.error(text), variables }, args);
// Kilobytes: libuv has it so on every system.
const { maxRSS } = process.resourceUsage();
process.send?.({ code, ms: performance.now() - startedAt, peakMb: maxRSS / 1_024 });
