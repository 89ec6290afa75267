import pLimit from "p-limit";
import { systemClock } from "../../src/clock.ts";
import { SANDBOX_AGORA } from "../../src/sandbox/hyphenate/cast.ts";
import { SANDBOX_APP } from "../../src/sandbox/tencent/cast.ts";
import { openHyphenateDriver } from "../../src/vendors/hyphenate/driver.ts";
import { createPace } from "../../src/vendors/pace.ts";
import type { Group, VendorDriver } from "../../src/vendors/port.ts";
import { openTencentDriver } from "../../src/vendors/tencent/driver.ts";
import type { Batch } from "./batch-world.ts";

const ABREAST = 32;

/**
 * The batch as a script would do it that reads who is there, kicks, and believes the answers: the same drivers and the
 * same pace, no database, no Slack. Bailiff reads twice before and, at Tencent, once after. Resolves with the seconds.
 */
export async function kickPlainly(batch: Batch, baseUrl: string): Promise<number> {
  const driver = openDriver(batch.vendor, baseUrl);
  const group: Group = { alias: batch.alias, connection: "bench", id: batch.id };
  const limit = pLimit(ABREAST);
  const startedAt = performance.now();
  const state = must(await driver.describe(group));
  await Promise.all(
    pieces(batch.accounts, Math.max(driver.readsTogether, batch.batch)).map(async (window) => {
      must(await limit(() => driver.states(state, window, ["standing"], "patient")));
      const kicks = pieces(window, batch.batch).map((accounts) =>
        limit(async () => {
          const act = { verb: "kick" as const, accounts, silent: false, reason: null };
          must(await driver.act(state, act, "patient"));
        }),
      );
      await Promise.all(kicks);
    }),
  );
  const seconds = (performance.now() - startedAt) / 1_000;
  await driver.close();
  return seconds;
}

function openDriver(vendor: Batch["vendor"], baseUrl: string): VendorDriver {
  const common = { connection: "bench", baseUrl, clock: systemClock, pace: createPace(systemClock) };
  switch (vendor) {
    case "tencent": {
      const { secretKey, sdkAppId } = SANDBOX_APP;
      return openTencentDriver({ ...common, sdkAppId, admin: "administrator", secretKey, random: () => 1 });
    }
    case "agora": {
      const { appId, appCertificate } = SANDBOX_AGORA;
      const credentials = { appId, appCertificate };
      return openHyphenateDriver({
        ...common,
        vendor,
        template: { appId },
        credentials,
        rooms: new Set(),
      });
    }
    default:
      return vendor satisfies never;
  }
}

function pieces<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
}

function must<T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: unknown },
): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}
