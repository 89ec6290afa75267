import { parseArgs } from "node:util";
import { z } from "zod";
import { plain, type Names } from "../texts/plain.ts";
import { ACT_SHORTCUT } from "../slack/shortcut.ts";
import { USAGE } from "../texts/usage.ts";
import type { Terminal } from "./terminal.ts";

const OPTIONS = {
  as: { type: "string", default: "mia" },
  in: { type: "string", default: "lobby-mods" },
  shortcut: { type: "boolean", default: false },
  port: { type: "string" },
  wait: { type: "string", default: "5000" },
  json: { type: "boolean", default: false },
} as const;

const seen = z.object({
  ack: z.unknown(),
  ephemeral: z.array(z.string()),
  posted: z.array(z.object({ channel: z.string(), ts: z.string(), text: z.string() })),
  views: z.array(z.object({ view_id: z.string() })),
});

/** Types a command into a running sandbox as one of its people, or uses the shortcut, and prints what Slack would show. */
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
  if (!text.startsWith("/") && !(values.shortcut && text === "")) {
    terminal.err(
      `Say a command that begins with a slash, in quotes: npm run say -- --as mia --in lobby-mods "/mute @tommy 10m"`,
    );
    return 2;
  }
  // As people write them in Slack.
  const [as, channel] = [values.as.replace(/^@/, ""), values.in.replace(/^#/, "")];
  const url = `http://127.0.0.1:${values.port ?? terminal.variables["PORT"] ?? "3000"}`;
  const wait_ms = Number(values.wait);
  const answered = values.shortcut
    ? await ask(`${url}/sandbox/shortcut`, { as, callback_id: ACT_SHORTCUT.callback_id, wait_ms })
    : await ask(`${url}/sandbox/command`, { as, channel, text, wait_ms });
  if (typeof answered === "string") {
    terminal.err(answered);
    return 1;
  }
  if (values.json) terminal.out(JSON.stringify(answered, null, 2));
  else
    terminal.out(
      transcript(
        { as, what: values.shortcut ? `the shortcut ${ACT_SHORTCUT.name}` : `in #${channel}: ${text}` },
        answered,
        await namesIn(url),
      ),
    );
  return 0;
}

async function ask(url: string, body: object): Promise<z.output<typeof seen> | string> {
  let response;
  try {
    response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch {
    return `No sandbox answers at ${new URL(url).origin}. Start one with npm start, or name its port with --port.`;
  }
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) {
    const problem = z.object({ error: z.string() }).safeParse(answer);
    return problem.success ? problem.data.error : `The sandbox answered with HTTP ${response.status}.`;
  }
  return seen.parse(answer);
}

const world = z.object({ slack: z.object({ people: z.array(named()), channels: z.array(named()) }) });

function named() {
  return z.object({ id: z.string(), name: z.string() });
}

/** Names to show instead of ids; without them the ids will do. */
async function namesIn(url: string): Promise<Names> {
  const answer: unknown = await fetch(`${url}/sandbox/world`).then(
    (response) => response.json(),
    () => null,
  );
  const read = world.safeParse(answer);
  if (!read.success) return new Map();
  return new Map([...read.data.slack.people, ...read.data.slack.channels].map(({ id, name }) => [id, name]));
}

function transcript(
  said: { readonly as: string; readonly what: string },
  { ephemeral, posted, views }: z.output<typeof seen>,
  names: Names,
): string {
  const lines = [`${said.as} ${said.what}`];
  for (const text of ephemeral) lines.push("", `  only visible to ${said.as}:`, ...indent(text, names));
  for (const message of posted) lines.push("", `  #${message.channel}:`, ...indent(message.text, names));
  for (const { view_id } of views)
    lines.push("", `  a form is open for ${said.as}: ${view_id} (POST /sandbox/submit sends it)`);
  if (ephemeral.length + posted.length + views.length === 0) lines.push("", "  (nothing was shown)");
  return lines.join("\n");
}

function indent(text: string, names: Names): readonly string[] {
  return plain(text, names)
    .split("\n")
    .map((line) => `    ${line}`);
}
