import { defineCommand } from "../src/grammar/define.ts";

export default defineCommand({
  name: "whoami",
  summary: "Show your role here, and what it allows",
  umbrellaOnly: true,
  takes: {},
  examples: [""],
  request: () => ({ kind: "whoami" }),
});
