import { around } from "./around.ts";
import type { VendorDriver, VendorFailure } from "./port.ts";

/** A driver that tells how each of its calls ended: with nothing wrong, or with what. */
export function watched(driver: VendorDriver, told: (failure: VendorFailure | null) => void): VendorDriver {
  return around(driver, async (call) => {
    const result = await call();
    told(result.ok ? null : result.failure);
    return result;
  });
}
