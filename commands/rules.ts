import { defineCommand } from "../src/grammar/define.ts";

export default defineCommand({
  name: "rules",
  summary: "Show the rules in force: who may do what, where and how much",
  umbrellaOnly: true,
  takes: {},
  examples: [""],
  request: () => ({ kind: "rules" }),
});
