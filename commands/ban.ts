import { act } from "../src/grammar/act.ts";
import { defineCommand } from "../src/grammar/define.ts";

export default defineCommand({
  name: "ban",
  summary: "Remove accounts from a group and keep them out, for a time",
  takes: { accounts: "several", group: true, time: true, reason: true, flags: ["dry-run"] },
  examples: ["@tommy 7d spam", "tommy,jared lobby 1d", "@tommy permanent threats"],
  request: (args) => act("ban", args),
});
