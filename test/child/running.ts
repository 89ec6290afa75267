import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { Sandbox } from "../../src/sandbox/open.ts";
import type { ChildOptions } from "./bailiff.child.ts";

/** A program in a process of its own, ready to be used and to be killed. */
export interface Running {
  readonly child: ChildProcess;
  readonly url: string;
}

export function startBailiff(options: ChildOptions): Promise<Running> {
  return start(new URL("./bailiff.child.ts", import.meta.url), options);
}

/** Starts a script that sends `{url}` when it is ready. */
export async function start(script: URL, options: object): Promise<Running> {
  const child = fork(script, [JSON.stringify(options)], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const ended = once(child, "exit").then(([code]) =>
    Promise.reject(new Error(`the program ended with ${String(code)} before it was ready`)),
  );
  const [message] = (await Promise.race([once(child, "message"), ended])) as [{ url: string }];
  return { child, url: message.url };
}

export async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill(signal);
  await exited;
}

/** Where the sandbox is, for a program that is to use it. */
export function reaching({
  slack,
  tencent,
  easemob,
  agora,
}: Sandbox): Pick<ChildOptions, "slackApiUrl" | "botToken" | "signingSecret" | "vendors"> {
  const { botToken, signingSecret } = slack.credentials;
  const vendors = {
    tencent: { url: tencent.url },
    easemob: { url: easemob.url },
    agora: { url: agora.url },
  };
  return { slackApiUrl: `${slack.url}/api/`, botToken, signingSecret, vendors };
}
