import { defineCommand, required } from "../src/grammar/define.ts";

export default defineCommand({
  name: "unlink",
  summary: "End the link between a person of this workspace and an account",
  umbrellaOnly: true,
  takes: { person: "required", group: true, reason: true, flags: ["dry-run"] },
  examples: ["<@U0MEL|mel>", "<@U0MEL|mel> lobby"],
  request: ({ person, group, reason, flags }) => ({
    kind: "unlink",
    person: required(person),
    group,
    reason,
    dryRun: flags.has("dry-run"),
  }),
});
