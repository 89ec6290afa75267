import { generateKey } from "../src/audit/note.ts";
import { Secret } from "../src/secret.ts";

/** A key that signs checkpoints in tests, the same in every run. */
export const AUDIT_KEY = new Secret(generateKey("bailiff/test", new Uint8Array(32).fill(7)).signer);
