import { defineCommand } from "../src/grammar/define.ts";

export default defineCommand({
  name: "links",
  summary: "Show which accounts people are, what was set at run time, and where each comes from",
  umbrellaOnly: true,
  takes: { person: "optional" },
  examples: ["", "<@U0MEL|mel>"],
  request: ({ person }) => ({ kind: "links", person }),
});
