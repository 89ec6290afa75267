import type { Group } from "../vendors/port.ts";
import type { Casework } from "./casework.ts";

/** Who decides about accounts whose ban by one case has come to its end. */
export interface Deciders {
  /** Accounts that a later case has certainly banned anew or unbanned. */
  readonly byOthers: ReadonlySet<string>;
  /** A later case that may have banned some of them anew, which nobody knows yet; null when there is none. */
  readonly uncertain: number | null;
}

/**
 * Only what is certain decides: `done` and `already`. A later unban of which nobody knows how it went stops nothing,
 * because unbanning twice does no harm; a later ban of that sort is waited for until it is known, or until its own
 * end has come, when its own timer speaks.
 *
 * `except`: the case that lifts the ban itself.
 */
export async function whoDecides(
  { ledger, clock }: Pick<Casework, "ledger" | "clock">,
  group: Group,
  caseNumber: number,
  accounts: readonly string[],
  except: number | null,
): Promise<Deciders> {
  const isLater = ({ number }: { readonly number: number }): boolean =>
    number > caseNumber && number !== except;
  const certain = (await ledger.latestOn(group, ["ban", "unban"], accounts, ["done", "already"])).filter(
    isLater,
  );
  const byOthers = new Set(certain.map(({ account }) => account));
  const open = (await ledger.latestOn(group, ["ban"], accounts, ["unknown", null])).filter(isLater);
  const decidedAt = new Map(certain.map((row) => [row.account, row.number]));
  const uncertain = open.find(
    ({ account, number, until }) =>
      number > (decidedAt.get(account) ?? 0) && (until === "permanent" || (until ?? 0) > clock.now()),
  );
  return { byOthers, uncertain: uncertain?.number ?? null };
}
