import type { LedgerProblem } from "../ledger/problem.ts";
import type { JobKind } from "../ledger/port.ts";
import type { VendorFailure, VendorName } from "../vendors/port.ts";
import { amount, amountOf } from "./amount.ts";
import { VENDOR_NAMES } from "./hyphenate.ts";
import { OLDEST_POSTGRES, reason } from "./ledger.ts";

/** What doctor says about the chat services, the storage, the work in hand and the manifest. */

const NAMES = { tencent: "Tencent", ...VENDOR_NAMES } as const satisfies Readonly<Record<VendorName, string>>;

export const HOUSE = {
  connections: "connections",
  connection: (name: string, vendor: VendorName) => `connection ${name} (${NAMES[vendor]})`,
  callbacks: (name: string) => `callbacks of ${name}`,
  group: (alias: string, id: string) => `group ${alias} (${id})`,
  configuration: (path: string) => `configuration ${path}`,
  environment: "environment",
  storage: (name: string) => `storage (${name})`,
  disk: "disk",
  chain: "log of entries",
  dead: "dead letters",
  deadLetter: (id: string) => `dead letter ${id}`,
  learned: "learned limits",
  command: (slash: string) => `name ${slash}`,
  manifest: "manifest",
  configToken: "configuration token",
} as const;

/** Where each vendor shows what a connection has to say. */
const CONSOLE = {
  tencent:
    "Compare sdkAppId, admin, secretKey and region with the Chat console of Tencent Cloud (the application's page).",
  easemob: "Compare org, app, host, clientId and clientSecret with the Easemob console (the app's page).",
  agora: "Compare appId, appCertificate and host with the Agora console (the project's page, Chat).",
} as const satisfies Readonly<Record<VendorName, string>>;

/** Whether the chat services tell what others do in their groups. */
export const callbacks = {
  key: { tencent: "callbackToken", easemob: "callbackSecret", agora: "callbackSecret" } satisfies Readonly<
    Record<VendorName, string>
  >,
  off: (key: string) => `none are taken, so what others do in its groups is not told: ${key} is not set`,
  none: (name: string, isRunning: boolean) =>
    `taken at /callbacks/${name}${isRunning ? "; none came since the start" : ""}`,
  taken: (name: string, at: number) => `taken at /callbacks/${name}; the last one came ${minuteOf(at)}`,
  refused: (vendor: VendorName, why: keyof typeof REFUSED, at: number) => ({
    says: `the last one (${minuteOf(at)}) was refused: ${REFUSED[why]}`,
    mend: CALLBACK_CONSOLE[vendor],
  }),
} as const;

function minuteOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

const REFUSED = {
  unsigned: "it carries no signature",
  forged: "its signature does not fit the secret",
  stale: "it is too old, or the clock of this machine is wrong",
  other_app: "it is about another app",
  unreadable: "it is no callback of this service",
} as const;

const CALLBACK_CONSOLE = {
  tencent:
    "Compare callbackToken and sdkAppId with the Chat console of Tencent Cloud (callback configuration, authentication token).",
  easemob: "Compare callbackSecret, org and app with the callback rules in the Easemob console.",
  agora: "Compare callbackSecret with the callback rules in the Agora console (Chat, callback).",
} as const satisfies Readonly<Record<VendorName, string>>;

const GROUP_IDS = {
  tencent: "Compare the id with the Chat console of Tencent Cloud (Group management), or take the group out.",
  easemob:
    "Compare the id with the Easemob console, and say `kind: room` of a chat room and only of one; or take the group out.",
  agora:
    "Compare the id with the Agora console, and say `kind: room` of a chat room and only of one; or take the group out.",
} as const satisfies Readonly<Record<VendorName, string>>;

