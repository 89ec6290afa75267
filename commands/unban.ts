import { act } from "../src/grammar/act.ts";
import { defineCommand } from "../src/grammar/define.ts";

export default defineCommand({
  name: "unban",
  summary: "Let banned accounts come back into a group",
  takes: { accounts: "several", group: true, reason: true, flags: ["dry-run"] },
  examples: ["@tommy", "tommy,jared lobby --reason appeal"],
  request: (args) => act("unban", args),
});
