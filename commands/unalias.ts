import { defineCommand, required } from "../src/grammar/define.ts";

export default defineCommand({
  name: "unalias",
  summary: "Take back another name that was given to a group",
  umbrellaOnly: true,
  takes: { name: true },
  examples: ["hall"],
  request: ({ name }) => ({ kind: "unalias", name: required(name) }),
});
