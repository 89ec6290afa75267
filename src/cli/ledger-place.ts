import type { Environment } from "../config/environment.ts";
import type { LedgerPlace } from "../ledger/open.ts";

/** Where the ledger is, with the address of its database laid open for whoever opens it. */
export function ledgerPlace(storage: Environment["storage"]): LedgerPlace {
  if (storage.kind === "sqlite") return storage;
  const { kind, url, ownerUrl } = storage;
  return { kind, url: url.reveal(), ...(ownerUrl && { ownerUrl: ownerUrl.reveal() }) };
}
