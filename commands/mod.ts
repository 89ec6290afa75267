import { defineCommand } from "../src/grammar/define.ts";

export default defineCommand({
  name: "mod",
  summary: "All commands of Bailiff under one name; alone, it opens a form",
  umbrella: true,
  takes: {},
  examples: ["mute @tommy 10m spam", "whoami", "help", ""],
  request: () => ({ kind: "form" }),
});
