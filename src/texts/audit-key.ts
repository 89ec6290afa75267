/** What is said about the keys that sign checkpoints. */

export const KEY_NEEDED =
  "Bailiff did not start: BAILIFF_AUDIT_KEY is not set. With PostgreSQL the key that signs checkpoints has to be given to every replica. " +
  "`npm run -s bailiff -- audit key --name bailiff.example.com` makes one.";

export const KEY_USAGE =
  "Usage: bailiff audit key [--name <name>]\n\n" +
  "Makes a key that signs the checkpoints of the audit log. The name is the name of the log, such as bailiff.example.com: " +
  "no blanks, and no plus sign.";

/** `problem`: a code of the system, or what is wrong with the key. */
export function keyFileProblem(path: string, problem: string): string {
  const why = PROBLEMS[problem] ?? `it cannot be read or written (${problem})`;
  return (
    `Bailiff did not start: ${path} is to hold the key that signs checkpoints, but ${why}. ` +
    "Mend it, or set BAILIFF_AUDIT_KEY to a key that `bailiff audit key` makes. Keep the old key: what it signed is checked with it."
  );
}

const PROBLEMS: Readonly<Record<string, string>> = {
  malformed: "it does not hold a key of the form PRIVATE+KEY+<name>+<8 hex digits>+<base64>",
  algorithm: "its key is not one for Ed25519",
  id: "its key is damaged: its id belongs to another one",
};

export function keyMade({
  signer,
  verifier,
}: {
  readonly signer: string;
  readonly verifier: string;
}): string {
  return [
    "The key that signs. It is a secret: give it to Bailiff as BAILIFF_AUDIT_KEY, and keep it out of the database.",
    "",
    `  ${signer}`,
    "",
    "The key that checks. Give it to the auditors, over a way that nobody who runs Bailiff can change:",
    "",
    `  ${verifier}`,
    "",
    "To change keys, set BAILIFF_AUDIT_KEY to the new key and then the old one, with a blank between them, for a day.",
  ].join("\n");
}
