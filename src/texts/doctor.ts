import type { Bar } from "../policy/person.ts";
import type { Level } from "../doctor/finding.ts";
import { amount, amountOf } from "./amount.ts";
import { formatSpan } from "./span.ts";

/** What doctor says. `says` follows the name of what was looked at and a colon; `mend` is a sentence of its own. */

/** The levels as words: colour alone is not for everybody. */
export const LEVELS = {
  ok: "ok",
  unchecked: "not checked",
  warning: "warning",
  trouble: "TROUBLE",
} as const satisfies Readonly<Record<Level, string>>;

/** How many of each level, the worst first. */
export function countsOf(findings: readonly { readonly level: Level }[]): string {
  const count = (level: Level): number => findings.filter((finding) => finding.level === level).length;
  return [
    amountOf(count("trouble"), "trouble"),
    amountOf(count("warning"), "warning"),
    `${amount(count("ok"))} ok`,
    `${amount(count("unchecked"))} not checked`,
  ].join(", ");
}

export const WHERE_AND_MEND = (where: string, mend: string): string => `Where: ${where}. ${mend}`;

export const NO_WORKSPACE =
  "There is no workspace to look at: SLACK_BOT_TOKEN is not set. Set what `npm start` needs for a workspace (README.md), or SLACK_CONFIG_TOKEN to have only the names of the commands checked.";

export const TOO_SLOW = {
  says: "gave no answer within 5 seconds",
  mend: "Check the network of this machine, and run doctor again.",
} as const;

export const failedItself = (detail: string) => ({
  says: `could not be checked, because of a mistake in Bailiff itself: ${detail}`,
  mend: "Tell whoever maintains Bailiff, with this line.",
});

export const WHAT = {
  botToken: "bot token",
  appToken: "app token",
  signingSecret: "signing secret",
  scopes: "scopes",
  clock: "clock",
  slack: "Slack",
  slackRest: "channels, user groups and people",
  userGroups: "user groups",
  membership: "membership of user groups",
  channel: (id: string, name?: string) => (name === undefined ? `channel ${id}` : `channel #${name} (${id})`),
  userGroup: (id: string, handle?: string) =>
    handle === undefined ? `user group ${id}` : `user group @${handle} (${id})`,
  person: (id: string, name?: string) => (name === undefined ? `person ${id}` : `person @${name} (${id})`),
  others: (count: number, what: string) => `${count} more ${what}`,
} as const;

const SLACK_PAGES = "at api.slack.com/apps, on the app's page";

/** What a call to Slack came to when Slack did not say yes. */
export const slackSaid = {
  busy: {
    says: "could not be checked, because Slack asks to slow down",
    mend: "Run doctor again in a minute.",
  },
  silent: (detail: string) => ({
    says: `could not be checked: ${detail}`,
    mend: "Check the network of this machine, and SLACK_API_URL if it is set.",
  }),
  refused: (code: string) => ({
    says: `Slack refuses to tell: it said ${code}`,
    mend: 'Look the word up at docs.slack.dev, or update and reinstall the app (README.md, "Real Slack in ten minutes").',
  }),
  noScope: "Slack refuses to tell, because a scope is missing; see the scopes above",
  notAsked: "not looked at, because Slack gave no answer before",
} as const;

export const install = {
  belongs: (bot: string, team: string) => `Slack takes it; it is @${bot} in the workspace ${team}`,
  refused: (code: string) => ({
    says: `Slack does not take it: it said ${code}`,
    mend: `Reinstall the app in the workspace and copy its bot token (${SLACK_PAGES} "OAuth & Permissions").`,
  }),
  appTaken: "Slack takes it for Socket Mode",
  appRefused: (code: string) => ({
    says: `Slack does not take it: it said ${code}`,
    mend: `Create an app-level token with the scope connections:write (${SLACK_PAGES} "Basic Information").`,
  }),
  signing: "cannot be asked for; the first request from Slack proves it",
  signed: "Slack's requests agree with it: this command came with one",
  withoutToken: "not looked at, because the bot token does not work",
  allScopes: (count: number, extra: readonly string[]) =>
    `all ${count} that Bailiff needs are granted${extra.length === 0 ? "" : `; granted and not needed: ${extra.join(", ")}`}`,
  scopesUntold: "Slack did not tell which are granted",
  missingScopes: (missing: readonly { readonly scope: string; readonly why: string }[]) => ({
    says: `not granted: ${missing.map(({ scope, why }) => `${scope} (${why})`).join("; ")}`,
    mend: `Put the present manifest into the app ("npm run bailiff -- manifest"; ${SLACK_PAGES} "App Manifest"), then reinstall the app there.`,
  }),
  scopesAt: 'the app\'s page "OAuth & Permissions"',
  clockUntold: "Slack did not tell what time it is",
  clockRight: (aheadMs: number) => `${offset(aheadMs)} Slack's`,
  clockOff: (aheadMs: number, isWrong: boolean) => ({
    says: `this machine's is ${offset(aheadMs)} Slack's${isWrong ? "; signatures of Slack and of the chat services are only good for a time, and mutes end at the wrong moment" : ""}`,
    mend: 'Let the machine set its clock by the network (NTP), for example with "timedatectl set-ntp true".',
  }),
  clockAt: "the clock of this machine",
} as const;

