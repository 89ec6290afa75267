import { plain } from "../texts/plain.ts";
import { USAGE } from "../texts/usage.ts";
import { bare, readOptions } from "./arguments.ts";
import { isCalled, pressablesIn } from "../sandbox/slack/pressable.ts";
import { sendWindow } from "./press.ts";
import { askHome, namesIn, sandboxUrl, transcript } from "./sandbox-client.ts";
import type { Terminal } from "./terminal.ts";

const OPTIONS = {
  as: { type: "string", default: "mia" },
  press: { type: "string" },
  fill: { type: "string", multiple: true },
  port: { type: "string" },
} as const;

/** Opens the Home tab of one of the people in a running sandbox and prints it; or presses a button of it, by its words. */
export async function runHome(terminal: Terminal, args: readonly string[]): Promise<number> {
  const values = readOptions(terminal, args, OPTIONS, USAGE);
  if (values === null) return 2;
  const as = bare(values.as);
  const url = sandboxUrl(terminal, values.port);
  const opened = await askHome(`${url}/sandbox/home`, { as });
  if (typeof opened === "string") return fail(terminal, opened);
  const names = await namesIn(url);
  const blocks = opened.home?.blocks ?? [];
  if (values.press === undefined) {
    terminal.out(
      plain(opened.home?.text ?? `${as} sees nothing: the tab was not drawn in time.`, names).trim(),
    );
    return 0;
  }
  const label = values.press;
  const found = pressablesIn(blocks).find((button) => isCalled(button, label));
  if (!found) {
    const known = [...new Set(pressablesIn(blocks).map(({ text }) => text))].join(", ");
    return fail(
      terminal,
      `The tab of ${as} has no button "${values.press}". Buttons there: ${known || "none"}.`,
    );
  }
  const press = { action_id: found.actionId, value: found.value };
  const pressed = await askHome(`${url}/sandbox/home`, { as, press });
  if (typeof pressed === "string") return fail(terminal, pressed);
  terminal.out(transcript({ as, what: `presses ${values.press} in the Home tab` }, pressed, names));
  return sendWindow(terminal, { url, as, names }, pressed, values.fill ?? []);
}

function fail(terminal: Terminal, why: string): number {
  terminal.err(why);
  return 1;
}
