import { AUDIT_USAGE } from "../texts/usage.ts";
import { runAuditCompare } from "./audit-compare.ts";
import { runAuditExport } from "./audit-export.ts";
import { runAuditKey } from "./audit-key.ts";
import { runAuditVerify } from "./audit-verify.ts";
import type { Terminal } from "./terminal.ts";

/** `bailiff audit …`: what can be done with the record from outside. The answer is the exit code. */
export async function runAudit(terminal: Terminal, [what, ...args]: readonly string[]): Promise<number> {
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
      terminal.out(AUDIT_USAGE);
      return what === undefined ? 2 : 0;
    default:
      terminal.err(`There is no command audit ${JSON.stringify(what)}.\n\n${AUDIT_USAGE}`);
      return 2;
  }
}
