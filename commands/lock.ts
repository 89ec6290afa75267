import { act } from "../src/grammar/act.ts";
import { defineCommand } from "../src/grammar/define.ts";

export default defineCommand({
  name: "lock",
  summary: "Stop everybody but owner and admins from writing in a group",
  takes: { group: true, reason: true, flags: ["dry-run"] },
  examples: ["", "lobby raid"],
  request: (args) => act("lock", args),
});
