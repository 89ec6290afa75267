import { defineCommand, required } from "../src/grammar/define.ts";

export default defineCommand({
  name: "unbind",
  summary: "Leave a channel without a group of its own",
  umbrellaOnly: true,
  takes: { channel: true, flags: ["dry-run"] },
  examples: ["<#C0LOBBYMODS|lobby-mods>"],
  request: ({ channel, flags }) => ({
    kind: "unbind",
    channel: required(channel),
    dryRun: flags.has("dry-run"),
  }),
});
