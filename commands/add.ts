import { act } from "../src/grammar/act.ts";
import { defineCommand } from "../src/grammar/define.ts";

export default defineCommand({
  name: "add",
  summary: "Add accounts to a group",
  takes: { accounts: "several", group: true, reason: true, flags: ["silent", "dry-run"] },
  examples: ["peter lobby", "peter,leckie lobby --silent"],
  request: (args) => act("add", args),
});
