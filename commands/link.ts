import { defineCommand, required } from "../src/grammar/define.ts";

export default defineCommand({
  name: "link",
  summary: "Say which account of the chat service a person of this workspace is",
  umbrellaOnly: true,
  takes: { person: "required", accounts: "named", group: true, reason: true, flags: ["dry-run"] },
  examples: ["<@U0MEL|mel> tommy", "<@U0MEL|mel> tommy lobby"],
  request: ({ person, accounts, group, reason, flags }) => ({
    kind: "link",
    person: required(person),
    account: required(accounts.flatMap((word) => (word.kind === "account" ? word.account : []))[0]),
    group,
    reason,
    dryRun: flags.has("dry-run"),
  }),
});
