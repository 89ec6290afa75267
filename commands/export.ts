import { defineCommand } from "../src/grammar/define.ts";

export default defineCommand({
  name: "export",
  summary: "Get the entries of the log as a file, in a direct message",
  umbrellaOnly: true,
  takes: { group: true, since: true },
  examples: ["", "since 7d", "lobby since 2026-11-01"],
  request: ({ group, since }) => ({ kind: "export", group, since }),
});
