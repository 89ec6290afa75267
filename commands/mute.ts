import { act } from "../src/grammar/act.ts";
import { defineCommand } from "../src/grammar/define.ts";

export default defineCommand({
  name: "mute",
  summary: "Stop accounts from writing in a group, for a time",
  takes: { accounts: "several", group: true, time: true, reason: true, flags: ["dry-run"] },
  examples: [
    "@tommy 10m spam",
    "tommy,jared lobby 1d12h",
    "@tommy until tomorrow 09:00",
    "@tommy permanent threats",
  ],
  request: (args) => act("mute", args),
});
