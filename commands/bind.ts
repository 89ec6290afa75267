import { defineCommand, required } from "../src/grammar/define.ts";

export default defineCommand({
  name: "bind",
  summary: "Make a group a channel's own, so that commands there need not name one",
  umbrellaOnly: true,
  takes: { channel: true, group: "required", flags: ["dry-run"] },
  examples: ["<#C0LOBBYMODS|lobby-mods> lobby"],
  request: ({ channel, group, flags }) => ({
    kind: "bind",
    channel: required(channel),
    group: required(group),
    dryRun: flags.has("dry-run"),
  }),
});
