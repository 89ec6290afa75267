import type { TencentApp } from "./options.ts";

const count = (word: string, to: number): string[] =>
  Array.from({ length: to }, (_, index) => `${word}${index + 1}`);

/** Everybody who is in the groups lobby and live, beside `administrator`. */
const AUDIENCE = ["tommy", "jared", "peter", "leckie", ...count("user", 40)];

/** Accounts that exist and are in no group. */
const AWAY = count("away", 40);

/** The token by which the sandbox signs its callbacks; an example like the key. */
export const SANDBOX_CALLBACK_TOKEN = "sandbox-callback-token";

/** The app of the sandbox world. The key is an example, known to everybody, and opens nothing else. */
export const SANDBOX_APP: TencentApp = {
  sdkAppId: 1400000001,
  secretKey: "0123456789abcdef".repeat(4),
  admins: ["administrator"],
  accounts: [...AUDIENCE, "marshal", ...AWAY],
  groups: [
    {
      id: "@TGS#2J4SZEAEL",
      kind: "Public",
      name: "lobby",
      owner: "administrator",
      admins: ["marshal"],
      members: AUDIENCE,
    },
    {
      id: "@TGS#2C5SZEAEF",
      kind: "AVChatRoom",
      name: "live",
      owner: "administrator",
      members: AUDIENCE,
    },
    {
      id: "@TGS#1PRIVATE1",
      kind: "Private",
      name: "crew",
      owner: "administrator",
      members: ["tommy", "jared", "peter"],
    },
    {
      id: "@TGS#3CHATROOM",
      kind: "ChatRoom",
      name: "den",
      owner: "administrator",
      members: ["tommy", "leckie", "user1", "user2"],
    },
  ],
};
