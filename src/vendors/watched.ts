import type { Result } from "../result.ts";
import type { VendorDriver, VendorFailure } from "./port.ts";

/** A driver that tells how each of its calls ended: with nothing wrong, or with what. */
export function watched(driver: VendorDriver, told: (failure: VendorFailure | null) => void): VendorDriver {
  async function telling<T>(call: Promise<Result<T, VendorFailure>>): Promise<Result<T, VendorFailure>> {
    const result = await call;
    told(result.ok ? null : result.failure);
    return result;
  }
  return {
    vendor: driver.vendor,
    connection: driver.connection,
    get answerWithinMs() {
      return driver.answerWithinMs;
    },
    get readsTogether() {
      return driver.readsTogether;
    },
    nameOf: (account) => driver.nameOf(account),
    describe: (...asked) => telling(driver.describe(...asked)),
    states: (...asked) => telling(driver.states(...asked)),
    muted: (...asked) => telling(driver.muted(...asked)),
    banned: (...asked) => telling(driver.banned(...asked)),
    members: (...asked) => telling(driver.members(...asked)),
    locked: (...asked) => telling(driver.locked(...asked)),
    act: (...asked) => telling(driver.act(...asked)),
    close: () => driver.close(),
  };
}
