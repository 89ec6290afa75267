import type { Result } from "../../result.ts";
import type { VendorFailure } from "../port.ts";

/** Keeps a valid App Token at hand, in whose name requests are made. */
export interface Tokens {
  current(): Promise<Result<string, VendorFailure>>;
  /** The vendor took this token: should it be refused from now on, it has expired. */
  accept(token: string): void;
  /** The vendor did not take this token: the next `current` gives another one, or says why there is none. */
  refuse(token: string): void;
}
