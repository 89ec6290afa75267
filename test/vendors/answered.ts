import type { Result } from "../../src/result.ts";
import type { VendorFailure } from "../../src/vendors/port.ts";

export function valueOf<T>(result: Result<T, VendorFailure>): T {
  if (!result.ok) throw new Error(`failed: ${result.failure.kind}: ${result.failure.detail}`);
  return result.value;
}

export function failureOf<T>(result: Result<T, VendorFailure>): VendorFailure {
  if (result.ok) throw new Error("this should have failed");
  return result.failure;
}
