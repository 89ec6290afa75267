import { defineCommand, required } from "../src/grammar/define.ts";

export default defineCommand({
  name: "unbind",
  summary: "Leave a channel without a group of its own",
  umbrellaOnly: true,
  takes: { channel: true },
  examples: ["<#C0LOBBYMODS|lobby-mods>"],
  request: ({ channel }) => ({ kind: "unbind", channel: required(channel) }),
});
