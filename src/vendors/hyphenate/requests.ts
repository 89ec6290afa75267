import type { Clock, Instant } from "../../clock.ts";
import { fail, ok, type Result } from "../../result.ts";
import { notSent } from "../../texts/vendor.ts";
import type { End } from "../../words.ts";
import type { Act, VendorFailure, WireRequest } from "../port.ts";
import { MUTE_SPAN, type HyphenateVendor, type Space } from "./contract.ts";

/** Method, path and body of each change, as in the examples of the pages named in `contract.ts`. */

export interface ChangeRequest {
  readonly method: WireRequest["method"];
  readonly path: string;
  /** Made when the request is about to leave; null for none. */
  readonly body?: () => Result<object | null, VendorFailure>;
}

export interface Place {
  readonly vendor: HyphenateVendor;
  readonly space: Space;
  readonly id: string;
}

/** The path of a group or room; everything about it stands below. */
export function spacePath(space: Space, id: string): string {
  return `/${space}s/${encodeURIComponent(id)}`;
}

/** `accounts`: those of the act, as the vendor writes them, each once. */
export function requestOf(place: Place, act: Act, accounts: readonly string[], clock: Clock): ChangeRequest {
  const base = spacePath(place.space, place.id);
  const named = accounts.map(encodeURIComponent).join(",");
  switch (act.verb) {
    case "mute":
      return { method: "POST", path: `${base}/mute`, body: () => muteBody(accounts, act.until, clock.now()) };
    case "unmute":
      return { method: "DELETE", path: `${base}/mute/${named}` };
    case "kick":
      return { method: "DELETE", path: `${base}/users/${named}${quietly(place, act.silent)}` };
    case "add":
      return addRequest(place, base, accounts, act.silent);
    case "ban":
      return banRequest(base, accounts, act.until, clock);
    case "unban":
      return { method: "DELETE", path: `${base}/blocks/users/${named}` };
    case "lock":
      return { method: "POST", path: `${base}/ban` };
    case "unlock":
      return { method: "DELETE", path: `${base}/ban` };
    default:
      return act satisfies never;
  }
}

function addRequest(place: Place, base: string, accounts: readonly string[], silent: boolean): ChangeRequest {
  const [only] = accounts;
  if (accounts.length === 1 && only !== undefined) {
    return { method: "POST", path: `${base}/users/${encodeURIComponent(only)}${quietly(place, silent)}` };
  }
  const quiet = silent && canBeQuiet(place) ? { need_notify: false } : {};
  return { method: "POST", path: `${base}/users`, body: () => ok({ usernames: accounts, ...quiet }) };
}

/** Blocks have no end, so only one that has passed makes a difference. */
function banRequest(base: string, accounts: readonly string[], until: End, clock: Clock): ChangeRequest {
  const [only] = accounts;
  const isOne = accounts.length === 1 && only !== undefined;
  const path = `${base}/blocks/users`;
  return {
    method: "POST",
    path: isOne ? `${path}/${encodeURIComponent(only)}` : path,
    body: () => {
      const left = timeLeft(until, clock.now());
      return left.ok ? ok(isOne ? null : { usernames: accounts }) : left;
    },
  };
}

/** Only Easemob's groups can be told not to notify (documents group_members_{add,remove}_batch). */
function canBeQuiet({ vendor, space }: Place): boolean {
  return vendor === "easemob" && space === "chatgroup";
}

function quietly(place: Place, silent: boolean): string {
  return silent && canBeQuiet(place) ? "?need_notify=false" : "";
}

function muteBody(accounts: readonly string[], until: End, now: Instant): Result<object, VendorFailure> {
  const left = timeLeft(until, now);
  return left.ok ? ok({ usernames: accounts, mute_duration: left.value }) : left;
}

/**
 * What is left until `until`, in the vendor's milliseconds. To be called when the request is about to leave: each try
 * reckons anew from the same instant, so trying again can never lengthen a mute.
 */
function timeLeft(until: End, now: Instant): Result<number, VendorFailure> {
  if (until === "permanent") return ok(MUTE_SPAN.permanent);
  // 0 would lift a mute, so an end that has passed is not sent.
  if (until <= now) return fail({ kind: "lapsed", detail: notSent.lapsed });
  return ok(Math.ceil((until - now) / MUTE_SPAN.unitMs));
}
