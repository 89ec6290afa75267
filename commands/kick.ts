import { act } from "../src/grammar/act.ts";
import { defineCommand } from "../src/grammar/define.ts";

export default defineCommand({
  name: "kick",
  summary: "Remove accounts from a group",
  takes: { accounts: "several", group: true, reason: true, flags: ["silent", "dry-run"] },
  examples: ["jared lobby", "tommy,jared lobby spam after two warnings --silent"],
  request: (args) => act("kick", args),
});
