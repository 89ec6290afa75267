import { defineCommand, required } from "../src/grammar/define.ts";

export default defineCommand({
  name: "stop",
  summary: "Send nothing more for a case that is being worked on",
  umbrellaOnly: true,
  takes: { case: true },
  examples: ["1042"],
  request: (args) => ({ kind: "stop", number: required(args.case) }),
});
