import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import type { Comparison } from "../audit/compare.ts";
import { systemClock } from "../clock.ts";
import { readEnvironment, type Environment } from "../config/environment.ts";
import { readConfigFile } from "../config/file.ts";
import { describeProblems } from "../config/problem.ts";
import { openDatabaseCopy } from "../ledger/database-copy.ts";
import { fail, ok, type Result } from "../result.ts";
import { boltLogger } from "../slack/app.ts";
import { createClient, describeSlackFailure } from "../slack/client.ts";
import { compareChannel, type ComparingChannel } from "../slack/compare-channel.ts";
import { COMPARE_USAGE, compareProblems, describeComparison } from "../texts/comparison.ts";
import { ledgerProblemText } from "../texts/ledger.ts";
import { placeOf } from "./audit-verify.ts";
import { SILENT } from "./checkup.ts";
import type { Terminal } from "./terminal.ts";

/** `bailiff audit compare`. The answer is the exit code, as its usage says. */
export async function runAuditCompare(
  terminal: Pick<Terminal, "out" | "err" | "variables">,
  args: readonly string[],
): Promise<number> {
  const from = readFrom(args);
  if (from === null) {
    terminal.err(COMPARE_USAGE);
    return 2;
  }
  const compared = await compareFrom(terminal, from);
  if (!compared.ok) {
    terminal.err(compared.failure);
    return 2;
  }
  terminal.out(describeComparison(compared.value).join("\n"));
  return compared.value.count === 0 ? 0 : 1;
}

function readFrom(args: readonly string[]): number | null {
  try {
    const { from = "1" } = parseArgs({ args: [...args], options: { from: { type: "string" } } }).values;
    return /^[1-9]\d{0,15}$/.test(from) ? Number(from) : null;
  } catch {
    return null;
  }
}

async function compareFrom(
  { variables }: Pick<Terminal, "variables">,
  from: number,
): Promise<Result<Comparison, string>> {
  const environment = readEnvironment(variables);
  if (!environment.ok) return fail(describeProblems("the environment", environment.failure));
  const { slack, configPath, storage } = environment.value;
  if (!slack) return fail(compareProblems.sandbox);
  const channel = await readLogChannel(configPath, variables);
  if (!channel.ok) return channel;
  const opened = await openDatabaseCopy(placeOf(storage), systemClock);
  if (!opened.ok) return fail(ledgerProblemText(opened.failure));
  if (opened.value === null) return fail(compareProblems.noJournal);
  await using journal = opened.value;
  return holdAgainst(slack, channel.value, journal.ledger, from);
}

async function readLogChannel(
  path: string,
  variables: Terminal["variables"],
): Promise<Result<string, string>> {
  const text = await readFile(path, "utf8").catch(() => "");
  const file = readConfigFile(text, variables);
  if (!file.ok) return fail(describeProblems(path, file.failure));
  const { log } = file.value;
  return log ? ok(log.channel) : fail(compareProblems.noChannel);
}

async function holdAgainst(
  { botToken, apiUrl }: NonNullable<Environment["slack"]>,
  channel: string,
  ledger: ComparingChannel["ledger"],
  from: number,
): Promise<Result<Comparison, string>> {
  const client = createClient(botToken, apiUrl, boltLogger(SILENT));
  const compared = await compareChannel({ client, ledger, clock: systemClock }, channel, from);
  return compared.ok ? compared : fail(compareProblems.channel(describeSlackFailure(compared.failure)));
}
