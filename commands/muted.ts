import { defineCommand } from "../src/grammar/define.ts";

export default defineCommand({
  name: "muted",
  summary: "Show who is muted in a group, and until when",
  takes: { group: true },
  examples: ["", "lobby"],
  request: ({ group }) => ({ kind: "muted", group }),
});
