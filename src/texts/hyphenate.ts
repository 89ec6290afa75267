import { quote } from "./quote.ts";

/** Sentences about what Easemob and Agora Chat said. `vendor` is the name as people read it. */

export const VENDOR_NAMES = { easemob: "Easemob", agora: "Agora Chat" } as const;

type Vendor = keyof typeof VENDOR_NAMES;

export const spaceTrouble = {
  unknownKind: (kind: string) =>
    `Bailiff does not know what a group of the kind "${kind}" allows, so it changes nothing there`,
  impossibleId: (vendor: string, id: string) => `${vendor} can have no group with the id ${quote(id, [])}`,
} as const;

export const notSentYet = {
  impossibleName: (vendor: string, account: string) =>
    `${vendor} can have no account named ${quote(account, [])}; nothing was sent`,
  longUrl: (vendor: string, count: number, bytes: number) =>
    `the names of ${count} accounts make an address longer than the ${bytes} bytes that ${vendor} takes; nothing was sent`,
} as const;

/** What the vendor's refusals mean, as the end of "Easemob refused: …". */
export const meanings = {
  not_members: "not all of these accounts are in the group",
  already_members: "the account is in the group already",
  owner: "the group's owner cannot be muted, removed or banned",
  no_group: "there is no such group; whether an id is a chat room is said in the configuration",
  no_account: "there is no such account",
  too_many: "too many accounts in one request",
  full: "the group is full",
  joined_too_many: "the account is in as many groups as it may be",
  blocked: "the account is banned from the group; unban it first",
  disabled: "the group is switched off; somebody has to switch it on again in the vendor's console",
  feature_off: "this feature is not switched on for the app; switch it on in the vendor's console",
  plan: "the app's plan does not allow more; a person has to upgrade it in the vendor's console",
  no_app: "there is no such app at this address; check the host and the app of this connection",
  unauthorized: "it did not take the credentials",
  busy: "too many requests",
  our_bug: "it did not understand the request, which is a mistake in Bailiff",
  failed: "something failed inside",
  other: "for a reason that Bailiff does not know",
} as const;

const CHECK = {
  easemob: "check the client id and the client secret of this connection, and its org and app",
  agora: "check the App ID and the App Certificate of this connection, and the clock of this machine",
} as const satisfies Readonly<Record<Vendor, string>>;

export const hyphenateSaid = {
  refused: (vendor: string, status: number, meaning: string, words: string) =>
    `${vendor} refused (HTTP ${status}): ${meaning}${said(words)}`,
  pause: (vendor: string, status: number) =>
    `${vendor} asks for a pause (HTTP ${status}); nothing was changed`,
  failed: (vendor: string, status: number, words: string) =>
    `${vendor} failed inside (HTTP ${status})${said(words)}`,
  unauthorized: (vendor: Vendor, status: number) =>
    `${VENDOR_NAMES[vendor]} did not take the credentials (HTTP ${status}); ${CHECK[vendor]}`,
  owner: (vendor: string, account: string) => `${vendor} refused: ${account} is the group's owner`,
  rowWithoutReason: (vendor: string) => `${vendor} refused this account and gave no reason`,
  onlyMembers: (vendor: string) =>
    `${vendor} bans members only; it is not banned and may come in; ban it once it has`,
  rowReason: (vendor: string, words: string) => `${vendor} refused this account${said(words)}`,
  leftOut: (vendor: string) =>
    `${vendor} left this account out and gave no reason; it may be banned from the group or be in too many`,
  noSuchAccount: (vendor: string) => `${vendor} has no such account`,
} as const;

export const tokenTrouble = {
  refused: (status: number) =>
    `Easemob gave no App Token (HTTP ${status}): ${CHECK.easemob}; nothing was sent`,
  noApp:
    "Easemob gave no App Token, because it has no such app: check the org, the app and the host of this connection; nothing was sent",
  refusedAnew: (vendor: Vendor) =>
    `${VENDOR_NAMES[vendor]} refused an App Token that had just been made; ${CHECK[vendor]}; nothing was sent`,
  busy: "Easemob asks for a pause before it gives another App Token; nothing was sent",
  away: (cause: string) => `no App Token could be had from Easemob: ${cause}; nothing was sent`,
  unreadable: "its answer could not be read",
  status: (status: number) => `it answered with HTTP status ${status}`,
  badAgoraIds:
    "no App Token could be made for Agora Chat: the App ID and the App Certificate are 32 hexadecimal digits each; nothing was sent",
} as const;

/** What looks like a token, in what the vendor repeats from the request. */
const TOKENS: readonly (readonly [RegExp, string])[] = [
  [/Bearer\s+\S+/gi, "Bearer [secret]"],
  [/\b(?:YWMt|YXA6|007)[\w+/=-]{16,}/g, "[secret]"],
];

function said(words: string): string {
  const quoted = quote(words, TOKENS);
  return quoted === "" ? "" : ` (it said ${quoted})`;
}
