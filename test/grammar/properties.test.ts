import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CommandRequest, TimeWord } from "../../src/grammar/request.ts";
import { encodeEntities, normalise } from "../../src/grammar/normalise.ts";
import { parse, type Parsed } from "../../src/grammar/parse.ts";
import { asTyped } from "../../src/grammar/print.ts";
import { context } from "./reading.ts";

const slashNames =
  "/mute /unmute /kick /add /ban /unban /lock /unlock /muted /banned /members /whois /case /mod".split(" ");
/** What `/mod` is followed by. */
const verbs = (
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
const anything = fc.oneof(
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
const commandLine = fc
  .record({
    command: fc.constantFrom(...slashNames, "/mod", "/mod", "/mod"),
    verb: fc.constantFrom(...verbs.map((verb) => `${verb} `)),
    text: anything,
  })
  .map(({ command, verb, text }) => ({ command, text: command === "/mod" ? verb + text : text }));

function understood(text: string, command = "/mod"): Parsed | null {
  const parsed = parse({ command, text }, context);
  return parsed.ok ? parsed.value : null;
}

const RUNS = { numRuns: 3000 };

describe("for every text whatsoever", () => {
  it("(the texts tried are neither all refused nor all understood)", () => {
    const timed = fc.sample(commandLine, { numRuns: 6000, seed: 1 }).filter(({ command, text }) => {
      const request = understood(text, command)?.request;
      return request?.kind === "act" && request.time !== null;
    });
    expect(timed.length).toBeGreaterThan(50);
  });

  it("(every command is understood in some of them)", () => {
    const found = fc
      .sample(commandLine, { numRuns: 20_000, seed: 1 })
      .flatMap(({ command, text }) => understood(text, command)?.spec.name ?? []);
    const known = [...verbs, ...slashNames.map((name) => name.slice(1))].filter((name) => name !== "mod");
    expect(new Set(found)).toEqual(new Set(known));
  });

  it("the answer is a request or a refusal with a text", () => {
    const wild = fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)), maxLength: 80 });
    fc.assert(
      fc.property(fc.constantFrom(...slashNames), fc.oneof(anything, wild), (command, text) => {
        const parsed = parse({ command, text }, context);
        expect(parsed.ok ? parsed.value.words : parsed.failure.text).not.toBe("");
        if (!parsed.ok) expect(parsed.failure.text).toContain("Nothing was done.");
      }),
      RUNS,
    );
  });

  it("a time is never longer than the text's own words say", () => {
    fc.assert(
      fc.property(commandLine, ({ command, text }) => {
        const request = understood(text, command)?.request;
        if (request?.kind !== "act" || request.time === null) return;
        expect(mostSaidMs(text)).toBeGreaterThanOrEqual(lengthMs(request.time));
      }),
      RUNS,
    );
  });

  it("there are never more accounts than one, and one for each comma and each @; and each stands in the text", () => {
    fc.assert(
      fc.property(commandLine, ({ command, text }) => {
        const request = understood(text, command)?.request;
        if (request?.kind !== "act") return;
        const marks = text.match(/,|@/g)?.length ?? 0;
        expect(request.accounts.length).toBeLessThanOrEqual(marks + 1);
        for (const word of request.accounts) {
          const name = word.kind === "account" ? word.account : word.person;
          expect(letters(text)).toContain(letters(name));
        }
      }),
      RUNS,
    );
  });

  it("a doubtful word stands in the reason, could have been an account, and is there once, as one of ten", () => {
    fc.assert(
      fc.property(commandLine, ({ command, text }) => {
        const request = understood(text, command)?.request;
        if (request?.kind !== "act") return;
        expect(request.doubtful.length).toBeLessThanOrEqual(10);
        expect(new Set(request.doubtful).size).toBe(request.doubtful.length);
        if (request.group !== null || request.time !== null) expect(request.doubtful).toEqual([]);
        for (const word of request.doubtful) {
          expect(request.reason).toContain(word);
          const named = understood(`kick "x",${encodeEntities(word)}`)?.request;
          expect(named).toHaveProperty(
            "accounts",
            expect.arrayContaining([{ kind: "account", account: word }]),
          );
        }
      }),
      RUNS,
    );
  });

  it("every word of an understood command is found again in what was understood", () => {
    fc.assert(
      fc.property(commandLine, ({ command, text }) => {
        const parsed = understood(text, command);
        if (!parsed) return;
        const kept = letters(asTyped(parsed.request));
        for (const word of text.split(/[\s,]+/)) expect(kept).toContain(letters(withoutLabel(word)));
      }),
      RUNS,
    );
  });

  it("an understood command, printed and read again, is the same request", () => {
    fc.assert(
      fc.property(commandLine, ({ command, text }) => {
        const parsed = understood(text, command);
        if (parsed) expect(understood(asTyped(parsed.request))?.request).toEqual(undoubted(parsed.request));
      }),
      RUNS,
    );
  });
});

