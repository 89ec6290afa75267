import type { Clock } from "../clock.ts";
import type { Connection } from "../config/connections.ts";
import type { ConfigFile } from "../config/schema.ts";
import { Secret } from "../secret.ts";
import { openHyphenateDriver } from "../vendors/hyphenate/driver.ts";
import type { Log } from "../log.ts";
import { withBreaker, type BreakerDriver } from "../vendors/breaker.ts";
import { watched } from "../vendors/watched.ts";
import type { Pace, VendorDriver, VendorFailure } from "../vendors/port.ts";
import { openTencentDriver } from "../vendors/tencent/driver.ts";
import { TENCENT_HOSTS } from "../vendors/tencent/regions.ts";

interface Common {
  readonly clock: Clock;
  readonly pace: Pace;
  /** A number from 0 up to 1. */
  readonly random: () => number;
  readonly log: Log;
  /** Told how each call to a connection's chat service ended. */
  readonly onVendor?: (connection: string, failure: VendorFailure | null) => void;
}

/** A driver for each connection of the configuration, by its name. */
export function openDrivers(
  file: ConfigFile,
  common: Common,
  rooms: Rooms = openRooms(file),
): ReadonlyMap<string, BreakerDriver> {
  return new Map(
    Object.entries(file.connections).map(([name, settings]) => [
      name,
      withBreaker(
        watched(openDriver(name, settings, rooms.at(name), common), (failure) =>
          common.onVendor?.(name, failure),
        ),
        common,
      ),
    ]),
  );
}

/** Which groups are chat rooms, as the configuration file says it at the moment. */
export interface Rooms {
  /** Ids of a connection's groups that are chat rooms; the same set, whatever it comes to hold. */
  at(connection: string): ReadonlySet<string>;
  follow(file: ConfigFile): void;
}

export function openRooms(file: ConfigFile): Rooms {
  const rooms = new Map<string, Set<string>>();
  const at = (connection: string): Set<string> => {
    const ids = rooms.get(connection) ?? new Set();
    rooms.set(connection, ids);
    return ids;
  };
  const follow = ({ groups }: ConfigFile): void => {
    for (const ids of rooms.values()) ids.clear();
    for (const { connection, kind, id } of Object.values(groups)) if (kind === "room") at(connection).add(id);
  };
  follow(file);
  return { at, follow };
}

function openDriver(
  connection: string,
  settings: Connection,
  rooms: ReadonlySet<string>,
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
    case "easemob":
      return openHyphenateDriver({
        vendor: "easemob",
        connection,
        baseUrl: settings.url ?? `https://${settings.host}`,
        template: { org: settings.org, app: settings.app },
        credentials: { clientId: settings.clientId, clientSecret: new Secret(settings.clientSecret) },
        rooms,
        clock,
        pace,
        timeoutMs: settings.timeout,
      });
    case "agora":
      return openHyphenateDriver({
        vendor: "agora",
        connection,
        baseUrl: settings.url ?? `https://${settings.host}`,
        template:
          settings.org !== undefined && settings.app !== undefined
            ? { org: settings.org, app: settings.app }
            : { appId: settings.appId },
        credentials: { appId: settings.appId, appCertificate: new Secret(settings.appCertificate) },
        rooms,
        clock,
        pace,
        timeoutMs: settings.timeout,
      });
    default:
      return settings satisfies never;
  }
}
