import { defineCommand, required } from "../src/grammar/define.ts";

export default defineCommand({
  name: "case",
  summary: "Show what was asked in a case, and what became of it",
  takes: { case: true },
  examples: ["1042", "#1042"],
  request: (args) => ({ kind: "case", number: required(args.case) }),
});
