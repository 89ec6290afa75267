import { defineCommand } from "../src/grammar/define.ts";

export default defineCommand({
  name: "summary",
  summary: "Count what was done, by group, verb and person, and compare it with the time before",
  umbrellaOnly: true,
  takes: { since: true },
  examples: ["", "since 7d", "yesterday"],
  request: ({ since }) => ({ kind: "summary", since }),
});
