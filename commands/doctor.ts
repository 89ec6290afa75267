import { defineCommand } from "../src/grammar/define.ts";

export default defineCommand({
  name: "doctor",
  summary: "Look for what is broken or set up wrongly, and say how to mend it",
  umbrellaOnly: true,
  takes: {},
  examples: [""],
  request: () => ({ kind: "doctor" }),
});
