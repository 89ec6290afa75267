import { createLog } from "../ops/log.ts";
import { fail, type Result } from "../result.ts";
import { createMovableClock } from "../sandbox/clock.ts";
import { SLACK_PATH } from "../slack/receivers.ts";
import { openBailiff, type Bailiff } from "./assemble.ts";
import type { Beginning, FromBailiff, ToBailiff } from "./bailiff-messages.ts";
import { sandboxConfigFrom, SANDBOX_SECRETS, slackOf } from "./sandbox-config.ts";
import { settled } from "./settled.ts";
import { unhandledText } from "./unhandled.ts";

/**
 * The program of the process that Bailiff has to itself in the sandbox (src/cli/bailiff-process.ts starts it), so
 * that killing it is what it is anywhere else.
 */
const clock = createMovableClock();
let opening: Promise<Result<Bailiff, string>> = Promise.resolve(fail("It was never told to begin."));

process.on("message", (message: ToBailiff) => hear(message));
// Whoever started it has gone, and the sandbox with it. The journal needs no farewell.
process.on("disconnect", () => process.exit(0));
// Ctrl+C reaches every process of a terminal; the one that started this one says when it is to stop.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => void stop());
process.on("unhandledRejection", (error: unknown) => {
  err(unhandledText(error));
  process.exit(1);
});
// It may have gone while this file was being read.
if (!process.connected) process.exit(0);

function hear(message: ToBailiff): void {
  switch (message.kind) {
    case "begin":
      clock.advance(message.beginning.aheadMs);
      opening = open(message.beginning);
      return void opening.then(sayHowItBegan);
    case "advance":
      clock.advance(message.ms);
      return tell({ kind: "answer", id: message.id, value: true });
    case "settled":
      return void isSettled(message.withinMs).then((value) =>
        tell({ kind: "answer", id: message.id, value }),
      );
    case "stop":
      return void stop();
    default:
      message satisfies never;
  }
}

async function open({ world, folder, host, port, logLevel }: Beginning): Promise<Result<Bailiff, string>> {
  const file = await sandboxConfigFrom(world);
  if (!file.ok) return file;
  return openBailiff({
    file: file.value,
    slack: slackOf(world),
    auditKey: null,
    storage: { kind: "sqlite", folder },
    host,
    port,
    log: createLog(logLevel, SANDBOX_SECRETS, (line) => err(line.trimEnd())),
    clock,
  });
}

function sayHowItBegan(opened: Result<Bailiff, string>): void {
  if (!opened.ok) return tell({ kind: "not_started", why: opened.failure }, () => process.exit(1));
  const { url } = opened.value;
  tell({ kind: "serving", url, slackUrl: `${url}${SLACK_PATH}` });
}

async function isSettled(withinMs: number): Promise<boolean> {
  const opened = await opening;
  if (!opened.ok) return false;
  // While it stops, its ledger answers no more.
  return settled(opened.value.ledger, clock, withinMs).catch(() => false);
}

async function stop(): Promise<void> {
  const opened = await opening;
  if (opened.ok) await opened.value.stop();
  process.exit(0);
}

/** What cannot be said to somebody who has gone may be lost; the end of the channel ends the process. */
function tell(message: FromBailiff, said: () => void = () => {}): void {
  process.send?.(message, undefined, undefined, said);
}

function err(text: string): void {
  process.stderr.write(`${text}\n`);
}
