import { ok, type Result } from "../result.ts";
import type {
  AccountState,
  Facet,
  GroupState,
  Urgency,
  VendorDriver,
  VendorFailure,
} from "../vendors/port.ts";
import { EVERYBODY, isGroupVerb, type Verb } from "../words.ts";
import { FACETS } from "./judge.ts";

/**
 * Reads what a verb changes, one state per target in the order asked; `facets`: what is looked at, otherwise all that
 * judging needs. A lock mutes everybody and has no end of its
 * own, so a group that is locked reads as its one target muted for ever.
 */
export async function readStates(
  driver: VendorDriver,
  group: GroupState,
  verb: Verb,
  accounts: readonly string[],
  urgency: Urgency,
  facets: Readonly<Record<Verb, readonly Facet[]>> = FACETS,
): Promise<Result<readonly AccountState[], VendorFailure>> {
  if (!isGroupVerb(verb)) return driver.states(group, accounts, facets[verb], urgency);
  const locked = await driver.locked(group);
  if (!locked.ok) return locked;
  const everybody: AccountState = {
    account: EVERYBODY,
    standing: "unlisted",
    mutedUntil: locked.value ? "permanent" : null,
    bannedUntil: null,
    exists: null,
  };
  return ok([everybody]);
}
