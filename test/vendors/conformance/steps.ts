import assert from "node:assert/strict";
import type { End } from "../../../src/words.ts";
import type { Result } from "../../../src/result.ts";
import type { AccountState, Act, GroupState, Receipt, VendorFailure } from "../../../src/vendors/port.ts";
import type { Harness } from "./harness.ts";

export const MINUTE_MS = 60_000;
/** Vendors count whole seconds, and round as they like. */
const ROUNDING_MS = 1_000;

export function good<T>(result: Result<T, VendorFailure>): T {
  assert.ok(result.ok, result.ok ? "" : `${result.failure.kind}: ${result.failure.detail}`);
  return result.value;
}

export function bad<T>(result: Result<T, VendorFailure>): VendorFailure {
  assert.ok(!result.ok, "this should have been refused");
  return result.failure;
}

export async function describeGroup({ driver, group }: Harness): Promise<GroupState> {
  return good(await driver.describe(group));
}

export async function act(harness: Harness, change: Act): Promise<Result<Receipt, VendorFailure>> {
  return harness.driver.act(await describeGroup(harness), change);
}

export async function stateOf(harness: Harness, account: string): Promise<AccountState> {
  const [state] = good(await harness.driver.states(await describeGroup(harness), [account]));
  assert.ok(state);
  return state;
}

export function assertEnds(actual: End | null, expected: End): void {
  if (expected === "permanent" || actual === "permanent" || actual === null) {
    assert.equal(actual, expected);
    return;
  }
  const offMs = Math.abs(actual - expected);
  assert.ok(offMs <= ROUNDING_MS, `the mute ends ${offMs} ms off`);
}

export const kick = (accounts: readonly string[]): Act => ({
  verb: "kick",
  accounts,
  silent: false,
  reason: null,
});
export const add = (accounts: readonly string[]): Act => ({ verb: "add", accounts, silent: false });
export const mute = (accounts: readonly string[], until: End): Act => ({ verb: "mute", accounts, until });
export const unmute = (accounts: readonly string[]): Act => ({ verb: "unmute", accounts });

/** Some change to the first member that this kind of group takes, and how to see whether it was made. */
export function anyChange(harness: Harness, state: GroupState): { change: Act; isMade: () => boolean } {
  const [member] = harness.members;
  if (state.supports.kick.supported) {
    return { change: kick([member]), isMade: () => !harness.isMember(member) };
  }
  const until = harness.clock.now() + 10 * MINUTE_MS;
  return { change: mute([member], until), isMade: () => harness.muteEnd(member) !== null };
}
