import { z } from "zod";
import { USAGE } from "../texts/usage.ts";
import { readOptions } from "./arguments.ts";
import { ask, namesIn, sandboxUrl, transcript } from "./sandbox-client.ts";
import type { Terminal } from "./terminal.ts";

const OPTIONS = {
  example: { type: "string", default: "alertmanager" },
  resolved: { type: "boolean", default: false },
  key: { type: "string" },
  title: { type: "string" },
  group: { type: "string" },
  account: { type: "string" },
  act: { type: "string" },
  severity: { type: "string" },
  port: { type: "string" },
} as const;

const answer = z.object({ status: z.number() });

/** Sends an alert to a running sandbox as one of the tools does that send them, and prints what Slack would show. */
export async function runAlert(terminal: Terminal, args: readonly string[]): Promise<number> {
  const values = readOptions(terminal, args, OPTIONS, USAGE);
  if (values === null) return 2;
  const { port, ...about } = values;
  const url = sandboxUrl(terminal, port);
  const seen = await ask(`${url}/sandbox/alert`, about);
  if (typeof seen === "string") {
    terminal.err(seen);
    return 1;
  }
  const status = answer.safeParse(seen.ack).data?.status ?? 0;
  const what = `sends an alert that ${values.resolved ? "is resolved" : "fires"}; Bailiff answers with HTTP ${status}`;
  terminal.out(transcript({ as: values.example, what }, seen, await namesIn(url)));
  return status >= 200 && status < 300 ? 0 : 1;
}
