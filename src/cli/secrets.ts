import { alertSecretsOf } from "./open-alerts.ts";
import { callbackSecretsOf, secretOf } from "../config/connections.ts";
import { splitKeys } from "../audit/signers.ts";
import type { Environment } from "../config/environment.ts";
import type { ConfigFile } from "../config/schema.ts";

/** Values that must never be shown, whatever sentence they turn up in. */
export function secretsOf(
  {
    slack,
    storage,
    configToken = null,
    auditKey = null,
  }: Pick<Environment, "slack" | "storage"> & Partial<Pick<Environment, "configToken" | "auditKey">>,
  { connections, alerts }: Pick<ConfigFile, "connections"> & Partial<Pick<ConfigFile, "alerts">>,
): readonly string[] {
  return [
    ...(configToken ? [configToken.reveal()] : []),
    ...(auditKey ? splitKeys(auditKey.reveal()) : []),
    ...(slack
      ? [
          slack.botToken.reveal(),
          slack.receiving.kind === "socket"
            ? slack.receiving.appToken.reveal()
            : slack.receiving.signingSecret.reveal(),
        ]
      : []),
    ...(storage.kind === "postgres"
      ? [storage.url, storage.ownerUrl].flatMap((url) => url?.reveal() ?? [])
      : []),
    ...Object.values(connections).map(secretOf),
    ...Object.values(connections).flatMap(callbackSecretsOf),
    ...alertSecretsOf({ alerts }),
  ];
}
