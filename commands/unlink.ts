import { defineCommand, required } from "../src/grammar/define.ts";

export default defineCommand({
  name: "unlink",
  summary: "End the link between a person of this workspace and an account",
  umbrellaOnly: true,
  takes: { person: "required", group: true, reason: true },
  examples: ["<@U0MEL|mel>", "<@U0MEL|mel> lobby"],
  request: ({ person, group, reason }) => ({ kind: "unlink", person: required(person), group, reason }),
});
