import { defineCommand, required } from "../src/grammar/define.ts";

export default defineCommand({
  name: "unalias",
  summary: "Take back another name that was given to a group",
  umbrellaOnly: true,
  takes: { name: true, flags: ["dry-run"] },
  examples: ["hall"],
  request: ({ name, flags }) => ({ kind: "unalias", name: required(name), dryRun: flags.has("dry-run") }),
});
