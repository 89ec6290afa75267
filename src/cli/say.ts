import { ACT_SHORTCUT } from "../slack/shortcut.ts";
import { USAGE } from "../texts/usage.ts";
import { bare, readArgs } from "./arguments.ts";
import { ask, namesIn, sandboxUrl, transcript } from "./sandbox-client.ts";
import type { Terminal } from "./terminal.ts";

const OPTIONS = {
  as: { type: "string", default: "mia" },
  in: { type: "string", default: "lobby-mods" },
  shortcut: { type: "boolean", default: false },
  port: { type: "string" },
  wait: { type: "string", default: "5000" },
  json: { type: "boolean", default: false },
} as const;

/** Types a command into a running sandbox as one of its people, or uses the shortcut, and prints what Slack would show. */
export async function runSay(terminal: Terminal, args: readonly string[]): Promise<number> {
  const parsed = readArgs(terminal, args, OPTIONS, USAGE);
  if (parsed === null) return 2;
  const { values, positionals } = parsed;
  const text = positionals.join(" ");
  if (!text.startsWith("/") && !(values.shortcut && text === "")) {
    terminal.err(
      `Say a command that begins with a slash, in quotes: npm run say -- --as mia --in lobby-mods "/mute @tommy 10m"`,
    );
    return 2;
  }
  const [as, channel] = [bare(values.as), bare(values.in)];
  const url = sandboxUrl(terminal, values.port);
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
