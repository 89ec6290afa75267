import fc from "fast-check";
import { parse, type Parsed } from "../../src/grammar/parse.ts";
import { context } from "./reading.ts";

export const slashNames =
  "/mute /unmute /kick /add /ban /unban /lock /unlock /muted /banned /members /whois /case /mod".split(" ");
/** What `/mod` is followed by. */
export const verbs = (
  "mute kick ban unban lock unlock members banned limits stop batch " +
  "link unlink links bind unbind alias unalias"
).split(" ");

/** Pieces of commands, good and bad, so that many random texts come close to being understood. */
const pieces = [
  ..."tommy @jared a,b a, ,b <@U1> <@W2|x|y> <!channel>".split(" "),
  ..."lobby #lobby loby Stage <#C1|lobby> @TGS#1 ｌｏｂｂｙ".split(" "),
  ..."10m 1H30M 2hh 0 -5m 1.5h 10 3650d 9999d permanent forever".split(" "),
  ..."until tomorrow 18:00 2026-11-21 UTC".split(" "),
  ..."--silent --dry-run --reason --reason=x —dry-run -- —".split(" "),
  ...'spam again help mute #12 &lt; &amp; " \\" \\ “curly” , \u200b \u202e'.split(" "),
  '"two words"',
  "\u00a0",
  "\n",
];
const piece = fc.constantFrom(...pieces);
const jumble = fc
  .array(fc.tuple(piece, fc.constantFrom(" ", " ", " ", "  ", "")), { maxLength: 9 })
  .map((parts) => parts.map(([text, blank]) => text + blank).join(""));

/** The parts of a command in their order, now and then with something else between them. */
const sentence = fc
  .tuple(
    fc.constantFrom("tommy", "@tommy @jared", "a,b", "<@U1|x>, peter", '"odd name"', ""),
    fc.constantFrom("", "lobby 3", "lobby", "#Stage", "<#C1|>", "@TGS#1"),
    fc.constantFrom("", "10m", "1H30M", "3650d", "permanent", "until 18:00", "until tomorrow 9:00 UTC"),
    fc.constantFrom("", "spam", "spam again", '"in the lobby"', "--silent", "—dry-run spam", "--reason=x"),
    fc.array(fc.tuple(fc.nat(3), piece), { maxLength: 1 }),
  )
  .map(([who, where, howLong, why, extra]) => {
    const parts: string[] = [who, where, howLong, why];
    for (const [index, text] of extra) parts.splice(index, 0, text);
    return parts.filter((part) => part !== "").join(" ");
  });
export const anything = fc.oneof(
  { weight: 6, arbitrary: sentence },
  { weight: 3, arbitrary: jumble },
  { weight: 1, arbitrary: fc.constantFrom("", "7", "#12", "lobby 2", "2") },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      "<@U1|x>",
      "<@W2|x> tommy live",
      "<#C1|x>",
      "<#C1|x> lobby",
      "hall",
      "hall lobby",
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 60 }) },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 60 }) },
);
/** Random commands, good and bad, of which enough are understood to say something (lines.test.ts). */
export const commandLine = fc
  .record({
    command: fc.constantFrom(...slashNames, "/mod", "/mod", "/mod"),
    verb: fc.constantFrom(...verbs.map((verb) => `${verb} `)),
    text: anything,
  })
  .map(({ command, verb, text }) => ({ command, text: command === "/mod" ? verb + text : text }));

/** How often something is tried with random inputs, unless the run wants it less often (test/mutation). */
export function times(usual: number): { readonly numRuns: number } {
  return { numRuns: Math.min(usual, fc.readConfigureGlobal().numRuns ?? usual) };
}

export function understood(text: string, command = "/mod"): Parsed | null {
  const parsed = parse({ command, text }, context);
  return parsed.ok ? parsed.value : null;
}
