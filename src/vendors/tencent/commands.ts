import type { z } from "zod";
import type { End } from "../../words.ts";
import type { Clock, Instant } from "../../clock.ts";
import { fail, ok, type Result } from "../../result.ts";
import { addRow, notSent } from "../../texts/vendor.ts";
import type { MuteSpan } from "../contract.ts";
import type { Act, Receipt, VendorFailure } from "../port.ts";
import { ADD_RESULT, type addAnswer } from "./answers.ts";
import { BAN_SPAN, LONGEST_DESCRIPTION, MUTE_SPAN } from "./contract.ts";
import type { Dialect } from "./dialect.ts";

/**
 * The bodies of the changes, key for key as in the examples of documents 269/1622 (kick), 269/1621 (add),
 * 269/1627 (mute), 1047/50296 and 50297 (ban, unban) and 269/1620 (lock). What need not be there is only there
 * when it says something.
 */

type Kick = Extract<Act, { verb: "kick" }>;
type Add = Extract<Act, { verb: "add" }>;
type Ban = Extract<Act, { verb: "ban" }>;

export function kickBody(groupId: string, { accounts, silent, reason }: Kick): object {
  return {
    GroupId: groupId,
    ...(silent && { Silence: 1 }),
    ...(reason !== null && { Reason: reason }),
    MemberToDel_Account: accounts,
  };
}

export function addBody(groupId: string, { accounts, silent }: Add): object {
  return {
    GroupId: groupId,
    ...(silent && { Silence: 1 }),
    MemberList: accounts.map((account) => ({ Member_Account: account })),
  };
}

export function muteBody(
  groupId: string,
  accounts: readonly string[],
  seconds: number,
  dialect: Dialect,
): object {
  const time = dialect === "old" ? { ShutUpTime: seconds } : { MuteTime: seconds };
  return { GroupId: groupId, Members_Account: accounts, ...time };
}

function banBody(groupId: string, { accounts, reason }: Ban, seconds: number): object {
  return {
    GroupId: groupId,
    Members_Account: accounts,
    Duration: seconds,
    ...(reason !== null && { Description: cut(reason, LONGEST_DESCRIPTION) }),
  };
}

/** As much of a text as fits into so many bytes of UTF-8, in whole characters. */
function cut(text: string, bytes: number): string {
  return text.slice(0, new TextEncoder().encodeInto(text, new Uint8Array(bytes)).read);
}

function lockBody(groupId: string, on: boolean, dialects: readonly Dialect[]): object {
  const state = on ? "On" : "Off";
  return {
    GroupId: groupId,
    ...(dialects.includes("old") && { ShutUpAllMember: state }),
    ...(dialects.includes("new") && { MuteAllMember: state }),
  };
}

/**
 * What is left until `until`, in whole seconds, rounded up. To be called when the request is about to leave.
 *
 * Tencent counts whole seconds from when it takes the request, so the real end is at most one second (and the
 * request's way there) later than the instant. Each try reckons anew from the same instant, so trying again
 * can never lengthen a mute or a ban.
 */
function secondsUntil(
  until: End,
  now: Instant,
  span: Pick<MuteSpan, "unitMs" | "longest" | "permanent">,
): Result<number, VendorFailure> {
  if (until === "permanent") return ok(span.permanent);
  // 0 would lift a mute, so an end that has passed is not sent.
  if (until <= now) return fail({ kind: "lapsed", detail: notSent.lapsed });
  return ok(Math.min(Math.ceil((until - now) / span.unitMs), span.longest));
}

export function makeBody(
  groupId: string,
  act: Act,
  wording: { readonly dialect: Dialect; readonly sure: readonly Dialect[] },
  clock: Clock,
): Result<object, VendorFailure> {
  switch (act.verb) {
    case "kick":
      return ok(kickBody(groupId, act));
    case "add":
      return ok(addBody(groupId, act));
    case "unmute":
      return ok(muteBody(groupId, act.accounts, MUTE_SPAN.lift, wording.dialect));
    case "mute": {
      const seconds = secondsUntil(act.until, clock.now(), MUTE_SPAN);
      return seconds.ok ? ok(muteBody(groupId, act.accounts, seconds.value, wording.dialect)) : seconds;
    }
    case "ban": {
      const seconds = secondsUntil(act.until, clock.now(), BAN_SPAN);
      return seconds.ok ? ok(banBody(groupId, act, seconds.value)) : seconds;
    }
    case "unban":
      return ok({ GroupId: groupId, Members_Account: act.accounts });
    case "lock":
    case "unlock":
      return ok(lockBody(groupId, act.verb === "lock", wording.sure));
    default:
      return act satisfies never;
  }
}

/** What became of each account of an add. Only the accounts Tencent speaks of; the others must be read. */
export function addRows({ MemberList }: z.infer<typeof addAnswer>): Receipt["rows"] {
  return (
    MemberList?.map(({ Member_Account: account, Result: result }) => ({ account, ...addOutcome(result) })) ??
    null
  );
}

type Row = NonNullable<Receipt["rows"]>[number];

function addOutcome(result: number): Pick<Row, "outcome" | "detail"> {
  switch (result) {
    case ADD_RESULT.added:
      return { outcome: "done", detail: null };
    case ADD_RESULT.wasMember:
      return { outcome: "already", detail: null };
    case ADD_RESULT.waitsForConsent:
      return { outcome: "refused", detail: addRow.waitsForConsent };
    case ADD_RESULT.failed:
      return { outcome: "refused", detail: addRow.failed };
    default:
      return { outcome: "refused", detail: addRow.unknown(result) };
  }
}
