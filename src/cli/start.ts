import { readFile } from "node:fs/promises";
import { systemClock } from "../clock.ts";
import { readConfigFile } from "../config/file.ts";
import type { Environment } from "../config/environment.ts";
import { describeProblems } from "../config/problem.ts";
import { createLog } from "../ops/log.ts";
import { openBailiff } from "./assemble.ts";
import { secretsOf } from "./secrets.ts";
import type { Terminal } from "./terminal.ts";
import { watchConfig } from "./watch-config.ts";

/** Serves a real workspace until asked to stop. The answer is the exit code. */
export async function runStart(
  terminal: Terminal,
  environment: Environment & { slack: NonNullable<Environment["slack"]> },
): Promise<number> {
  const text = await readFile(environment.configPath, "utf8").catch((error: NodeJS.ErrnoException) => error);
  if (typeof text !== "string") {
    terminal.err(
      `Bailiff did not start: ${environment.configPath} cannot be read (${text.code ?? "error"}). README.md shows how to write it; BAILIFF_CONFIG names another place.`,
    );
    return 2;
  }
  const file = readConfigFile(text, terminal.variables);
  if (!file.ok) {
    terminal.err(describeProblems(environment.configPath, file.failure));
    return 2;
  }
  const log = createLog(environment.logLevel, secretsOf(environment, file.value), (line) =>
    terminal.out(line.trimEnd()),
  );
  const opened = await openBailiff({ ...environment, file: file.value, log });
  if (!opened.ok) {
    terminal.err(opened.failure);
    return 1;
  }
  const bailiff = opened.value;
  const watched = watchConfig({
    path: environment.configPath,
    variables: terminal.variables,
    file: file.value,
    clock: systemClock,
    log,
    reconfigure: (read) => bailiff.reconfigure(read),
  });
  terminal.onAskedToRead(() => void watched.readNow());
  terminal.out(
    `Bailiff serves the workspace ${bailiff.identity.teamName}. Health, metrics and Slack requests: ${bailiff.url}`,
  );
  const signal = await terminal.untilAskedToStop();
  await watched.stop();
  terminal.out(`${signal}: running work is finished first; once more ends Bailiff at once.`);
  await bailiff.stop();
  return 0;
}
