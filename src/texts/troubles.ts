import type { DeadLetter } from "../ledger/port.ts";
import type { VendorName } from "../vendors/port.ts";
import { amount, amountOf } from "./amount.ts";
import { CHAT_SERVICES } from "./vendor-names.ts";

/** What the people on call read of Bailiff's own troubles. */

/** A chat service, and the names of the groups that are moderated through it. */
export interface AtVendor {
  readonly connection: string;
  readonly vendor: VendorName;
  readonly groups: readonly string[];
}

/** No lengths of time: what is posted goes stale. */
export function vendorDown(at: AtVendor, isDown: boolean) {
  return {
    key: `vendor:${at.connection}`,
    part: at.connection,
    title: `${nameOf(at)} does not answer${unmoderated(at)}`,
    detail: isDown
      ? "It is tried again by itself, and commands that wait for it go on then. `/mod doctor` shows how it stands."
      : "It answers again.",
    severity: "critical",
  } as const;
}

export function credentialFails(at: AtVendor, detail: string | null) {
  return {
    key: `credential:${at.connection}`,
    part: at.connection,
    title: `${nameOf(at)} refuses Bailiff's credentials or settings${unmoderated(at)}`,
    detail: detail ?? "It takes them again.",
    severity: "critical",
  } as const;
}

function nameOf({ vendor, connection }: AtVendor): string {
  return `${CHAT_SERVICES[vendor]} (connection ${connection})`;
}

/** `: lobby, live and den cannot be moderated`. */
function unmoderated({ groups }: AtVendor): string {
  const named = groups.slice(0, MOST_GROUPS);
  const rest = groups.length - named.length;
  const all = rest > 0 ? [...named, `${amount(rest)} more`] : named;
  const [first, ...others] = all.toReversed();
  if (first === undefined) return "";
  return `: ${others.length > 0 ? `${others.toReversed().join(", ")} and ${first}` : first} cannot be moderated`;
}

/** A title has room for so many names. */
const MOST_GROUPS = 6;

export function channelHeld(channel: string, why: string | null, isLog: boolean) {
  return {
    key: `channel:${channel}`,
    part: channel,
    title: isLog ? "The log channel takes no messages" : `The channel ${channel} takes no messages`,
    detail:
      why === null
        ? "It takes them again."
        : `${why}. What belongs there is held, and posted once it can be; nothing of it is lost.`,
    severity: isLog ? "critical" : "error",
  } as const;
}

/** At least one differs. */
export function driftTrouble(alias: string, drift: readonly Missing[]) {
  const [first, ...others] = drift;
  const named = drift
    .slice(0, MOST_MISSING)
    .map(
      ({ account, verb, number, until }) =>
        `${account} by #${number} (${verb}${until === "permanent" ? ", for good" : ` until ${utc(until)}`})`,
    );
  const rest = drift.length - named.length;
  const list = rest > 0 ? [...named, `${amount(rest)} more`] : named;
  const isOne = first !== undefined && others.length === 0;
  const whom = isOne ? `${first.account} is` : `${amountOf(drift.length, "account")} are`;
  const what = new Set(drift.map(({ verb }) => DONE[verb]));
  return {
    title: `In ${alias}, ${whom} not ${[...what].join(" or ")} any more, and not by Bailiff`,
    detail: `The record holds: ${list.join("; ")}. The chat service does not. ${isOne ? whatToType(alias, first) : "Act on them again if it is to stand; if not, /mod unmute or /mod unban them, and the record agrees."}`,
    account: isOne ? first.account : null,
  };
}

function whatToType(alias: string, { account, verb }: Missing): string {
  return `If it is to stand, type /mod ${verb} ${account} ${alias} with a time; if not, /mod un${verb} ${account} ${alias}, and the record agrees.`;
}

export const DRIFT_OVER = "The record and the chat service agree again, or it was told whose act it was.";

/** A mute or a ban that stands in the record only. */
interface Missing {
  readonly account: string;
  readonly verb: "mute" | "ban";
  readonly number: number;
  readonly until: number | "permanent";
}

const DONE = { mute: "muted", ban: "banned" } as const;
/** A card has room for so many with what each is about. */
const MOST_MISSING = 5;

function utc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

export function deadLetter({ id, kind, why, case: number }: DeadLetter) {
  return {
    key: "dead-letters",
    part: id,
    title: "Bailiff has given something up",
    detail: `A ${kind}${number === null ? "" : ` of case #${number}`}: ${why || "no reason was kept"}. /mod doctor lists what was given up, and what to do about it.`,
    severity: "error",
  } as const;
}

/** `lines`: what holding the log channel against the journal has shown. */
export function recordDiffers(lines: readonly string[]) {
  return {
    key: "record",
    part: "comparison",
    title: "The log channel is not what the journal says",
    detail: `${lines.join(" ")} \`bailiff audit verify\` and \`bailiff audit compare\` show all of it. Keep both as they are.`,
    severity: "critical",
  } as const;
}
