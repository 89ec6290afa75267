import { defineCommand } from "../src/grammar/define.ts";

export default defineCommand({
  name: "limits",
  summary: "Show what the chat service allows in a group, and how much at a time",
  umbrellaOnly: true,
  takes: { group: true },
  examples: ["", "lobby"],
  request: ({ group }) => ({ kind: "limits", group }),
});
