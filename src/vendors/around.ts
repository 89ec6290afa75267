import type { Result } from "../result.ts";
import type { VendorDriver, VendorFailure } from "./port.ts";

/** What happens around a call: it is made by `call`, or not at all. */
export type Around = <T>(
  call: () => Promise<Result<T, VendorFailure>>,
  method: AsksVendor,
) => Promise<Result<T, VendorFailure>>;

/** The methods of a driver that ask its vendor. */
export type AsksVendor = "describe" | "states" | "muted" | "banned" | "members" | "locked" | "act";

/** The same driver, with something around each of its calls. */
export function around(driver: VendorDriver, made: Around): VendorDriver {
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
    describe: (...asked) => made(() => driver.describe(...asked), "describe"),
    states: (...asked) => made(() => driver.states(...asked), "states"),
    muted: (...asked) => made(() => driver.muted(...asked), "muted"),
    banned: (...asked) => made(() => driver.banned(...asked), "banned"),
    members: (...asked) => made(() => driver.members(...asked), "members"),
    locked: (...asked) => made(() => driver.locked(...asked), "locked"),
    act: (...asked) => made(() => driver.act(...asked), "act"),
    close: () => driver.close(),
  };
}
