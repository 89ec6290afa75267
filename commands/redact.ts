import { defineCommand, required } from "../src/grammar/define.ts";

export default defineCommand({
  name: "redact",
  summary: "Remove for good what an entry of the log told; its number, its hash and why it went stay",
  umbrellaOnly: true,
  takes: { entry: true, text: true, flags: ["confirm", "dry-run"] },
  examples: ["184203 Erasure asked for under article 17, ticket 88", "184203 --confirm ticket 88"],
  request: ({ entry, text, flags }) => ({
    kind: "redact",
    entry: required(entry),
    reason: required(text),
    isConfirmed: flags.has("confirm") && !flags.has("dry-run"),
  }),
});
