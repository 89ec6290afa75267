import type { Clock } from "../clock.ts";
import type { ConfigFile, TencentConnection } from "../config/schema.ts";
import { Secret } from "../secret.ts";
import type { Pace, VendorDriver } from "../vendors/port.ts";
import { openTencentDriver } from "../vendors/tencent/driver.ts";
import { TENCENT_HOSTS } from "../vendors/tencent/regions.ts";

interface Common {
  readonly clock: Clock;
  readonly pace: Pace;
  /** A number from 0 up to 1. */
  readonly random: () => number;
}

/** A driver for each connection of the configuration, by its name. */
export function openDrivers(file: ConfigFile, common: Common): ReadonlyMap<string, VendorDriver> {
  return new Map(
    Object.entries(file.connections).map(([name, settings]) => [name, openDriver(name, settings, common)]),
  );
}

function openDriver(
  connection: string,
  settings: TencentConnection,
  { clock, pace, random }: Common,
): VendorDriver {
  switch (settings.vendor) {
    case "tencent":
      return openTencentDriver({
        connection,
        baseUrl: settings.url ?? `https://${TENCENT_HOSTS[settings.region]}`,
        sdkAppId: settings.sdkAppId,
        admin: settings.admin,
        secretKey: new Secret(settings.secretKey),
        clock,
        pace,
        random: () => Math.floor(random() * 2 ** 32),
        timeoutMs: settings.timeout,
        dialect: settings.dialect,
        limits: settings.limits,
      });
    default:
      return settings.vendor satisfies never;
  }
}
