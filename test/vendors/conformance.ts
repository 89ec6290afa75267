import type { ConformanceCase } from "./conformance/harness.ts";
import { membershipCases } from "./conformance/membership.ts";
import { muteCases } from "./conformance/mutes.ts";
import { readCases } from "./conformance/reads.ts";
import { troubleCases } from "./conformance/troubles.ts";

/**
 * What every vendor driver promises, as cases that run against any vendor's stand-in. Each case makes its own
 * preconditions and looks at the truth behind the API, never only at what the driver says.
 */
export const driverCases: readonly ConformanceCase[] = [
  ...readCases,
  ...muteCases,
  ...membershipCases,
  ...troubleCases,
];
