import { z } from "zod";
import { plain, type Names } from "../texts/plain.ts";
import type { Terminal } from "./terminal.ts";

/** What one act in the sandbox led to, as its control API tells it. */
const seen = z.object({
  ack: z.unknown(),
  ephemeral: z.array(z.string()),
  posted: z.array(
    z.object({
      channel: z.string(),
      ts: z.string(),
      text: z.string(),
      buttons: z.string().default(""),
      files: z.array(z.string()).default([]),
    }),
  ),
  views: z.array(
    z.object({
      view_id: z.string(),
      fields: z.array(z.object({ id: z.string(), label: z.string() })),
    }),
  ),
});
export type Seen = z.output<typeof seen>;

export function sandboxUrl(terminal: Terminal, port: string | undefined): string {
  return `http://127.0.0.1:${port ?? terminal.variables["PORT"] ?? "3000"}`;
}

const seenHome = seen.extend({
  home: z.object({ text: z.string(), blocks: z.array(z.unknown()) }).nullable(),
});
export type SeenHome = z.output<typeof seenHome>;

/** Does something in a running sandbox; a text says why not. */
export function ask(url: string, body: object): Promise<Seen | string> {
  return send(url, body, seen);
}

/** Opens somebody's Home tab, or presses a button of it; a text says why not. */
export function askHome(url: string, body: object): Promise<SeenHome | string> {
  return send(url, body, seenHome);
}

async function send<T>(url: string, body: object, shape: z.ZodType<T>): Promise<T | string> {
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
  return shape.parse(answer);
}

const world = z.object({
  slack: z.object({
    people: z.array(named()),
    channels: z.array(named()),
    userGroups: z.array(z.object({ id: z.string(), handle: z.string() })),
  }),
});

function named() {
  return z.object({ id: z.string(), name: z.string() });
}

/** Names to show instead of ids; without them the ids will do. */
export async function namesIn(url: string): Promise<Names> {
  const answer: unknown = await fetch(`${url}/sandbox/world`).then(
    (response) => response.json(),
    () => null,
  );
  const read = world.safeParse(answer);
  if (!read.success) return new Map();
  const { people, channels, userGroups } = read.data.slack;
  return new Map([
    ...[...people, ...channels].map(({ id, name }) => [id, name] as const),
    ...userGroups.map(({ id, handle }) => [id, handle] as const),
  ]);
}

/** What Slack would show of it. */
export function transcript(
  said: { readonly as: string; readonly what: string },
  { ephemeral, posted, views }: Seen,
  names: Names,
): string {
  const lines = [`${said.as} ${said.what}`];
  for (const text of ephemeral) lines.push("", `  only visible to ${said.as}:`, ...indent(text, names));
  for (const { channel, text, buttons, files } of posted) {
    const said = text === "" && files.length > 0 ? [] : indent(text, names);
    lines.push("", `  #${channel}:`, ...said, ...files.map((name) => `    file: ${name}`));
    if (buttons !== "") lines.push(`    ${buttons}`);
  }
  for (const { view_id, fields } of views) {
    const labels = fields.map(({ label }) => label).join(", ");
    lines.push(
      "",
      `  a form is open for ${said.as}: ${view_id}, with ${labels} (POST /sandbox/submit sends it)`,
    );
  }
  if (ephemeral.length + posted.length + views.length === 0) lines.push("", "  (nothing was shown)");
  return lines.join("\n");
}

function indent(text: string, names: Names): readonly string[] {
  return plain(text, names)
    .split("\n")
    .map((line) => `    ${line}`);
}
