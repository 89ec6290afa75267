import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { generateKey, isKeyName } from "../audit/note.ts";
import { readSigners, type Signers } from "../audit/signers.ts";
import type { Environment } from "../config/environment.ts";
import { fail, ok, type Result } from "../result.ts";
import { keyFileProblem, KEY_NEEDED, keyMade, KEY_USAGE } from "../texts/audit-key.ts";
import type { Terminal } from "./terminal.ts";

/** The key that signs checkpoints lies here when the environment names none. */
const FILE = "audit.key";

/**
 * The keys that sign checkpoints: those of the environment, or the one in the folder of the journal, which is made at the
 * first start. Replicas that share a database have to share a key, which only the environment can give them all.
 */
export async function openSigners(
  { auditKey, storage }: Pick<Environment, "auditKey" | "storage">,
  name: string,
): Promise<Result<Signers, string>> {
  const read =
    auditKey === null
      ? storage.kind === "sqlite"
        ? await keyIn(join(storage.folder, FILE), name)
        : fail(KEY_NEEDED)
      : ok({ text: auditKey.reveal(), path: "BAILIFF_AUDIT_KEY" });
  if (!read.ok) return read;
  const signers = readSigners(read.value.text);
  return signers.ok ? signers : fail(keyFileProblem(read.value.path, signers.failure));
}

async function keyIn(
  path: string,
  name: string,
): Promise<Result<{ readonly text: string; readonly path: string }, string>> {
  try {
    const { signer } = generateKey(name);
    // Only where there is none: a key that signed before must not be lost.
    await writeFile(path, `${signer}\n`, { flag: "wx", mode: 0o600 }).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code !== "EEXIST") throw error;
      },
    );
    await chmod(path, 0o600);
    return ok({ text: await readFile(path, "utf8"), path });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "error";
    return fail(keyFileProblem(path, code));
  }
}

/** `bailiff audit key`: a new key, in its two halves. */
export function runAuditKey({ out, err }: Pick<Terminal, "out" | "err">, args: readonly string[]): number {
  let name: string;
  try {
    name = parseArgs({ args: [...args], options: { name: { type: "string", default: "bailiff" } } }).values
      .name;
  } catch {
    err(KEY_USAGE);
    return 2;
  }
  if (!isKeyName(name)) {
    err(KEY_USAGE);
    return 2;
  }
  out(keyMade(generateKey(name)));
  return 0;
}
