import { createHash } from "node:crypto";
import { access, link, open, rename, unlink, type FileHandle } from "node:fs/promises";

/** A file that appears whole or not at all, and never in the place of another one. */
export interface WholeFile extends AsyncDisposable {
  /** Resolves when the text has been taken by the file, so whoever waits for it holds no more than one piece. */
  write(text: string): Promise<void>;
  /** Ends the writing, so that the bytes survive a power cut; the file is still under its temporary name. */
  end(): Promise<{ readonly bytes: number; readonly sha256: string }>;
  /** Gives it its name; false: another file has that by now, and nothing was changed. */
  place(): Promise<boolean>;
}

const PIECE_BYTES = 256 * 1_024;

/** Disposed of, it leaves nothing under its temporary name. Throws the system's errors. Only who writes it may read it: what was recorded about people is in it. */
export async function openWholeFile(path: string, unique: string): Promise<WholeFile> {
  const part = `${path}.${unique}.part`;
  const handle: FileHandle = await open(part, "wx", 0o600);
  const digest = createHash("sha256");
  const encoder = new TextEncoder();
  // One for all: new ones would pile up outside of the heap until somebody notices.
  const piece = new Uint8Array(PIECE_BYTES);
  let bytes = 0;
  let isOpen = true;
  const close = async (): Promise<void> => {
    if (isOpen) await handle.close();
    isOpen = false;
  };
  return {
    async write(text) {
      for (let rest = text; rest.length > 0;) {
        const { read, written } = encoder.encodeInto(rest, piece);
        const encoded = piece.subarray(0, written);
        digest.update(encoded);
        bytes += written;
        await handle.writeFile(encoded);
        rest = rest.slice(read);
      }
    },
    async end() {
      await handle.sync();
      await close();
      return { bytes, sha256: digest.digest("hex") };
    },
    async place() {
      await close();
      return take(part, path);
    },
    async [Symbol.asyncDispose]() {
      await close();
      await unlink(part).catch(() => {});
    },
  };
}

/** A rename would replace what stands there; a second name for the same file does not. */
async function take(part: string, path: string): Promise<boolean> {
  try {
    await link(part, path);
    await unlink(part);
    return true;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "EEXIST") return false;
    // Some file systems know no second names.
    const hasNoLinks = code === "EPERM" || code === "ENOTSUP" || code === "EOPNOTSUPP" || code === "ENOSYS";
    if (!hasNoLinks) throw error;
    if (await isThere(path)) return false;
    await rename(part, path);
    return true;
  }
}

export async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
