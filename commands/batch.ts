import { defineCommand } from "../src/grammar/define.ts";

export default defineCommand({
  name: "batch",
  summary: "Open the form, which also takes many accounts: paste a list, or upload a file",
  umbrellaOnly: true,
  takes: {},
  examples: [""],
  request: () => ({ kind: "form" }),
});
