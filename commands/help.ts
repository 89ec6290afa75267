import { defineCommand } from "../src/grammar/define.ts";

export default defineCommand({
  name: "help",
  summary: "Show all commands, or how one is typed",
  umbrellaOnly: true,
  takes: { command: true },
  examples: ["", "mute"],
  request: ({ command }) => ({ kind: "help", verb: command }),
});
