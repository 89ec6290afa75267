import { defineCommand } from "../src/grammar/define.ts";

export default defineCommand({
  name: "members",
  summary: "Show who is in a group, page by page",
  takes: { group: true, page: true },
  examples: ["", "lobby", "lobby 2"],
  request: ({ group, page }) => ({ kind: "members", group, page: page ?? 1 }),
});
