import { ok, type Result } from "../../../src/result.ts";
import { isGroupVerb, type End, type GroupVerb, type Verb } from "../../../src/words.ts";
import type {
  AccountState,
  Act,
  GroupState,
  Receipt,
  VendorDriver,
  VendorFailure,
} from "../../../src/vendors/port.ts";
import type { Harness } from "../conformance/harness.ts";

/** A driver with one thing wrong: what of it differs from the right one. */
export type Defect = (driver: VendorDriver, harness: Harness) => Partial<VendorDriver>;

/** Another change is made than the one that was asked for. */
export const onAct =
  (change: (act: Act, harness: Harness) => Act): Defect =>
  (driver, harness) => ({
    act: (group, act, urgency) => driver.act(group, change(act, harness), urgency),
  });

type AccountAct = Exclude<Act, { readonly verb: GroupVerb }>;

export function isAboutAccounts(act: Act): act is AccountAct {
  return !isGroupVerb(act.verb);
}

/** Mutes or bans get another end. */
export const withEnd = (verb: "mute" | "ban", change: (until: number, now: number) => End): Defect =>
  onAct((act, { clock }) =>
    act.verb === verb && act.until !== "permanent" ? { ...act, until: change(act.until, clock.now()) } : act,
  );

/** A receipt that says yes, for which nothing was sent. */
export function emptyReceipt(act: Act): Result<Receipt, VendorFailure> {
  return ok({
    rows:
      act.verb === "add" ? act.accounts.map((account) => ({ account, outcome: "done", detail: null })) : null,
    request: { method: "POST", path: "/", body: JSON.stringify(act.accounts) },
  });
}

export const doesNothing =
  (verb: Verb): Defect =>
  (driver) => ({
    act: async (group, act, urgency) =>
      act.verb === verb ? emptyReceipt(act) : driver.act(group, act, urgency),
  });

/** The answer to a change is told otherwise. */
export const onAnswer =
  (tell: (answered: Result<Receipt, VendorFailure>, act: Act) => Result<Receipt, VendorFailure>): Defect =>
  (driver) => ({
    act: async (group, act, urgency) => tell(await driver.act(group, act, urgency), act),
  });

export const onReceipt = (change: (receipt: Receipt, act: Act) => Receipt): Defect =>
  onAnswer((answered, act) => (answered.ok ? ok(change(answered.value, act)) : answered));

export const onFailure = (
  change: (failure: VendorFailure, act: Act) => Result<Receipt, VendorFailure>,
): Defect => onAnswer((answered, act) => (answered.ok ? answered : change(answered.failure, act)));

export const onStates =
  (change: (states: readonly AccountState[]) => readonly AccountState[]): Defect =>
  (driver) => ({
    states: async (...asked) => onValue(await driver.states(...asked), change),
  });

export const onGroup =
  (change: (state: GroupState) => GroupState): Defect =>
  (driver) => ({ describe: async (group) => onValue(await driver.describe(group), change) });

export function onValue<T>(
  answered: Result<T, VendorFailure>,
  change: (value: T) => T,
): Result<T, VendorFailure> {
  return answered.ok ? ok(change(answered.value)) : answered;
}
