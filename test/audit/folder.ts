import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** An empty folder that goes at the end of the scope. */
export async function folderForTest(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), "bailiff-audit-"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}
