import { defineCommand, required } from "../src/grammar/define.ts";

export default defineCommand({
  name: "note",
  summary: "Add a reason or a remark to a case; nothing that stands there is changed",
  takes: { case: true, text: true, flags: ["dry-run"] },
  examples: ["1042 He apologised, so the next time a warning is enough"],
  request: ({ case: number, text, flags }) => ({
    kind: "note",
    number: required(number),
    text: required(text),
    dryRun: flags.has("dry-run"),
  }),
});
