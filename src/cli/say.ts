import { parseArgs } from "node:util";
import { z } from "zod";
import { plain } from "../texts/plain.ts";
import { USAGE } from "../texts/usage.ts";
import type { Terminal } from "./terminal.ts";

const OPTIONS = {
  as: { type: "string", default: "mia" },
  in: { type: "string", default: "lobby-mods" },
  port: { type: "string" },
  wait: { type: "string", default: "5000" },
  json: { type: "boolean", default: false },
} as const;

const seen = z.object({
  ack: z.unknown(),
  ephemeral: z.array(z.string()),
  posted: z.array(z.object({ channel: z.string(), ts: z.string(), text: z.string() })),
});

/** Types a command into a running sandbox as one of its people, and prints what Slack would show. */
export async function runSay(terminal: Terminal, args: readonly string[]): Promise<number> {
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    terminal.err(`${error instanceof Error ? error.message : "bad arguments"}\n\n${USAGE}`);
    return 2;
  }
  const { values, positionals } = parsed;
  const text = positionals.join(" ");
  if (!text.startsWith("/")) {
    terminal.err(
      `Say a command that begins with a slash, in quotes: npm run say -- --as mia --in lobby-mods "/mute @tommy 10m"`,
    );
    return 2;
  }
  const url = `http://127.0.0.1:${values.port ?? terminal.variables["PORT"] ?? "3000"}`;
  const answered = await ask(url, { as: values.as, channel: values.in, text, wait_ms: Number(values.wait) });
  if (typeof answered === "string") {
    terminal.err(answered);
    return 1;
  }
  if (values.json) terminal.out(JSON.stringify(answered, null, 2));
  else terminal.out(transcript(values.as, values.in, text, answered));
  return 0;
}

async function ask(url: string, body: object): Promise<z.output<typeof seen> | string> {
  let response;
  try {
    response = await fetch(`${url}/sandbox/command`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch {
    return `No sandbox answers at ${url}. Start one with npm start, or name its port with --port.`;
  }
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) {
    const problem = z.object({ error: z.string() }).safeParse(answer);
    return problem.success ? problem.data.error : `The sandbox answered with HTTP ${response.status}.`;
  }
  return seen.parse(answer);
}

function transcript(
  person: string,
  channel: string,
  text: string,
  { ephemeral, posted }: z.output<typeof seen>,
): string {
  const lines = [`${person} in #${channel}: ${text}`];
  for (const said of ephemeral) lines.push("", `  only visible to ${person}:`, ...indent(said));
  for (const message of posted) lines.push("", `  #${message.channel}:`, ...indent(message.text));
  if (ephemeral.length === 0 && posted.length === 0) lines.push("", "  (nothing was shown)");
  return lines.join("\n");
}

function indent(text: string): readonly string[] {
  return plain(text)
    .split("\n")
    .map((line) => `    ${line}`);
}
