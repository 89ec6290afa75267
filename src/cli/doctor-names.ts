import { systemClock } from "../clock.ts";
import type { Environment } from "../config/environment.ts";
import type { ConfigFile } from "../config/schema.ts";
import { checkNames } from "../doctor/checks/names.ts";
import { unchecked, type Finding } from "../doctor/finding.ts";
import { ownName } from "../grammar/names.ts";
import type { Secret } from "../secret.ts";
import { boltLogger } from "../slack/app.ts";
import { createManifestView } from "../slack/checkup.ts";
import { buildManifest, type Manifest } from "../slack/manifest.ts";
import { HOUSE, names as texts } from "../texts/doctor-house.ts";
import { SILENT } from "./checkup.ts";
import { ownCommands } from "./commands.ts";

/**
 * Has Slack say which names of commands it takes. `accepted` is the manifest with those; null when there is none to show.
 * `http` is the public address where Slack calls Bailiff.
 */
export async function validateNames(
  { slack, apiUrl }: Environment,
  configToken: Secret,
  file: ConfigFile | null,
  http: string | undefined,
): Promise<{ readonly findings: readonly Finding[]; readonly accepted: Manifest | null }> {
  const catalog = await ownCommands();
  const { form, prefix, reservedNames } = file?.slack ?? {
    form: "commands" as const,
    prefix: "",
    reservedNames: false,
  };
  const mode = http === undefined ? { mode: "socket" as const } : { mode: "http" as const, requestUrl: http };
  const manifestOf = (includeReserved: boolean): Manifest =>
    buildManifest(catalog, { form, prefix, includeReserved, ...mode }).manifest;
  const specs = [catalog.umbrella, ...catalog.verbs.values()];
  const chosen = manifestOf(reservedNames).features.slash_commands.map(({ command }) => command);
  const { findings, accepted } = await checkNames(
    createManifestView(configToken, apiUrl, boltLogger(SILENT)),
    systemClock,
    {
      widest: manifestOf(true),
      chosen: new Set(chosen),
      instead: (slash) =>
        `/${catalog.umbrella.name} ${specs.find((spec) => ownName(spec, { prefix }) === slash)?.name ?? ""}`.trim(),
    },
  );
  // A manifest for Socket Mode would be the wrong one for an app that Slack calls.
  const isOther = slack?.receiving.kind === "http" && http === undefined;
  if (!isOther) return { findings, accepted };
  return { findings: [...findings, unchecked(HOUSE.manifest, texts.needsAddress)], accepted: null };
}
