import type { KnownBlock } from "@slack/types";

/**
 * What the page is told over its event stream: the sandbox in sections, each of which replaces what was known of it.
 * Types only, because the server and the page's own code share this file.
 */
export type Told =
  | { readonly section: "world"; readonly value: PageWorld }
  | { readonly section: "clock"; readonly value: PageClock }
  | { readonly section: "bailiff"; readonly value: PageLife }
  | { readonly section: "channel"; readonly of: string; readonly value: readonly PageMessage[] }
  | { readonly section: "person"; readonly of: string; readonly value: PagePerson }
  | { readonly section: "vendor"; readonly of: PageVendorName; readonly value: PageVendor }
  | { readonly section: "wire"; readonly of: PageVendorName | "slack"; readonly value: PageWire };

export type PageVendorName = "tencent" | "easemob" | "agora";

/** An instant of the sandbox's clock, in milliseconds since 1970. */
type Milliseconds = number;

/** Who and what there is. It changes only when somebody's role or a user group does. */
export interface PageWorld {
  readonly workspace: string;
  /** Everybody, the bot and those who cannot sign in among them. */
  readonly people: readonly PageHuman[];
  readonly userGroups: readonly {
    readonly id: string;
    readonly handle: string;
    readonly members: readonly string[];
  }[];
  readonly channels: readonly PageChannel[];
  /** The slash commands as the manifest registers them. */
  readonly commands: readonly PageCommand[];
  readonly shortcuts: readonly { readonly callbackId: string; readonly name: string }[];
  readonly vendors: readonly PageVendorAbout[];
  /** The tools of which an example alert can be sent. */
  readonly alertTools: readonly string[];
}

export interface PageHuman {
  readonly id: string;
  readonly name: string;
  /** Slack's word: `primary_owner`, `owner`, `admin`, `member`, `single_channel_guest`, `stranger`, `bot` … */
  readonly standing: string;
  /** Names of the channels that this person reads. */
  readonly channels: readonly string[];
}

export interface PageChannel {
  readonly id: string;
  readonly name: string;
  readonly isPrivate: boolean;
  readonly isArchived: boolean;
  readonly isShared: boolean;
  /** The group that commands typed here mean when they name none. */
  readonly group: { readonly vendor: PageVendorName; readonly alias: string } | null;
}

export interface PageCommand {
  /** With its slash. */
  readonly command: string;
  readonly description: string;
  readonly usageHint: string;
}

export interface PageVendorAbout {
  readonly name: PageVendorName;
  /** As people call it: `Tencent Cloud Chat`. */
  readonly title: string;
  readonly url: string;
  /** Accounts that exist there. */
  readonly accounts: readonly string[];
}

/** How far the sandbox's clock is ahead of this machine's. */
export interface PageClock {
  readonly aheadMs: number;
}

/** Whether Bailiff is there. */
export interface PageLife {
  readonly state: "running" | "killed" | "starting";
  readonly since: Milliseconds;
  /** How often it was started again. */
  readonly restarts: number;
  /** Its process; null while there is none. */
  readonly pid: number | null;
}

export interface PageMessage {
  readonly ts: string;
  readonly channel: string;
  /** Name of the author. */
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
  /** The message whose thread this one is in; null outside threads. */
  readonly threadTs: string | null;
  readonly edited: boolean;
  readonly files: readonly { readonly id: string; readonly name: string; readonly title: string }[];
}

/** What one person alone sees. */
export interface PagePerson {
  readonly ephemeral: readonly PageMessage[];
  readonly direct: readonly PageMessage[];
  /** Open windows, the top one first. */
  readonly views: readonly PageView[];
  readonly home: PageView | null;
}

export interface PageView {
  readonly id: string;
  /** Changes with each update. */
  readonly hash: string;
  readonly type: "modal" | "home";
  readonly callback_id: string;
  readonly title: { readonly text: string } | null;
  readonly submit: { readonly text: string } | null;
  readonly close: { readonly text: string } | null;
  readonly blocks: readonly KnownBlock[];
  /** By block id, what Bailiff said is wrong with what was sent last. */
  readonly errors: Readonly<Record<string, string>>;
}

/** The groups of one chat service as they really are. */
export interface PageVendor {
  readonly groups: readonly PageGroup[];
  /** Faults that wait for a request to hit. */
  readonly armed: readonly { readonly kind: string; readonly left: number }[];
}

export interface PageGroup {
  readonly id: string;
  /** Its name in the sandbox's bailiff.yml. */
  readonly alias: string;
  /** The vendor's word for what it is. */
  readonly kind: string;
  readonly members: readonly { readonly account: string; readonly role: "owner" | "admin" | "member" }[];
  readonly muted: readonly { readonly account: string; readonly until: Milliseconds | "permanent" }[];
  /** `unknown`: the service keeps bans without an end. */
  readonly banned: readonly {
    readonly account: string;
    readonly until: Milliseconds | "permanent" | "unknown";
  }[];
  readonly locked: boolean;
  readonly dissolved: boolean;
}

/** The last requests, oldest first. */
export interface PageWire {
  readonly exchanges: readonly PageExchange[];
}

export interface PageExchange {
  /** Unique within its list. */
  readonly key: string;
  readonly at: Milliseconds;
  /** `in`: a request to the service. `out`: a callback that it sent. */
  readonly direction: "in" | "out";
  readonly method: string;
  readonly path: string;
  /** Cut to what can be read. */
  readonly body: string;
  /** HTTP status, or Slack's `ok` or error; null while nothing was answered. */
  readonly status: number | string | null;
  readonly answer: string | null;
  /** The fault that hit it. */
  readonly fault: string | null;
}