export const vendors = {
  answers: (found: number, of: number) =>
    of === 0
      ? "takes the credentials (no group of it is in the configuration)"
      : `takes the credentials; ${found} of ${amountOf(of, "group")} found`,
  lost: (vendor: VendorName, { detail }: VendorFailure) => ({ says: detail, mend: GROUP_IDS[vendor] }),
  misconfigured: (vendor: VendorName, { detail }: VendorFailure) => ({ says: detail, mend: CONSOLE[vendor] }),
  away: ({ detail }: VendorFailure) => ({
    says: detail,
    mend: "Check the network of this machine and the address of this connection, and run doctor again.",
  }),
  busy: ({ detail }: VendorFailure) => ({ says: detail, mend: "Run doctor again in a minute." }),
  notLookedAt: "its groups were not looked at, because the connection does not work",
  resting: (why: string) => ({
    says: `requests to it are held back: ${why}`,
    mend: "Nothing has to be done here: it is tried again by itself. If it goes on, look at the vendor's status page.",
  }),
  learned: (limits: readonly string[]) =>
    limits.length === 0
      ? "none: no refusal has taught another size of requests than the documented ones"
      : limits.join("; "),
  limit: (connection: string, verb: string, kind: string, batch: number) =>
    `${connection}: ${verb} takes ${amountOf(batch, "account")} in one request in a group of the kind ${kind}`,
  learnedUnknown: "a chat service did not answer in time",
  notRunning: "only the process that serves Slack knows them: type `/mod doctor`",
} as const;

export const storage = {
  none: "there is nothing in it yet; the first start makes what it needs",
  fine: (entries: number, openCases: number) =>
    `can be read; ${amountOf(entries, "entry", "entries")} in the log, ${amountOf(openCases, "case")} open`,
  pending: (names: readonly string[]) => `; the next start changes its tables (${names.join(", ")})`,
  readOnly: {
    says: "the folder cannot be written to by this user",
    mend: "Make it writable for the user that runs Bailiff, or run doctor as that user.",
  },
  room: (bytes: number) => `${sizeOf(bytes)} free`,
  littleRoom: (bytes: number) => ({
    says: `only ${sizeOf(bytes)} free; when it is full, nothing more is done, because nothing can be written down`,
    mend: "Make room on it, or set BAILIFF_DATA to a folder on another disk.",
  }),
  chain: (count: number) =>
    count === 0
      ? "nothing in it yet"
      : `the last ${amountOf(count, "entry follows", "entries follow")} from each other unbroken`,
  broken: (seq: number, what: string) => ({
    says: `entry ${seq} is ${what}: the log was changed by something other than Bailiff`,
    mend: "Keep a copy of the database as it is, find out who could write to it, and restore it from a backup.",
  }),
} as const;

export function storageProblem(problem: LedgerProblem): { readonly says: string; readonly mend: string } {
  switch (problem.kind) {
    case "in_use":
      return {
        says: "another Bailiff process is using it",
        mend: "Stop that one, or look at it with `/mod doctor`.",
      };
    case "not_writable":
      return {
        says: `it cannot be opened (${problem.code})`,
        mend: "Make the folder readable and writable for the user that runs Bailiff.",
      };
    case "damaged":
      return {
        says: `the database cannot be read (${problem.code})`,
        mend: "Restore the folder from a backup, or choose another one with BAILIFF_DATA.",
      };
    case "unreachable":
      return {
        says: `the database at ${problem.place} cannot be used: ${reason(problem.code)}`,
        mend: "Check DATABASE_URL, and that PostgreSQL is running there.",
      };
    case "too_old":
      return {
        says: `the database at ${problem.place} is PostgreSQL ${problem.found}`,
        mend: `Use version ${OLDEST_POSTGRES} or newer.`,
      };
    case "newer_schema":
      return {
        says: `a newer version of Bailiff has changed it (${problem.migrations.join(", ")})`,
        mend: "Run that newer version.",
      };
    case "old_entries":
      return {
        says: "a version from before the first release began it, whose entries this one cannot check",
        mend: "Keep it, and start with a new one: BAILIFF_DATA or DATABASE_URL names another place.",
      };
    default:
      return problem satisfies never;
  }
}

