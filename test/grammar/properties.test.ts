import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CommandRequest, TimeWord } from "../../src/grammar/request.ts";
import { encodeEntities, normalise } from "../../src/grammar/normalise.ts";
import { parse } from "../../src/grammar/parse.ts";
import { asTyped } from "../../src/grammar/print.ts";
import { anything, commandLine, slashNames, times, understood } from "./lines.ts";
import { context } from "./reading.ts";

const RUNS = times(3000);

describe("for every text whatsoever", () => {
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
    times(1000),
  );
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
