import { sandboxCommands } from "../../src/cli/commands.ts";
import { createMovableClock } from "../../src/sandbox/clock.ts";
import { openSandbox, type Sandbox } from "../../src/sandbox/open.ts";
import { SANDBOX_APP } from "../../src/sandbox/tencent/cast.ts";
import { ACCOUNTS, GROUPS } from "./load.ts";

/** The id of a group of the bench; its alias is `g<index>`. */
export function benchGroup(index: number): string {
  return `@TGS#BENCH${index}`;
}

/** Groups to add to the sandbox's configuration, by alias. */
export function benchGroups(): Readonly<Record<string, string>> {
  return Object.fromEntries(Array.from({ length: GROUPS }, (_, index) => [`g${index}`, benchGroup(index)]));
}

/** A sandbox with a crowd in many groups, as a large community has. */
export async function withSandbox<T>(use: (sandbox: Sandbox) => Promise<T>): Promise<T> {
  const crowd = Array.from({ length: ACCOUNTS }, (_, index) => `load${index}`);
  const groups = Object.values(benchGroups()).map((id) => ({
    id,
    kind: "Public" as const,
    owner: "administrator",
    members: crowd,
    maxMembers: 2 * ACCOUNTS,
  }));
  const app = {
    ...SANDBOX_APP,
    accounts: [...SANDBOX_APP.accounts, ...crowd],
    groups: [...SANDBOX_APP.groups, ...groups],
  };
  const sandbox = await openSandbox({
    clock: createMovableClock(),
    commands: await sandboxCommands(),
    tencent: { apps: [app] },
  });
  try {
    return await use(sandbox);
  } finally {
    await sandbox.close();
  }
}
