import { defineCommand, required } from "../src/grammar/define.ts";

export default defineCommand({
  name: "can",
  summary: "Say whether a command would run, by which rule, and who else could; nothing is done",
  umbrellaOnly: true,
  takes: { about: true },
  examples: ["ban @tommy 7d", "kick tommy,jared lobby"],
  request: ({ about }) => ({ kind: "can", ...required(about) }),
});
