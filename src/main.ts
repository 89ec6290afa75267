import { parseArgs } from "node:util";
import { runAlert } from "./cli/alert.ts";
import { asksForHelp } from "./cli/arguments.ts";
import { runHome } from "./cli/home.ts";
import { runManifest } from "./cli/manifest.ts";
import { runPress } from "./cli/press.ts";
import { runReference } from "./cli/reference.ts";
import { runSay } from "./cli/say.ts";
import type { Terminal } from "./cli/terminal.ts";
import { unhandledText } from "./cli/unhandled.ts";
import { describeProblems } from "./config/problem.ts";
import { readEnvironment } from "./config/environment.ts";
import { USAGE, usageOf } from "./texts/usage.ts";

/** The only place that reads the process: its arguments, its environment, its streams and its signals. */
const terminal: Terminal = {
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
  variables: process.env,
  onAskedToRead: (read) => {
    // A terminal that is closed says the same, and there it means the end.
    if (!process.stdout.isTTY) process.on("SIGHUP", read);
  },
  untilAskedToStop: () =>
    new Promise((resolve) => {
      let asked = 0;
      const ask = (signal: string): void => {
        asked += 1;
        // The second request ends it at once; the journal will finish what was begun.
        if (asked > 1) process.exit(1);
        resolve(signal);
      };
      process.on("SIGINT", ask).on("SIGTERM", ask);
      process.on("disconnect", () => resolve("The end of what started it"));
      // Listening to it must not keep a process alive that has nothing else to do.
      process.channel?.unref();
    }),
};

// Whoever reads has read enough, as in `bailiff doctor | head`.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

process.on("unhandledRejection", (error: unknown) => {
  // socket-mode 3.1 ends a failed reconnect this way. A clean start recovers everything from the journal.
  terminal.err(unhandledText(error));
  process.exit(1);
});

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const [command = "start", ...rest] = args;
  const told = asksForHelp(rest) && command !== "audit" ? usageOf(command) : null;
  if (told !== null) {
    terminal.out(told);
    return 0;
  }
  switch (command) {
    case "start":
    case "sandbox":
      return start(command, rest);
    case "say":
      return runSay(terminal, rest);
    case "alert":
      return runAlert(terminal, rest);
    case "doctor":
      return (await import("./cli/doctor.ts")).runDoctor(terminal, rest);
    case "home":
      return runHome(terminal, rest);
    case "audit":
      return (await import("./cli/audit.ts")).runAudit(terminal, rest);
    case "press":
      return runPress(terminal, rest);
    case "manifest":
      return runManifest(terminal, rest);
    case "reference":
      return runReference(terminal, rest);
    case "help":
    case "--help":
    case "-h":
      terminal.out(USAGE);
      return 0;
    default:
      terminal.err(`There is no command ${JSON.stringify(command)}.\n\n${USAGE}`);
      return 2;
  }
}

async function start(command: "start" | "sandbox", args: readonly string[]): Promise<number> {
  let port: string | undefined;
  try {
    ({ port } = parseArgs({ args: [...args], options: { port: { type: "string" } } }).values);
  } catch (error) {
    terminal.err(`${error instanceof Error ? error.message : "bad arguments"}\n\n${USAGE}`);
    return 2;
  }
  const environment = readEnvironment({
    ...(command === "sandbox" ? withoutWorkspace(terminal.variables) : terminal.variables),
    ...(port === undefined ? {} : { PORT: port }),
  });
  if (!environment.ok) {
    terminal.err(describeProblems("the environment", environment.failure));
    return 2;
  }
  const { slack } = environment.value;
  if (command === "sandbox" || slack === null)
    return (await import("./cli/sandbox.ts")).runSandbox(terminal, environment.value);
  return (await import("./cli/start.ts")).runStart(terminal, { ...environment.value, slack });
}

/** The sandbox, asked for by name, has nothing to do with a workspace that may be set up beside it. */
function withoutWorkspace(variables: Terminal["variables"]): Terminal["variables"] {
  return Object.fromEntries(
    Object.entries(variables).filter(([name]) => !/^(SLACK_|DATABASE_(OWNER_)?URL$|BAILIFF_)/.test(name)),
  );
}