it("any request can be printed and read again, whatever its reason", () => {
  const account = fc.stringMatching(/^[!#-&(-;=?-_a-~]{1,64}$/).filter((name) => !/^@tgs#/i.test(name));
  const special = fc.constantFrom(
    '"',
    "\\",
    "&lt;",
    "<@U1>",
    "<https://a.io|b>",
    "lobby",
    "--dry-run",
    "10m",
    " ",
  );
  const reason = fc
    .array(fc.oneof(special, fc.string({ unit: "grapheme" })), { minLength: 1, maxLength: 8 })
    .map((parts) => parts.join("").slice(0, 500))
    .filter((text) => text.trim() !== "" && normalise(text) === text && !/\p{Cc}/u.test(text));
  const request = fc
    .record({
      kind: fc.constant("act" as const),
      verb: fc.constantFrom("kick" as const, "unban" as const),
      accounts: fc
        .uniqueArray(account, { minLength: 1, maxLength: 4 })
        .map((names) => names.map((name) => ({ kind: "account" as const, account: name }))),
      group: fc.constantFrom(null, { kind: "alias" as const, alias: "lobby" }),
      time: fc.constant(null),
      reason: fc.option(reason),
      doubtful: fc.constant([]),
      silent: fc.boolean(),
      dryRun: fc.boolean(),
    })
    .map((asked) => ({ ...asked, silent: asked.silent && asked.verb === "kick" }));
  fc.assert(
    fc.property(request, (asked: CommandRequest) => {
      expect(understood(asTyped(asked))?.request).toEqual(asked);
    }),
    { numRuns: 1000 },
  );
});

describe("a text of ten thousand characters is read in a moment", () => {
  it.each([
    ["letters", "a".repeat(10_000)],
    ["accounts", "@ab,".repeat(2_500)],
    ["words", "tommy 10m " + "spam ".repeat(2_000)],
    ["digits", `tommy ${"1".repeat(10_000)}`],
    ["units", `tommy ${"1h".repeat(5_000)}`],
    ["open markup", "<@".repeat(5_000)],
    ["open links", "<http:".repeat(1_666)],
    ["backslashes in quotes", `"${"\\".repeat(10_000)}`],
    ["quotes", '"'.repeat(9_999)],
    ["dashes", `tommy 10m ${"-".repeat(10_000)}`],
    ["flags", "--reason ".repeat(1_111)],
    ["hashes", `tommy #${"1".repeat(10_000)}!`],
    ["dots", `tommy 10m x${".".repeat(10_000)}x`],
    ["a wide letter", "ﷺ".repeat(10_000)],
  ])("%s", (_, text) => {
    for (const command of ["/mute", "/kick", "/mod"]) {
      // The best of three: the machine may be busy with something else.
      const took = [1, 2, 3].map(() => {
        const start = performance.now();
        parse({ command, text }, context);
        return performance.now() - start;
      });
      expect(Math.min(...took)).toBeLessThan(50);
    }
  });
});

/** The longest time that any part of the text could stand for, read as generously as possible. */
function mostSaidMs(text: string): number {
  if (/permanent/i.test(text)) return Infinity;
  const unitMs: Record<string, number> = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 };
  const spans = [...text.matchAll(/(?:\d+[wdhms])+/gi)].map(([span]) =>
    [...span.matchAll(/(\d+)([a-z])/gi)].reduce(
      (sum, [, count, unit]) => sum + Number(count) * (unitMs[unit?.toLowerCase() ?? ""] ?? 0),
      0,
    ),
  );
  return Math.max(0, ...spans);
}

/** An `until` says its own end; what it may be is tested with the clock. */
function lengthMs(time: TimeWord): number {
  if (time.kind === "permanent") return Infinity;
  return time.kind === "span" ? time.ms : 0;
}

/** A reason is printed in quotes, which say that it is one: nothing in it is doubtful when it is read again. */
function undoubted(request: CommandRequest): CommandRequest {
  return request.kind === "act" ? { ...request, doubtful: [] } : request;
}

function withoutLabel(word: string): string {
  return word.replace(/<([@#])([A-Z0-9]+)\|[^>]*>?/g, "<$1$2>");
}

/** Letters and digits only, entities decoded: what is left when quotes, commas and signs are taken away. */
function letters(text: string): string {
  return text
    .replace(/&(?:amp|lt|gt);/g, "")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();
}
