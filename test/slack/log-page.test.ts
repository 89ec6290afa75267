import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CHAIN_START, headerText, link } from "../../src/audit/chain.ts";
import { leafHash } from "../../src/audit/hash.ts";
import { newSalt } from "../../src/audit/salt.ts";
import type { Entry, EntryKind, Json, NewEntry } from "../../src/ledger/port.ts";
import { barePage, logPage, PAGE_LINES } from "../../src/slack/log-page.ts";
import { WORDS } from "../../src/texts/entries.ts";
import { plain } from "../../src/texts/plain.ts";

const KINDS = Object.keys(WORDS) as readonly EntryKind[];

function chainOf(facts: readonly NewEntry[]): readonly Entry[] {
  let head = CHAIN_START;
  return facts.map((fact) => {
    const entry = link(head, { ...fact, at: 1_790_000_000_000 }, newSalt());
    head = entry;
    return entry;
  });
}

function denials(count: number, command = "mute tommy"): readonly Entry[] {
  return chainOf(
    Array.from({ length: count }, () => ({
      kind: "denied" as const,
      case: null,
      body: { actor: { person: "U1" }, command, because: { kind: "no_rule" } },
    })),
  );
}

describe("a message of the log channel", () => {
  it("has a line for each entry, with number and hash in sight, and says how many wait", () => {
    const entries = denials(60);
    const { card, last } = logPage(entries, 60);
    const lines = plain(card.text).split("\n");
    expect(last).toBeLessThanOrEqual(PAGE_LINES);
    expect(lines).toHaveLength(last + 1);
    expect(lines[0]).toMatch(
      new RegExp(`^\`1 ${entries[0]?.hash.slice(0, 8)}\` .*denied by U1: \`mute tommy\`, no rule$`),
    );
    expect(lines.at(-1)).toMatch(
      new RegExp(
        `^entries 1 to ${last} · ${60 - last} more wait to be shown · chain \`${entries[last - 1]?.hash}\`$`,
      ),
    );
    expect(plain(logPage(entries.slice(59), 60).card.text)).toMatch(/entry 60 · chain/);
  });

  it("carries what makes the chain again, without the entries", () => {
    const entries = denials(15);
    const { facts = {} } = logPage(entries, 15).card;
    let prev = facts["prev"] ?? "";
    for (const line of (facts["chain"] ?? "").split("\n")) {
      const [seq = "", at = "", kind = "", number = "", commitment = ""] = line.split(" ");
      const place = { seq: Number(seq), at: Number(at), kind, case: number === "-" ? null : Number(number) };
      prev = leafHash(headerText({ ...place, prev, commitment }));
    }
    expect(prev).toBe(facts["hash"]);
    expect(prev).toBe(entries[14]?.hash);
  });

  it("takes one entry in any case, and stays within what a message may hold", () => {
    for (const entries of [denials(30, "x".repeat(3_000)), denials(30, "&<>".repeat(1_000))]) {
      const { card, last } = logPage(entries, 30);
      expect(last).toBeGreaterThanOrEqual(1);
      expect(card.text.length).toBeLessThan(4_000);
      expect(JSON.stringify(card.blocks).length).toBeLessThan(13_200);
      expect(JSON.stringify(card.facts).length).toBeLessThan(6_000);
      for (const block of card.blocks)
        if (block.type === "section") expect(block.text?.text.length).toBeLessThanOrEqual(3_000);
      const numbers = card.text.match(/^`\d+ [0-9a-f]{8}`/gm);
      expect(numbers).toHaveLength(last);
    }
  });

  it("shows an entry of which the body is gone, and one that cannot be shown, by number and kind", () => {
    const [entry] = denials(1);
    const redacted = entry ? [{ ...entry, body: null, salt: null }] : [];
    expect(plain(logPage(redacted, 1).card.text)).toMatch(
      /^`1 [0-9a-f]{8}` .*denied: what it said was redacted$/m,
    );
    const bare = barePage(denials(3), 3);
    expect(bare.last).toBe(1);
    expect(plain(bare.card.text)).toMatch(/^`1 [0-9a-f]{8}` denied: what it says could not be shown here/);
  });

  it("has a line for every kind, whatever its body is, in which nothing comes alive", () => {
    const word = fc.constantFrom<Json>(
      "<!channel>",
      "<@U0000OLGA> *bold* `code`",
      "=HYPERLINK(1)",
      "\u202Eevil",
      "a\nb\n`2 deadbeef`",
      7,
      null,
      ["<!here>", "tommy"],
    );
    const names = [
      "actor",
      "command",
      "because",
      "accounts",
      "rows",
      "books",
      "rule",
      "reason",
      "verb",
      "group",
      "subject",
      "text",
      "alert",
      "says",
      "verifier",
      "sections",
      "problems",
      "failure",
    ];
    const body = fc.dictionary(fc.constantFrom(...names), word);
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), body, (kind, facts) => {
        const { card, last } = logPage(chainOf([{ kind, case: 7, body: facts }]), 1);
        expect(last).toBe(1);
        const text = card.text;
        expect(text).not.toMatch(/<!(channel|here)>|<@U0000OLGA>|\u202E/);
        // What is foreign can begin no line of its own.
        expect(text.match(/^`\d+ [0-9a-f]{8}`/gm)).toHaveLength(1);
      }),
    );
  });
});
