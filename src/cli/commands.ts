import { loadCommands } from "../grammar/catalog.ts";
import type { Catalog } from "../grammar/define.ts";
import { ACT_SHORTCUT } from "../slack/shortcut.ts";

/** The commands that come with Bailiff, from the folder commands/. */
export function ownCommands(): Promise<Catalog> {
  return loadCommands(new URL("../../commands/", import.meta.url));
}

/** The slash commands as the sandbox's Slack knows them, which keeps none of the names for itself. */
export async function sandboxCommands(): Promise<readonly { command: string; shouldEscape: true }[]> {
  const { umbrella, verbs } = await ownCommands();
  return [umbrella, ...verbs.values()]
    .filter((spec) => !spec.umbrellaOnly)
    .map((spec) => ({ command: `/${spec.name}`, shouldEscape: true }));
}

/** The global shortcuts, likewise. */
export const SANDBOX_SHORTCUTS = [{ callbackId: ACT_SHORTCUT.callback_id }] as const;
