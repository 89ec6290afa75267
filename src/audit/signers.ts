import { fail, ok, type Result } from "../result.ts";
import { readSigner, type KeyProblem, type Signer } from "./note.ts";

/** The first is the current key; others sign too, so that what trusts an old key learns to trust the new one. */
export type Signers = readonly [Signer, ...(readonly Signer[])];

/** Keys with blanks between them. */
export function splitKeys(text: string): readonly string[] {
  return text.split(/\s+/).filter((key) => key !== "");
}

export function readSigners(text: string): Result<Signers, KeyProblem> {
  const signers: Signer[] = [];
  for (const key of splitKeys(text)) {
    const signer = readSigner(key);
    if (!signer.ok) return signer;
    signers.push(signer.value);
  }
  const [first, ...others] = signers;
  return first ? ok([first, ...others]) : fail("malformed");
}
