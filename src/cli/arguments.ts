import { parseArgs, type ParseArgsOptionsConfig } from "node:util";
import type { Terminal } from "./terminal.ts";

/** Whether somebody wants to be told what a command takes, rather than run it. */
export function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return args.slice(0, end < 0 ? args.length : end).some((arg) => arg === "--help" || arg === "-h");
}

/** The arguments of a command of the terminal. Null: they are wrong, and the terminal has said why and what is right. */
export function readArgs<const O extends ParseArgsOptionsConfig>(
  { err }: Pick<Terminal, "err">,
  args: readonly string[],
  options: O,
  usage: string,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    err(`${error instanceof Error ? error.message : "bad arguments"}\n\n${usage}`);
    return null;
  }
}

/** The same for a command that takes options alone. */
export function readOptions<const O extends ParseArgsOptionsConfig>(
  { err }: Pick<Terminal, "err">,
  args: readonly string[],
  options: O,
  usage: string,
) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    err(`${error instanceof Error ? error.message : "bad arguments"}\n\n${usage}`);
    return null;
  }
}

/** Names of people and channels, as they are written in Slack too. */
export function bare(name: string): string {
  return name.replace(/^[@#]/, "");
}
