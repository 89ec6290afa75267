import { quote } from "./quote.ts";

/** Sentences about what a chat vendor said or allows. They stand after an account's name or by themselves. */

export const whyNot = {
  muteInWork: "a Work (Private) group has no mute; kick instead",
  unmuteInWork: "a Work (Private) group has no mute, so there is none to lift",
  lockInWork: "a Work (Private) group has no mute, also not for everybody at once",
  kickFromLive:
    "a live group (AVChatRoom) keeps no list of members, so nobody can be kicked; mute or ban instead",
  addToLive: "people join a group of this kind by themselves; nobody can be added",
  kickFromBroadcast: "a broadcast group (BChatRoom) keeps no list of members, so nobody can be kicked",
  muteInBroadcast:
    "in a broadcast group (BChatRoom) only the app itself can speak, so there is nothing to mute",
  banInBroadcast: "Tencent's documents know no bans in a broadcast group (BChatRoom)",
  listMembers: (kind: string) =>
    `a group of the kind ${kind} keeps no list of members, so nobody can tell who is in it`,
  unknownKind: (kind: string) =>
    `Bailiff does not know what a group of the kind "${kind}" allows, so it changes nothing there`,
} as const;

/** Causes only; whether anything may have been changed is said by whoever knows if it was a read or a write. */
export const networkTrouble = {
  unreachable: (vendor: string, code: string) => `${vendor} could not be reached (${code}); nothing was sent`,
  late: (vendor: string) => `this was held up for too long on its way to ${vendor}; nothing was sent`,
  noAnswer: (vendor: string) => `${vendor} did not answer in time`,
  broken: (vendor: string, code: string) => `the connection to ${vendor} broke off (${code})`,
  unreadable: (vendor: string) => `${vendor}'s answer could not be read`,
  status: (vendor: string, status: number) => `${vendor} answered with HTTP status ${status}`,
  refused: (vendor: string, status: number) =>
    `${vendor} refused the request with HTTP status ${status}; check the region or address of this connection`,
  throttled: (vendor: string) => `${vendor} asks for a pause (HTTP status 429); nothing was changed`,
} as const;

export const uncertain = (cause: string): string => `${cause}; it may have been applied`;

export const readTrouble = {
  failed: (vendor: string, cause: string) => `${vendor} could not be read: ${cause}`,
  leftOut: (vendor: string, account: string) => `${vendor}'s answer says nothing about ${account}`,
  endless: (vendor: string) => `${vendor}'s list does not come to an end`,
  lockLeftOut: (vendor: string) => `${vendor}'s answer does not say whether the group is locked`,
  groupLeftOut: (vendor: string, group: string) => `${vendor}'s answer says nothing about the group ${group}`,
} as const;

export const notSent = {
  lapsed: "the end had passed before it could be sent; nothing was sent",
  noPace: (vendor: string) =>
    `the requests to ${vendor} could not be counted, because the database did not answer; nothing was sent`,
  lateTurn: (vendor: string, perSecond: number) =>
    `too much is waiting for ${vendor}, which takes ${perSecond} such requests a second; nothing was sent`,
  tooMany: (vendor: string, count: number, batch: number) =>
    `${count} accounts are more than the ${batch} that ${vendor} takes in one request; nothing was sent`,
} as const;

export const addRow = {
  failed: "Tencent did not add this account and gave no reason (result 0); it may be banned from the group",
  waitsForConsent: "waiting for the invitee's consent",
  unknown: (result: number) => `Tencent answered with a result that is not documented (${result})`,
} as const;

/** Why Tencent's 10007 (no permission), as far as reading could tell. */
export const notPermitted = {
  owner: (account: string) => `Tencent refused (10007): ${account} is the group's owner`,
  banned: (accounts: readonly string[]) =>
    `Tencent refused (10007): banned from the group: ${accounts.join(", ")}; unban first`,
  noBans:
    "Tencent refused (10007): bans are not switched on for this app; they need the Pro plan or higher and a switch in the Tencent console (document 1047/50296)",
  kind: (kind: string, why: string) =>
    `Tencent refused (10007): the group is of the kind ${kind}, and ${why}`,
  notAdmin:
    'Tencent refused (10007): the identifier is not an app administrator; make the account set as "admin" of this connection an app administrator in the Tencent console',
  unexplained: "Tencent refused (10007): no permission, and the group could not be read to find out why",
} as const;

export const tencentSaid = {
  refused: (code: number, meaning: string, info: string) =>
    `Tencent refused (${code}): ${meaning}${said(info)}`,
  pause: (code: number, meaning: string) =>
    `Tencent asks for a pause (${code}): ${meaning}; nothing was changed`,
  failed: (code: number, meaning: string) => `Tencent failed (${code}): ${meaning}`,
  contradiction: "Tencent answered FAIL, but with the error code of success (0)",
  unknownCode: "an error code that Bailiff does not know",
} as const;

/** A signature may stand in what the vendor repeats from the request. */
function said(info: string): string {
  const quoted = quote(info, [[/usersig=[^&"\s]+/gi, "usersig=[secret]"]]);
  return quoted === "" ? "" : ` (it said ${quoted})`;
}
