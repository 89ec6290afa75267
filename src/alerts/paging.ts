import { sha256 } from "../audit/hash.ts";
import { fail, ok, type Result } from "../result.ts";
import type { AlertWish, CallTarget, Clocks, PressRefusal } from "./port.ts";

/** A step of the path as a menu says it: its place (1 first), and whom it called when the menu was drawn. */
export function stepKey(to: readonly CallTarget[]): string {
  return sha256(JSON.stringify(to)).slice(0, 12);
}

/** Whom somebody wants to be called now. Where the configuration has come to say others, they have to choose again. */
export function stepOf(
  { path }: Pick<Clocks, "path">,
  { step, key }: AlertWish & { readonly kind: "page" },
): Result<readonly CallTarget[], PressRefusal> {
  const to = path[step - 1]?.to;
  return to !== undefined && stepKey(to) === key ? ok(to) : fail({ kind: "other_path" });
}
