import { describe, expect, it } from "vitest";
import {
  generateKey,
  openNote,
  readSigner,
  readVerifier,
  signNote,
  type Signer,
  type Verifier,
} from "../../src/audit/note.ts";

/** Keys, text and signatures of golang.org/x/mod/sumdb/note (note_test.go, package documentation). */
const PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const PETER_PRIVATE = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const ENOCH = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
const TEXT =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const PETER_SIGNED =
  "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
const ENOCH_SIGNED =
  "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";
const PETER_TWO = `${TEXT}\n${PETER_SIGNED}${ENOCH_SIGNED}`;

describe("a signed note", () => {
  it("is what Go's sumdb/note signs, byte for byte", () => {
    expect(signNote(TEXT, [signerOf(PETER_PRIVATE)])).toBe(`${TEXT}\n${PETER_SIGNED}`);
    expect(signerOf(PETER_PRIVATE).verifier).toBe(PETER);
  });

  it("opens with one known key, and says who of those that are known signed it", () => {
    expect(openNote(PETER_TWO, keys(PETER))).toEqual({
      ok: true,
      value: { text: TEXT, signedBy: ["PeterNeumann"] },
    });
    expect(openNote(PETER_TWO, keys(PETER, ENOCH, ENOCH))).toEqual({
      ok: true,
      value: { text: TEXT, signedBy: ["PeterNeumann", "EnochRoot"] },
    });
  });

  it("is no more than a claim where nobody knows the keys", () => {
    expect(openNote(PETER_TWO, [])).toEqual({
      ok: false,
      failure: { kind: "unknown_keys", text: TEXT, claimed: ["PeterNeumann", "EnochRoot"] },
    });
  });

  it("does not open when a known key did not sign what it says", () => {
    const changed = PETER_TWO.replace("answer", "Answer");
    expect(openNote(changed, keys(PETER))).toEqual({
      ok: false,
      failure: { kind: "bad_signature", name: "PeterNeumann" },
    });
    const longer = `${TEXT}\n${PETER_SIGNED.slice(0, 60)}ABCD${PETER_SIGNED.slice(60)}`;
    expect(openNote(longer, keys(PETER))).toMatchObject({ ok: false, failure: { kind: "bad_signature" } });
  });

  it("is opened by both keys while one takes over from the other", () => {
    const [old, next] = [generateKey("acme.example/log"), generateKey("acme.example/log")];
    const note = signNote(TEXT, [signerOf(old.signer), signerOf(next.signer)]);
    for (const key of [old, next])
      expect(openNote(note, keys(key.verifier))).toMatchObject({ ok: true, value: { text: TEXT } });
    expect(openNote(signNote(TEXT, [signerOf(old.signer)]), keys(next.verifier))).toMatchObject({
      ok: false,
      failure: { kind: "unknown_keys" },
    });
  });

  it.each([
    ["nothing", ""],
    ["no signature", TEXT],
    ["a blank line and nothing after it", `${TEXT}\n`],
    ["a last line without its end", `${TEXT}\n${PETER_SIGNED.slice(0, -1)}`],
    ["a control character", `\u0001${TEXT}\n${PETER_SIGNED}`],
    ["a carriage return", `${TEXT.replace("\n", "\r\n")}\n${PETER_SIGNED}`],
    ["half a character", `\uD800${TEXT}\n${PETER_SIGNED}`],
    ["a name with a space", `${TEXT}\n${PETER_SIGNED.replace("PeterNeumann", "Peter Neumann")}`],
    ["a name with a plus sign", `${TEXT}\n${PETER_SIGNED.replace("PeterNeumann", "Peter+Neumann")}`],
    ["another line between signatures", `${TEXT}\n${PETER_SIGNED}Unexpected line.\n`],
    ["another dash", `${TEXT}\n${PETER_SIGNED.replace("—", "-")}`],
    ["a signature that is no base64", `${TEXT}\n${PETER_SIGNED.replace("nAM=", "nAN=")}`],
    ["too many signatures", `${TEXT}\n${PETER_SIGNED.repeat(101)}`],
  ])("is refused with %s", (_, note) => {
    expect(openNote(note, keys(PETER))).toEqual({ ok: false, failure: { kind: "malformed" } });
  });
});

describe("the text of a key", () => {
  it("is refused when any part of it is missing or any character is another", () => {
    for (const [text, read] of [
      [PETER, readVerifier],
      [PETER_PRIVATE, readSigner],
    ] as const) {
      expect(read(text).ok).toBe(true);
      for (let start = 0; start < text.length; start += 1)
        for (let end = start + 1; end <= text.length; end += 1)
          if (end - start < text.length) expect(read(text.slice(start, end)).ok).toBe(false);
      for (let at = 0; at < text.length; at += 1) {
        const other = String.fromCharCode(text.charCodeAt(at) + 1);
        expect(read(text.slice(0, at) + other + text.slice(at + 1)).ok).toBe(false);
      }
    }
  });

  it("is refused with a length or an algorithm that is not Ed25519's, though the id fits", () => {
    const long = "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==";
    const other = "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    expect(readVerifier(long)).toEqual({ ok: false, failure: "malformed" });
    expect(readVerifier(other)).toEqual({ ok: false, failure: "algorithm" });
  });

  it("keeps the secret out of what may be shown", () => {
    const { signer: text } = generateKey("acme.example/log");
    const signer = signerOf(text);
    expect(JSON.stringify(signer)).not.toContain(text.slice(-30));
    expect(() => generateKey("two words")).toThrow();
  });
});

function signerOf(text: string): Signer {
  const read = readSigner(text);
  if (!read.ok) throw new Error(read.failure);
  return read.value;
}

function keys(...texts: readonly string[]): readonly Verifier[] {
  return texts.map((text) => {
    const read = readVerifier(text);
    if (!read.ok) throw new Error(read.failure);
    return read.value;
  });
}
