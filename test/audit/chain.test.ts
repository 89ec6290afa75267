import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CHAIN_START, headerText, link, verifyChain } from "../../src/audit/chain.ts";
import { canonical } from "../../src/audit/hash.ts";
import type { Entry, NewEntry } from "../../src/ledger/port.ts";

describe("the audit chain", () => {
  it("is made of RFC 8785 text, hashed as a leaf of RFC 6962, each entry naming the one before", () => {
    const [first, second] = chainOf([{ b: 1, a: "é" }, {}]);
    expect(first?.body).toBe('{"a":"é","b":1}');
    const commitment = createHash("sha256").update(Buffer.from(SALT, "hex")).update('{"a":"é","b":1}');
    expect(first?.text).toBe(
      `{"at":1000,"body":"${commitment.digest("hex")}","case":7,"kind":"outcome","prev":"${"0".repeat(64)}","seq":1,"v":2}`,
    );
    expect(first?.hash).toBe(hashOfText(first?.text ?? ""));
    expect(second?.prev).toBe(first?.hash);
  });

  it("has the same text for a header as RFC 8785 makes of it", () => {
    const header = fc.record({
      seq: fc.maxSafeNat(),
      at: fc.maxSafeNat(),
      kind: fc.string({ unit: "grapheme" }),
      case: fc.option(fc.maxSafeNat()),
      prev: fc.constant("0".repeat(64)),
      commitment: fc.constant("f".repeat(64)),
    });
    fc.assert(
      fc.property(header, ({ commitment, ...place }) => {
        expect(headerText({ ...place, commitment })).toBe(canonical({ ...place, body: commitment, v: 2 }));
      }),
    );
  });

  it("stays whole when the body of an entry is redacted, with its salt", () => {
    const redacted = edit(2, () => ({ body: null, salt: null }))(chainOf(fiveBodies));
    expect(verifyChain(redacted)).toMatchObject({ ok: true, value: { count: 5 } });
  });

  it("verifies as a whole and page by page", () => {
    const entries = chainOf(fiveBodies);
    const whole = verifyChain(entries);
    expect(whole).toEqual({ ok: true, value: { count: 5, head: { seq: 5, hash: entries[4]?.hash } } });
    const firstPage = verifyChain(entries.slice(0, 2));
    expect(firstPage.ok && verifyChain(entries.slice(2), firstPage.value.head)).toMatchObject({
      ok: true,
      value: { count: 3, head: { seq: 5 } },
    });
    expect(verifyChain([])).toEqual({ ok: true, value: { count: 0, head: CHAIN_START } });
  });

  it.each([
    ["a word in the text is changed", edit(2, (entry) => ({ text: entry.text.replace("body", "BODY") })), 3],
    ["what happened is changed", edit(2, () => ({ body: '{"n":4}' })), 3],
    ["what happened is changed, and its salt", edit(2, () => ({ body: '{"n":4}', salt: "11" })), 3],
    ["only the salt is gone", edit(2, () => ({ salt: null })), 3],
    ["only the body is gone", edit(2, () => ({ body: null })), 3],
    ["the text is no JSON, with a hash that fits", rewrite(2, () => "not JSON"), 3],
    ["the kind shown beside the text is changed", edit(2, () => ({ kind: "denied" })), 3],
    ["the case shown beside the text is changed", edit(2, () => ({ case: 8 })), 3],
    ["the time shown beside the text is changed", edit(2, () => ({ at: 1_001 })), 3],
    [
      "the text is changed and its hash with it",
      rewrite(2, (text) => text.replace('"at":1000', '"at":1001')),
      3,
    ],
    ["the text says the same in other bytes", rewrite(2, (text) => text.replace(",", ", ")), 3],
    ["the last one is changed", edit(4, () => ({ text: "{}" })), 5],
  ])("reports an edited entry: %s", (_, tamper, seq) => {
    expect(verifyChain(tamper(chainOf(fiveBodies)))).toEqual({ ok: false, failure: { seq, what: "edited" } });
  });

  it("reports what is missing, out of order or there twice, by its number", () => {
    const [one, two, three, four, five] = chainOf(fiveBodies) as [Entry, Entry, Entry, Entry, Entry];
    const fault = (entries: readonly Entry[]) => {
      const verified = verifyChain(entries);
      return verified.ok ? "sound" : verified.failure;
    };
    expect(fault([one, two, four, five])).toEqual({ seq: 3, what: "missing" });
    expect(fault([two, three])).toEqual({ seq: 1, what: "missing" });
    expect(fault([one, three, two, four])).toEqual({ seq: 2, what: "reordered" });
    expect(fault([one, two, two, three])).toEqual({ seq: 2, what: "duplicated" });
    // A cut tail cannot be seen from inside.
    expect(fault([one, two, three])).toBe("sound");
  });

  it("proves what stands before the fault, whatever single thing is done to whichever entry", () => {
    const place = fc.integer({ min: 0, max: 4 });
    const change = fc.constantFrom<(entry: Entry) => Partial<Entry>>(
      (entry) => ({ seq: entry.seq + 1 }),
      (entry) => ({ at: entry.at + 1 }),
      () => ({ case: null }),
      (entry) => ({ text: `${entry.text} ` }),
      (entry) => ({ prev: entry.hash }),
      (entry) => ({ hash: entry.prev }),
      (entry) => ({ body: `${entry.body} ` }),
      () => ({ salt: "22" }),
    );
    fc.assert(
      fc.property(place, change, (index, changed) => {
        const verified = verifyChain(edit(index, changed)(chainOf(fiveBodies)));
        if (verified.ok) throw new Error("the change went unseen");
        expect(verified.failure.seq).toBe(index + 1);
      }),
    );
  });
});

const SALT = "00112233445566778899aabbccddeeff";
const fiveBodies = [1, 2, 3, 4, 5].map((n) => ({ n }));

function chainOf(bodies: readonly NewEntry["body"][]): Entry[] {
  let head = CHAIN_START;
  return bodies.map((body) => {
    const entry = link(head, { kind: "outcome", case: 7, at: 1_000, body }, SALT);
    head = entry;
    return entry;
  });
}

type Tamper = (entries: readonly Entry[]) => Entry[];

function edit(index: number, change: (entry: Entry) => Partial<Entry>): Tamper {
  return (entries) => entries.map((entry, at) => (at === index ? { ...entry, ...change(entry) } : entry));
}

/** Changes the text and makes the hash fit, as somebody would who knows how the chain works. */
function rewrite(index: number, change: (text: string) => string): Tamper {
  return edit(index, (entry) => {
    const text = change(entry.text);
    return { text, hash: hashOfText(text) };
  });
}

/** RFC 6962, section 2.1: SHA-256 over a zero byte and the leaf. */
function hashOfText(text: string): string {
  return createHash("sha256")
    .update(Buffer.concat([Buffer.of(0), Buffer.from(text)]))
    .digest("hex");
}
