import { act } from "../src/grammar/act.ts";
import { defineCommand } from "../src/grammar/define.ts";

export default defineCommand({
  name: "unmute",
  summary: "Let muted accounts write again",
  takes: { accounts: "several", group: true, reason: true, flags: ["dry-run"] },
  examples: ["@tommy", "tommy,jared lobby --reason apology"],
  request: (args) => act("unmute", args),
});
