import { z } from "zod";
import { isCalled, pressablesIn, type Pressable } from "../sandbox/slack/pressable.ts";
import { plain, type Names } from "../texts/plain.ts";
import { USAGE } from "../texts/usage.ts";
import { bare, readArgs } from "./arguments.ts";
import { ask, namesIn, sandboxUrl, transcript, type Seen } from "./sandbox-client.ts";
import type { Terminal } from "./terminal.ts";

const OPTIONS = {
  as: { type: "string", default: "mia" },
  in: { type: "string", default: "lobby-mods" },
  with: { type: "string" },
  fill: { type: "string", multiple: true },
  port: { type: "string" },
} as const;

const messages = z.array(
  z.looseObject({
    ts: z.string(),
    text: z.string().default(""),
    channel: z.string().optional(),
    blocks: z.array(z.unknown()).optional(),
  }),
);

interface Button extends Pressable {
  readonly ts: string;
}

/** Which button: by its words, and by words of the message that it stands below. */
interface Wanted {
  readonly label: string;
  readonly near: string | undefined;
}

/**
 * Presses a button in a running sandbox, by its words, on the newest message that has it; a window that opens is
 * filled in and sent. Prints what Slack would show.
 */
export async function runPress(terminal: Terminal, args: readonly string[]): Promise<number> {
  const parsed = readArgs(terminal, args, OPTIONS, USAGE);
  if (parsed === null) return 2;
  const { values, positionals } = parsed;
  const label = positionals.join(" ");
  if (label === "") {
    terminal.err("Say which button, by its words: npm run press -- --as adam --in approvals Approve");
    return 2;
  }
  const [as, channel] = [bare(values.as), bare(values.in)];
  const url = sandboxUrl(terminal, values.port);
  const found = await findButton(url, as, channel, { label, near: values.with });
  if (typeof found === "string") return fail(terminal, found);
  const pressed = await ask(`${url}/sandbox/click`, {
    as,
    channel,
    ts: found.ts,
    action_id: found.actionId,
    ...(found.value !== undefined && { value: found.value }),
  });
  if (typeof pressed === "string") return fail(terminal, pressed);
  const names = await namesIn(url);
  terminal.out(transcript({ as, what: `in #${channel} presses ${label}` }, pressed, names));
  return sendWindow(terminal, { url, as, names }, pressed, values.fill ?? []);
}

/** Fills in the window that a press has opened, if any, and sends it. The answer is the exit code. */
export async function sendWindow(
  terminal: Terminal,
  { url, as, names }: { readonly url: string; readonly as: string; readonly names: Names },
  { views: [window] }: Pick<Seen, "views">,
  fills: readonly string[],
): Promise<number> {
  if (!window) return 0;
  const entered = valuesOf(window, fills);
  if (typeof entered === "string") return fail(terminal, entered);
  const sent = await ask(`${url}/sandbox/submit`, { as, view_id: window.view_id, values: entered });
  if (typeof sent === "string") return fail(terminal, sent);
  terminal.out(transcript({ as, what: "sends it" }, sent, names));
  return 0;
}

function fail(terminal: Terminal, why: string): number {
  terminal.err(why);
  return 1;
}

async function findButton(
  url: string,
  as: string,
  channel: string,
  { label, near }: Wanted,
): Promise<Button | string> {
  const seen = await Promise.all([
    list(`${url}/sandbox/channels/${channel}/messages`),
    list(`${url}/sandbox/people/${as}/ephemeral`),
  ]);
  const [problem] = seen.filter((one) => typeof one === "string");
  if (problem !== undefined) return problem;
  const all = seen
    .flatMap((one) => (typeof one === "string" ? [] : one))
    .filter((message) => message.channel === undefined || message.channel === channel)
    .filter(({ text }) => near === undefined || plain(text).toLowerCase().includes(near.toLowerCase()))
    .flatMap(({ ts, blocks = [] }) => pressablesIn(blocks).map((button) => ({ ts, ...button })))
    .toSorted((one, other) => Number(other.ts) - Number(one.ts));
  const found = all.find((button) => isCalled(button, label));
  const known = [...new Set(all.map(({ text }) => text))].join(", ") || "none";
  const where = near === undefined ? "" : `, below a message with "${near}"`;
  return found ?? `${as} sees no button "${label}" in #${channel}${where}. Buttons there: ${known}.`;
}

async function list(url: string): Promise<z.output<typeof messages> | string> {
  try {
    const response = await fetch(url);
    const answer: unknown = await response.json();
    const read = messages.safeParse(answer);
    if (read.success) return read.data;
    const problem = z.object({ error: z.string() }).safeParse(answer);
    return problem.success ? problem.data.error : `The sandbox answered with HTTP ${response.status}.`;
  } catch {
    return `No sandbox answers at ${new URL(url).origin}. Start one with npm start, or name its port with --port.`;
  }
}

/** `Reason=seen it`: the field whose label begins so. */
function valuesOf(
  { fields }: Seen["views"][number],
  fills: readonly string[],
): Record<string, string> | string {
  const values: Record<string, string> = {};
  for (const fill of fills) {
    const [name = "", ...value] = fill.split("=");
    const field = fields.find(({ label }) => label.toLowerCase().startsWith(name.toLowerCase()));
    if (!field || name === "")
      return `The window has no field "${name}"; it has ${fields.map(({ label }) => label).join(", ")}. It is still open.`;
    values[field.id] = value.join("=");
  }
  return values;
}
