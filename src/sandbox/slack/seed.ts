/** What a workspace holds at its start. Ids are given, so that they are the same in every run. */
export interface WorkspaceSeed {
  readonly teamId: string;
  /** The part before `.slack.com`. */
  readonly teamDomain: string;
  readonly teamName: string;
  /** User groups are a paid feature: a free workspace answers `plan_upgrade_required`. */
  readonly plan: "paid" | "free";
  readonly people: readonly PersonSeed[];
  readonly userGroups: readonly UserGroupSeed[];
  readonly channels: readonly ChannelSeed[];
}

/**
 * A person's place in the workspace. `invited`: asked to join, and not there yet. `stranger`: from another workspace,
 * here through Slack Connect.
 */
export const STANDINGS = [
  "primary_owner",
  "owner",
  "admin",
  "member",
  "multi_channel_guest",
  "single_channel_guest",
  "invited",
  "bot",
  "deactivated",
  "stranger",
] as const;
export type Standing = (typeof STANDINGS)[number];

/** A person's place in the whole organisation on an Enterprise Grid. `null`: the workspace belongs to none. */
export const ORG_STANDINGS = ["primary_owner", "owner", "admin", "member"] as const;
export type OrgStanding = (typeof ORG_STANDINGS)[number] | null;

export interface PersonSeed {
  /** `U…` or, on an Enterprise Grid, `W…`. */
  readonly id: string;
  /** What people type after `@`; also how tests name the person. */
  readonly name: string;
  readonly standing: Standing;
  /** An IANA time zone. */
  readonly tz: string;
  /** The workspace a stranger belongs to; everyone else belongs to the seed's own team. */
  readonly teamId?: string;
}

export interface UserGroupSeed {
  /** `S…` */
  readonly id: string;
  readonly handle: string;
  /** Names of people. */
  readonly members: readonly string[];
}

export interface ChannelSeed {
  /** `C…`, or `G…` for a private channel of the old days. Whether it is private stands in `visibility` only. */
  readonly id: string;
  readonly name: string;
  readonly visibility: "public" | "private";
  /** Names of people. */
  readonly members: readonly string[];
  readonly botIsMember: boolean;
  readonly archived?: boolean;
  /** Shared with another organisation through Slack Connect. */
  readonly extShared?: boolean;
}

/** A global shortcut as the app's manifest registers it. */
export interface RegisteredShortcut {
  readonly callbackId: string;
}

/** A slash command as the app's manifest registers it. */
export interface RegisteredCommand {
  /** With its slash. */
  readonly command: string;
  /** Whether Slack turns mentions, channels and links that a person types into ids. The manifest's default is no. */
  readonly shouldEscape: boolean;
}
