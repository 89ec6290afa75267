import { EXPORT_USAGE } from "../texts/audit-export.ts";
import { KEY_USAGE } from "../texts/audit-key.ts";
import { VERIFY_USAGE } from "../texts/audit.ts";
import { COMPARE_USAGE } from "../texts/comparison.ts";
import { AUDIT_USAGE } from "../texts/usage.ts";
import { asksForHelp } from "./arguments.ts";
import { runAuditCompare } from "./audit-compare.ts";
import { runAuditExport } from "./audit-export.ts";
import { runAuditKey } from "./audit-key.ts";
import { runAuditVerify } from "./audit-verify.ts";
import type { Terminal } from "./terminal.ts";

/** `bailiff audit …`: what can be done with the record from outside. The answer is the exit code. */
export async function runAudit(terminal: Terminal, [what, ...args]: readonly string[]): Promise<number> {
  const usage = what !== undefined && asksForHelp(args) ? USAGES.get(what) : undefined;
  if (usage !== undefined) {
    terminal.out(usage);
    return 0;
  }
  switch (what) {
    case "compare":
      return runAuditCompare(terminal, args);
    case "export":
      return runAuditExport(terminal, args);
    case "key":
      return runAuditKey(terminal, args);
    case "verify":
      return runAuditVerify(terminal, args);
    case undefined:
    case "help":
    case "--help":
    case "-h":
      terminal.out(AUDIT_USAGE);
      return what === undefined ? 2 : 0;
    default:
      terminal.err(`There is no command audit ${JSON.stringify(what)}.\n\n${AUDIT_USAGE}`);
      return 2;
  }
}

const USAGES: ReadonlyMap<string, string> = new Map([
  ["compare", COMPARE_USAGE],
  ["export", EXPORT_USAGE],
  ["key", KEY_USAGE],
  ["verify", VERIFY_USAGE],
]);