function sizeOf(bytes: number): string {
  const mb = bytes / 1_000_000;
  return mb < 1_000 ? `${amount(Math.floor(mb))} MB` : `${amount(Math.floor(mb / 1_000))} GB`;
}

const UNDONE = {
  request: "Whoever asked was told that Bailiff failed. If it is still wanted, it has to be asked for again.",
  case: "What was done and what was not is in the case. Ask again for the rest.",
  post: "A message was not posted, or only its bare form; the case tells what is true.",
  log: "Nothing: entries are shown in the log channel as long as it takes.",
  callback: "What a chat service told was passed over: look at its own console for what others did there.",
  alert: "What a source sent, or a moment of on-call, was passed over: look at the source itself.",
  timer:
    "The end of a ban may not have been carried out: look with `/mod banned`, and lift it with `/mod unban`.",
} as const satisfies Readonly<Record<JobKind, string>>;

/** Timers of the record and of the summary, by the beginnings of their ids. */
const UNDONE_TIMERS: readonly (readonly [RegExp, string])[] = [
  [
    /^checkpoint:/,
    "A checkpoint is missing; the next hour has its own. Where the journal was changed, keep all of it as it is, and see what `bailiff audit verify` says.",
  ],
  [/^compare:/, "The log channel was not compared that day: `bailiff audit compare` does it."],
  [/^copy:/, "A checkpoint is in the log channel and not where it was to be copied to: copy it by hand."],
  [/^summary:/, "A summary was not posted: `/mod summary` shows one."],
];

function undone(id: string, kind: JobKind): string {
  return UNDONE_TIMERS.find(([begins]) => begins.test(id))?.[1] ?? UNDONE[kind];
}

export const dead = {
  none: "none",
  some: (count: number) => ({
    says: `${amountOf(count, "job was", "jobs were")} given up; the newest follow`,
    mend: "Look at each; the program's log has the errors before it.",
  }),
  letter: (id: string, kind: JobKind, at: number, why: string) => ({
    says: `a ${kind}, given up ${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC: ${why || "no reason was kept"}`,
    mend: undone(id, kind),
  }),
  where: (number: number | null) => (number === null ? "the program's log" : `case #${number}`),
} as const;

export const names = {
  taken: "Slack takes it",
  takenAndLeftOut:
    "Slack takes it, although it is on the list of names that Slack keeps; the manifest below has it",
  keptAndLeftOut: (instead: string) =>
    `Slack keeps it for itself, and the manifest leaves it out; type ${instead}`,
  refused: (instead: string) => ({
    says: "Slack does not take it, and refuses the whole manifest because of it",
    mend: `Use the manifest below, which leaves it out (then type ${instead}), or set slack.prefix.`,
  }),
  tokenRefused: (code: string) => ({
    says: `Slack does not take it: it said ${code}`,
    mend: 'Make another one at api.slack.com/apps ("Your App Configuration Tokens"); it lives for 12 hours.',
  }),
  faults: (faults: readonly string[]) => ({
    says: `Slack refuses it: ${faults.join("; ")}`,
    mend: "Tell whoever maintains Bailiff, with this line.",
  }),
  accepted: (count: number) => `Slack takes it with ${amountOf(count, "command")}; it follows below`,
  notAsked: "not asked about, because Slack gave no answer before",
  needsAddress:
    "not shown: give the address that Slack calls with --http (as in `bailiff manifest`), and it follows here",
  without: "set SLACK_CONFIG_TOKEN to have the names of the commands checked by Slack",
} as const;

export const configuration = {
  fine: "can be read",
  noneYet: "there is none yet; the names are those that the manifest has without one",
  unreadable: (code: string) => ({
    says: `cannot be read (${code})`,
    mend: "README.md shows how to write it; BAILIFF_CONFIG names another place.",
  }),
  problem: (what: string) => ({ says: what, mend: 'See "Configuration reference" in README.md.' }),
  setting: (what: string) => ({ says: what, mend: "See the table of the environment in README.md." }),
  restSkipped: "not looked at, because the configuration cannot be used",
} as const;
