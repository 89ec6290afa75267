import type { Sandbox } from "../sandbox/open.ts";
import type { PageOptions } from "../sandbox/page/options.ts";
import { ACT_SHORTCUT } from "../slack/shortcut.ts";
import { buildManifest } from "../slack/manifest.ts";
import { ownCommands } from "./commands.ts";
import { sandboxConfigFrom } from "./sandbox-config.ts";

/** What the sandbox's page shows of Bailiff: its commands by the manifest, and which group each channel has. */
export async function pageOptions(sandbox: Sandbox): Promise<PageOptions> {
  const file = await sandboxConfigFrom(sandbox);
  if (!file.ok) throw new Error(file.failure);
  const { channels, groups, connections } = file.value;
  const { manifest } = buildManifest(await ownCommands(), {
    form: "commands",
    prefix: "",
    includeReserved: true,
    mode: "socket",
  });
  const groupOf = new Map(
    Object.entries(channels).flatMap(([channel, { group: alias }]) => {
      const connection = connections[groups[alias ?? ""]?.connection ?? ""];
      return alias === undefined || connection === undefined
        ? []
        : [[channel, { vendor: connection.vendor, alias }] as const];
    }),
  );
  return {
    commands: manifest.features.slash_commands.map(({ command, description, usage_hint = "" }) => ({
      command,
      description,
      usageHint: usage_hint,
    })),
    shortcuts: [{ callbackId: ACT_SHORTCUT.callback_id, name: ACT_SHORTCUT.name }],
    groupOf,
  };
}