/** A difference below a second is not told: Slack tells the time in seconds. */
function offset(aheadMs: number): string {
  if (Math.abs(aheadMs) < 1_000) return "agrees with";
  return aheadMs > 0 ? `${formatSpan(aheadMs)} ahead of` : `${formatSpan(-aheadMs)} behind`;
}

export const channels = {
  fine: "the bot is in it",
  fineAndShared: "the bot is in it; people of another organisation read along, as the configuration allows",
  directMessage: "direct messages cannot be looked at with Bailiff's scopes",
  missing: {
    says: "Slack knows no such channel, or it is private and the bot is not in it; nothing can be posted there",
    mend: "Compare the id with Slack's (open the channel, click its name; the id stands at the end). In a private channel type /invite and the bot's name.",
  },
  withoutBot: (bot: string) => ({
    says: "the bot is not in it, so no result can be posted there",
    mend: `Type /invite @${bot} in the channel.`,
  }),
  archived: {
    says: "is archived, so nothing can be posted there",
    mend: "Unarchive it in Slack, or take it out of the configuration.",
  },
  shared: (id: string) => ({
    says: "is shared with another organisation, so commands are refused there and nothing is posted",
    mend: `Name an internal channel instead, or set channels.${id}.shared to true if those people may read everything.`,
  }),
} as const;

const NOBODY_MAY =
  "; and because a rule forbids something to that role, nobody may do anything until it is mended";

export const userGroups = {
  fine: (people: number) => `has ${amountOf(people, "person", "people")}`,
  missing: (isForbidden: boolean) => ({
    says: `does not exist in this workspace, so nobody has a role by it${isForbidden ? NOBODY_MAY : ""}`,
    mend: 'Compare the id with Slack\'s (People, User groups, the group, "Copy group ID").',
  }),
  disabled: (isForbidden: boolean) => ({
    says: `is disabled, so nobody has a role by it${isForbidden ? NOBODY_MAY : ""}`,
    mend: "Enable it in Slack (People, User groups), or name another one.",
  }),
  empty: {
    says: "has no people, so nobody has a role by it",
    mend: "Add people to it in Slack (People, User groups).",
  },
  noPlan: {
    says: "the workspace's plan has none, so nobody has a role by them",
    mend: "Name people by their ids instead (person:U…), or move the workspace to a paid plan.",
  },
  selfService: (handles: readonly string[]) => ({
    says: `${handles.map((handle) => `@${handle}`).join(", ")}: who may change who is in them is a setting of the workspace, which doctor cannot see; where members may, they can give themselves a role`,
    mend: 'Let only owners and admins change user groups (in Slack: Tools & settings, Workspace settings, Permissions, "User groups").',
  }),
} as const;

const BARS = {
  deactivated: "is deactivated",
  guest: "is a guest of the workspace",
  bot: "is a bot",
  stranger: "belongs to another organisation",
  invited: "was invited and has not joined yet",
} as const satisfies Readonly<Record<Bar, string>>;

export const people = {
  fine: "is a member of the workspace",
  missing: {
    says: "Slack knows nobody with this id",
    mend: 'Compare the id with Slack\'s (open the profile, ⋮, "Copy member ID").',
  },
  barred: (bar: Bar) => ({
    says: `${BARS[bar]}, and so may do nothing`,
    mend: "Take them out of the configuration, or name somebody else.",
  }),
  unusual: (bar: Bar) => BARS[bar],
} as const;
