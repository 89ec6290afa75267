import type { AgoraApp, EasemobApp } from "./options.ts";

const count = (word: string, to: number): string[] =>
  Array.from({ length: to }, (_, index) => `${word}${index + 1}`);

/** Everybody who is in the groups of this file, beside `administrator`, who owns them, and `marshal`. */
const AUDIENCE = ["tommy", "jared", "peter", "leckie", ...count("user", 40)];

/** Accounts that exist and are in no group. */
const AWAY = count("away", 40);

const ACCOUNTS = ["administrator", "marshal", ...AUDIENCE, ...AWAY];

const PEOPLE = { owner: "administrator", admins: ["marshal"], members: AUDIENCE } as const;

export const STAGE = "660000000000033";
export const FANS = "660000000000085";
export const MEET = "660000000000051";
export const ARENA = "660000000000052";

/** The secret of the rule by which the sandbox signs its callbacks, at both vendors; an example. */
export const SANDBOX_CALLBACK_SECRET = "sandbox-callback-secret";

/** The Easemob app of the sandbox world. Its secret is an example, known to everybody, and opens nothing else. */
export const SANDBOX_EASEMOB: EasemobApp = {
  org: "acme",
  app: "live",
  uuid: "8be024f0-0000-4000-8000-000000000e01",
  clientId: "YXA6c2FuZGJveC1jbGllbnQ",
  clientSecret: "YXA6c2FuZGJveC1zZWNyZXQtb2YtYWNtZQ",
  accounts: ACCOUNTS,
  groups: [
    { id: STAGE, kind: "chatroom", name: "stage", ...PEOPLE },
    { id: FANS, kind: "chatgroup", name: "fans", ...PEOPLE },
  ],
};

/** The Agora app of the sandbox world, with an example as certificate. */
export const SANDBOX_AGORA: AgoraApp = {
  org: "41117440",
  app: "1383526",
  uuid: "8be024f0-0000-4000-8000-000000000a01",
  appId: "0123456789abcdef0123456789abcdef",
  appCertificate: "fedcba9876543210fedcba9876543210",
  accounts: ACCOUNTS,
  groups: [
    { id: MEET, kind: "chatgroup", name: "meet", ...PEOPLE },
    { id: ARENA, kind: "chatroom", name: "arena", ...PEOPLE },
  ],
};
