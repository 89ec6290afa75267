import { z } from "zod";
import { structured } from "./arguments.ts";
import { method, no, yes } from "./method.ts";

/**
 * Names that the stand-in keeps for itself. `/me` and `/status` were seen refused by the real Slack (validated one by one,
 * September 2026; NousResearch/hermes-agent#17054); the others stand on its help page of built-in commands and were not
 * tried there one by one.
 */
const RESERVED: ReadonlySet<string> = new Set(
  (
    "/away /collapse /dnd /expand /feed /invite /join /leave /me /msg /mute /open /pro /remind /remove /search " +
    "/shortcuts /shrug /status /topic /who"
  ).split(" "),
);

const commandSchema = z.strictObject({
  command: z
    .string()
    .regex(/^\/\S+$/)
    .max(32),
  description: z.string().min(1).max(2000),
  url: z.url().optional(),
  usage_hint: z.string().max(1000).optional(),
  should_escape: z.boolean().optional(),
});

/** The parts of a manifest that are looked at; the full schema is slackapi/manifest-schema. */
const schema = z.looseObject({
  display_information: z.looseObject({ name: z.string().min(1).max(35) }),
  features: z.looseObject({ slash_commands: z.array(commandSchema).min(1).max(50).optional() }).optional(),
  settings: z.looseObject({ socket_mode_enabled: z.boolean().optional() }).optional(),
});

interface Wrong {
  readonly code?: string;
  readonly message: string;
  readonly pointer: string;
}

/**
 * `apps.manifest.validate` (docs.slack.dev). A name that cannot be had is answered for the whole list of commands: which
 * one it was is not said.
 */
export const manifestMethods = {
  "apps.manifest.validate": method({
    token: "config",
    scopes: [],
    args: z.object({ manifest: structured(z.unknown()), app_id: z.string().optional() }),
    run({ manifest }) {
      const errors = faultsOf(manifest);
      return errors.length === 0 ? yes({ errors: [] }) : no("invalid_manifest", { errors });
    },
  }),
};

function faultsOf(manifest: unknown): readonly Wrong[] {
  const checked = schema.safeParse(manifest);
  if (!checked.success)
    return checked.error.issues.map(({ path, message }) => ({ message, pointer: `/${path.join("/")}` }));
  const commands = checked.data.features?.slash_commands ?? [];
  const pointer = "/features/slash_commands";
  const wrong: Wrong[] = [];
  if (commands.some(({ command }) => RESERVED.has(command)))
    wrong.push({ code: "invalid_name", message: "The slash command has an invalid name", pointer });
  if (new Set(commands.map(({ command }) => command)).size < commands.length)
    wrong.push({ message: "Each slash command must have a name of its own", pointer });
  if (!checked.data.settings?.socket_mode_enabled && commands.some(({ url }) => url === undefined))
    wrong.push({ message: "Slash commands require a URL or Socket Mode enabled", pointer });
  return wrong;
}
