import type { z } from "zod";
import { hyphenateSaid, VENDOR_NAMES } from "../../texts/hyphenate.ts";
import { isGroupVerb, type Verb } from "../../words.ts";
import type { Receipt } from "../port.ts";
import { addAnswer, lockAnswer, rowsAnswer, type ResultRow } from "./answers.ts";
import type { HyphenateVendor } from "./contract.ts";
import { foldName } from "./names.ts";
import { namedIn } from "./refusals.ts";

/** What became of single accounts. */

type Row = NonNullable<Receipt["rows"]>[number];
type Told = Pick<Row, "outcome" | "detail">;

/** By folded name. Accounts of which the vendor says nothing are left out. */
export type Outcomes = ReadonlyMap<string, Told>;

const DONE: Told = { outcome: "done", detail: null };
export const ALREADY: Told = { outcome: "already", detail: null };
export const ABSENT: Told = { outcome: "absent", detail: null };

/** How to read the answer to a change of these accounts. */
export function outcomesAnswer(
  vendor: HyphenateVendor,
  verb: Verb,
  accounts: readonly string[],
): z.ZodType<Outcomes> {
  if (isGroupVerb(verb)) {
    const asked = verb === "lock";
    return lockAnswer.transform((isLocked) => everyOne(isLocked === asked ? accounts : [], DONE));
  }
  if (verb !== "add") return rowsAnswer.transform((rows) => told(vendor, rows, accounts));
  return addAnswer.transform((answer) => {
    if ("row" in answer) return told(vendor, [answer.row], accounts);
    // Easemob's rooms count those who were there before among the new ones; elsewhere they are left out.
    return everyOne(answer.newmembers, DONE);
  });
}

export function everyOne(accounts: readonly string[], outcome: Told): Outcomes {
  return new Map(accounts.map((account) => [account, outcome]));
}

function told(vendor: HyphenateVendor, rows: readonly ResultRow[], accounts: readonly string[]): Outcomes {
  const asked = new Set(accounts);
  return new Map(rows.map((row) => [accountOf(row, asked), outcomeOf(vendor, row)]));
}

/** The documents' sample of a removal has a row whose `user` was not asked for, but its `reason` names one who was. */
function accountOf({ user, reason = "" }: ResultRow, asked: ReadonlySet<string>): string {
  if (asked.has(user)) return user;
  return (
    namedIn(reason)
      .map(foldName)
      .find((account) => asked.has(account)) ?? user
  );
}

function outcomeOf(vendor: HyphenateVendor, { result, reason = "" }: ResultRow): Told {
  if (result) return DONE;
  if (/doesn't exist in group/i.test(reason)) return ABSENT;
  if (/doesn't exist/i.test(reason)) {
    return { outcome: "absent", detail: hyphenateSaid.noSuchAccount(VENDOR_NAMES[vendor]) };
  }
  const detail =
    reason === ""
      ? hyphenateSaid.rowWithoutReason(VENDOR_NAMES[vendor])
      : hyphenateSaid.rowReason(VENDOR_NAMES[vendor], reason);
  return { outcome: "refused", detail };
}

/** These vendors ban members only: who is outside stays free to come in, which nobody would expect of a ban. */
export function outsidersNotBanned(vendor: HyphenateVendor, outcomes: Outcomes): Outcomes {
  const detail = hyphenateSaid.onlyMembers(VENDOR_NAMES[vendor]);
  return new Map(
    [...outcomes].map(([account, { outcome, detail: known }]) => [
      account,
      { outcome, detail: outcome === "absent" ? (known ?? detail) : known },
    ]),
  );
}

/** One row per account that something is known of, in the order and the spelling asked. */
export function rowsFor(accounts: readonly string[], outcomes: Outcomes): Receipt["rows"] {
  return accounts.flatMap((account): Row[] => {
    const outcome = outcomes.get(foldName(account));
    return outcome === undefined ? [] : [{ account, ...outcome }];
  });
}
