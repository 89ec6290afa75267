import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMovableClock } from "../sandbox/clock.ts";
import { openControl } from "../sandbox/control/control.ts";
import { openSandbox, type Sandbox } from "../sandbox/open.ts";
import type { Environment } from "../config/environment.ts";
import type { ConfigFile } from "../config/schema.ts";
import { ok, type Result } from "../result.ts";
import { createLog } from "../ops/log.ts";
import { describeListenProblem } from "../texts/starting.ts";
import { sandboxGreeting } from "../texts/sandbox.ts";
import { sandboxCommands, SANDBOX_SHORTCUTS } from "./commands.ts";
import { callBackTo, SANDBOX_SECRETS, sandboxConfigFrom, slackOf } from "./sandbox-config.ts";
import { openBailiff, type Bailiff, type BailiffOptions } from "./assemble.ts";
import { SLACK_PATH } from "../slack/receivers.ts";
import { settled } from "./settled.ts";
import type { Terminal } from "./terminal.ts";

/** The sandbox has no passwords, so it listens here only, whatever HOST says. */
const LOOPBACK = "127.0.0.1";

/** Opens the sandbox with Bailiff in it, until asked to stop. The answer is the exit code. */
export async function runSandbox(terminal: Terminal, environment: Environment): Promise<number> {
  const clock = createMovableClock();
  const sandbox = await openSandbox({
    clock,
    commands: await sandboxCommands(),
    shortcuts: SANDBOX_SHORTCUTS,
  });
  const file = await sandboxConfigFrom(sandbox);
  if (!file.ok) throw new Error(file.failure);
  const log = createLog(
    environment.logLevel === "info" ? "warn" : environment.logLevel,
    SANDBOX_SECRETS,
    (line) => terminal.err(line.trimEnd()),
  );

  // One folder as long as the sandbox is open, so that what was printed about it stays true after a reset.
  const folder = await mkdtemp(join(tmpdir(), "bailiff-sandbox-"));
  const forget = () => rm(folder, { recursive: true, force: true });
  let run = await openIn(folder, sandbox, file.value, { log });
  if (!run.ok) {
    terminal.err(run.failure);
    await forget();
    await sandbox.close();
    return 1;
  }
  let bailiff = run.value;
  const subject = {
    settled: (withinMs: number) => settled(bailiff.bailiff.ledger, clock, withinMs),
    addresses: () => ({ url: bailiff.bailiff.url }),
    async reset() {
      await bailiff.stop();
      sandbox.slack.reset();
      for (const vendor of [sandbox.tencent, sandbox.easemob, sandbox.agora]) vendor.reset();
      run = await openIn(folder, sandbox, file.value, { log });
      if (!run.ok) throw new Error(run.failure);
      bailiff = run.value;
    },
  };
  const at = { host: LOOPBACK, port: environment.port };
  const control = await openControl(sandbox, subject, at).catch((error: NodeJS.ErrnoException) => error);
  if (control instanceof Error) {
    if (control.code !== "EADDRINUSE" && control.code !== "EACCES") throw control;
    terminal.err(
      describeListenProblem({
        kind: control.code === "EACCES" ? "port_forbidden" : "port_taken",
        ...at,
      }),
    );
    await bailiff.stop();
    await sandbox.close();
    await forget();
    return 1;
  }
  terminal.out(
    sandboxGreeting({
      control: control.url,
      bailiff: bailiff.bailiff.url,
      slack: sandbox.slack.url,
      tencent: sandbox.tencent.url,
      easemob: sandbox.easemob.url,
      agora: sandbox.agora.url,
      journal: folder,
    }),
  );
  await terminal.untilAskedToStop();
  await control.close();
  await bailiff.stop();
  await sandbox.close();
  await forget();
  return 0;
}

/** Starts Bailiff in the sandbox on empty books, which are emptied again when it stops. */
async function openIn(
  folder: string,
  sandbox: Sandbox,
  file: ConfigFile,
  { log }: Pick<BailiffOptions, "log">,
): Promise<Result<{ bailiff: Bailiff; stop: () => Promise<void> }, string>> {
  const opened = await openBailiff({
    file,
    slack: slackOf(sandbox),
    auditKey: null,
    storage: { kind: "sqlite", folder },
    host: LOOPBACK,
    port: 0,
    log,
    clock: sandbox.clock,
  });
  if (!opened.ok) return opened;
  sandbox.slack.deliverTo({ kind: "http", url: `${opened.value.url}${SLACK_PATH}` });
  callBackTo(sandbox, opened.value.url);
  return ok({
    bailiff: opened.value,
    async stop() {
      await opened.value.stop();
      for (const name of await readdir(folder))
        await rm(join(folder, name), { recursive: true, force: true });
    },
  });
}
