import { defineCommand, required } from "../src/grammar/define.ts";

export default defineCommand({
  name: "alias",
  summary: "Give a group another name",
  umbrellaOnly: true,
  takes: { name: true, group: "required", flags: ["dry-run"] },
  examples: ["hall lobby"],
  request: ({ name, group, flags }) => ({
    kind: "alias",
    name: required(name),
    group: required(group),
    dryRun: flags.has("dry-run"),
  }),
});
