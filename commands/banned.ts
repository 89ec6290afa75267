import { defineCommand } from "../src/grammar/define.ts";

export default defineCommand({
  name: "banned",
  summary: "Show who is banned from a group, and until when",
  takes: { group: true },
  examples: ["", "lobby"],
  request: ({ group }) => ({ kind: "banned", group }),
});
