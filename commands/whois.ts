import { defineCommand, required } from "../src/grammar/define.ts";

export default defineCommand({
  name: "whois",
  summary: "Show what is known about an account in a group",
  takes: { accounts: "one", group: true },
  examples: ["@tommy", "tommy lobby"],
  request: ({ accounts, group }) => ({ kind: "whois", account: required(accounts[0]), group }),
});
