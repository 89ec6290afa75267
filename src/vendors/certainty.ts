import { readTrouble, uncertain } from "../texts/vendor.ts";
import type { VendorFailure } from "./port.ts";

/** A read changes nothing, so a read of which nobody knows how it went was simply not done. */
export function readFailure(vendor: string, failure: VendorFailure): VendorFailure {
  const detail = readTrouble.failed(vendor, failure.detail);
  if (failure.kind === "uncertain") return { kind: "unavailable", detail, ...codeOf(failure) };
  if (failure.kind === "too_many") return { kind: "rejected", detail, ...codeOf(failure) };
  return failure;
}

/** A change of which nobody knows how it went may have been applied, and says so. */
export function writeFailure(failure: VendorFailure): VendorFailure {
  return failure.kind === "uncertain"
    ? { kind: "uncertain", detail: uncertain(failure.detail), ...codeOf(failure) }
    : failure;
}

function codeOf({ code }: VendorFailure): Pick<VendorFailure, "code"> {
  return code === undefined ? {} : { code };
}
