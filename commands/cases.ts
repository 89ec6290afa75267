import { defineCommand, required } from "../src/grammar/define.ts";

export default defineCommand({
  name: "cases",
  summary: "List cases: about whom, by whom, where, what, and since when",
  takes: { search: true },
  examples: ["", "@tommy", "lobby mute since 7d", "by <@U0123ABCD|mel> since yesterday", "tommy before 1042"],
  request: ({ search }) => ({ kind: "cases", ...required(search) }),
});
