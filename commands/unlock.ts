import { act } from "../src/grammar/act.ts";
import { defineCommand } from "../src/grammar/define.ts";

export default defineCommand({
  name: "unlock",
  summary: "Let everybody write again in a locked group",
  takes: { group: true, reason: true, flags: ["dry-run"] },
  examples: ["", "lobby"],
  request: (args) => act("unlock", args),
});
