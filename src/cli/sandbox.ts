import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMovableClock } from "../sandbox/clock.ts";
import { openControl } from "../sandbox/control/control.ts";
import { openSandbox } from "../sandbox/open.ts";
import type { Environment } from "../config/environment.ts";
import { describeListenProblem } from "../texts/starting.ts";
import { lifeNewsText, sandboxGreeting } from "../texts/sandbox.ts";
import { sandboxCommands, SANDBOX_SHORTCUTS } from "./commands.ts";
import { openPage } from "../sandbox/page/page.ts";
import { pageOptions } from "./sandbox-page.ts";
import { openLives } from "./bailiff-lives.ts";
import { startBailiffProcess } from "./bailiff-process.ts";
import type { Terminal } from "./terminal.ts";

/** The sandbox has no passwords, so it listens here only, whatever HOST says. */
const LOOPBACK = "127.0.0.1";

/** Opens the sandbox, with Bailiff in a process of its own, until asked to stop. The answer is the exit code. */
export async function runSandbox(terminal: Terminal, environment: Environment): Promise<number> {
  // Before anything else: it reads its program while the stand-ins open.
  const first = startBailiffProcess();
  const sandbox = await openSandbox({
    clock: createMovableClock(),
    commands: await sandboxCommands(),
    shortcuts: SANDBOX_SHORTCUTS,
  });
  // One folder as long as the sandbox is open, so that what was printed about it stays true after a reset.
  const folder = await mkdtemp(join(tmpdir(), "bailiff-sandbox-"));
  const at = { host: LOOPBACK, port: environment.port };
  let controlUrl = `http://${at.host}:${at.port}`;
  const opened = await openLives({
    sandbox,
    first,
    folder,
    host: LOOPBACK,
    logLevel: environment.logLevel === "info" ? "warn" : environment.logLevel,
    tell(news) {
      const isTrouble = news.kind === "died" || news.kind === "not_back";
      terminal[isTrouble ? "err" : "out"](lifeNewsText(news, controlUrl));
    },
  });
  const close = async (): Promise<void> => {
    if (opened.ok) await opened.value.stop();
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  };
  if (!opened.ok) {
    terminal.err(opened.failure);
    await close();
    return 1;
  }
  const lives = opened.value;
  const page = openPage(sandbox, () => lives.life(), await pageOptions(sandbox));
  const control = await openControl(sandbox, lives, at, page).catch((error: NodeJS.ErrnoException) => error);
  if (control instanceof Error) {
    if (control.code !== "EADDRINUSE" && control.code !== "EACCES") throw control;
    terminal.err(
      describeListenProblem({
        kind: control.code === "EACCES" ? "port_forbidden" : "port_taken",
        ...at,
      }),
    );
    await close();
    return 1;
  }
  controlUrl = control.url;
  terminal.out(
    sandboxGreeting({
      control: control.url,
      bailiff: lives.addresses()["url"] ?? "",
      slack: sandbox.slack.url,
      tencent: sandbox.tencent.url,
      easemob: sandbox.easemob.url,
      agora: sandbox.agora.url,
      journal: folder,
    }),
  );
  await terminal.untilAskedToStop();
  await control.close();
  page.close();
  await close();
  return 0;
}
