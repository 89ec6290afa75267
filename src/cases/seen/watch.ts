import type { Instant } from "../../clock.ts";
import type { Ledger, Latest } from "../../ledger/port.ts";
import type { Group } from "../../vendors/port.ts";
import type { Verb } from "../../words.ts";
import type { Watch } from "./row.ts";

/** What may be so counts too: whoever is asked about it looks. */
const OUTCOMES = ["done", "already", "unknown"] as const;

/** Those of the accounts whom the books have banned from the group or muted in it at a moment. A ban goes before a mute. */
export async function watchedAmong(
  ledger: Pick<Ledger, "latestOn">,
  group: Group,
  accounts: readonly string[],
  now: Instant,
): Promise<ReadonlyMap<string, Watch>> {
  if (accounts.length === 0) return new Map();
  const latest = (verbs: readonly Verb[]): Promise<readonly Latest[]> =>
    ledger.latestOn(group, verbs, accounts, OUTCOMES);
  const [bans, mutes] = await Promise.all([latest(["ban", "unban"]), latest(["mute", "unmute"])]);
  const watched = new Map<string, Watch>();
  for (const { account, number, verb, until } of [...mutes, ...bans]) {
    const stands = until === "permanent" || (until ?? 0) > now;
    if ((verb === "ban" || verb === "mute") && until !== null && stands)
      watched.set(account, { verb, number, until });
  }
  return watched;
}
