import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { readLogMessage, type ChannelMessage } from "../audit/channel-form.ts";
import { notesIn } from "../audit/checkpoint-book.ts";
import type { ChannelCopy } from "../audit/verify-channel.ts";
import type { ExportCopy } from "../audit/verify-export.ts";
import type { DatabasePlace } from "../ledger/database-copy.ts";
import { fail, ok, type Result } from "../result.ts";
import { unusable, type Unusable } from "../texts/audit.ts";

/** What somebody named, by what it is. */
export type FoundCopy =
  | { readonly kind: "database"; readonly place: DatabasePlace }
  | { readonly kind: "export"; readonly path: string }
  /** Files of messages, in no order. */
  | { readonly kind: "channel"; readonly files: readonly string[] };

const SQLITE_MAGIC = "SQLite format 3\0";

export async function findCopy(name: string): Promise<Result<FoundCopy, string>> {
  if (/^postgres(ql)?:\/\//.test(name))
    return ok({ kind: "database", place: { kind: "postgres", url: name } });
  return reading(name, async () => {
    if ((await stat(name)).isDirectory()) return findInFolder(name);
    const begins = await beginningOf(name);
    if (begins === SQLITE_MAGIC) return ok({ kind: "database", place: { kind: "file", path: name } });
    if (name.endsWith(MANIFEST)) return ok({ kind: "export", path: name.slice(0, -MANIFEST.length) });
    if (name.endsWith(".json")) return ok({ kind: "channel", files: [name] });
    // An export whose tail was cut to nothing is still one.
    const isExport = name.endsWith(".jsonl") || begins.startsWith('{"body":');
    return isExport ? ok({ kind: "export", path: name }) : fail(unusable(name, "unknown"));
  });
}

const MANIFEST = ".manifest.json";

async function findInFolder(folder: string): Promise<Result<FoundCopy, string>> {
  const names = await readdir(folder);
  if (names.includes("ledger.db"))
    return ok({ kind: "database", place: { kind: "file", path: join(folder, "ledger.db") } });
  const files = names.filter((name) => name.endsWith(".json")).map((name) => join(folder, name));
  return files.length > 0 ? ok({ kind: "channel", files }) : fail(unusable(folder, "empty"));
}

async function beginningOf(path: string): Promise<string> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(SQLITE_MAGIC.length), 0, SQLITE_MAGIC.length, 0);
  return buffer.subarray(0, bytesRead).toString("latin1");
}

/** Runs what may find that a file cannot be read. */
export async function reading<T>(
  name: string,
  read: () => Promise<Result<T, string>>,
): Promise<Result<T, string>> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof SyntaxError) return fail(unusable(name, "no_json"));
    if (!(error instanceof Error && "code" in error)) throw error;
    return fail(unusable(name, error.code === "ENOENT" ? "absent" : ("unreadable" satisfies Unusable)));
  }
}

export async function exportCopyOf(path: string): Promise<ExportCopy> {
  const manifest = await readFile(`${path}${MANIFEST}`, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  const sha256 = createHash("sha256");
  return { manifest, lines: () => linesOf(path, sha256), sha256: () => sha256.digest("hex") };
}

const CHUNK_BYTES = 1 << 20;

async function* linesOf(
  path: string,
  sha256: ReturnType<typeof createHash>,
): AsyncGenerator<readonly string[]> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
    const bytes = chunk as Buffer;
    sha256.update(bytes);
    const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    yield lines;
  }
  rest += decoder.decode();
  if (rest !== "") yield [rest];
}

export async function channelCopyOf(
  files: readonly string[],
  from: number | null,
): Promise<Result<ChannelCopy, string>> {
  const beginnings: { readonly file: string; readonly first: string }[] = [];
  for (const file of files) {
    const read = await reading(file, async () => ok(await messagesIn(file)));
    if (!read.ok) return read;
    // Slack's exports have a file for each day; what was fetched page by page begins with the newest.
    const [first] = read.value;
    if (first) beginnings.push({ file, first: first.ts });
  }
  const ordered = beginnings.toSorted((a, b) => inTime(a.first, b.first)).map(({ file }) => file);
  return ok({
    from,
    async *messages() {
      for (const file of ordered) yield await messagesIn(file);
    },
  });
}

/** Messages in the order of their moments. */
async function messagesIn(file: string): Promise<readonly ChannelMessage[]> {
  const told: unknown = JSON.parse(await readFile(file, "utf8"));
  const list = typeof told === "object" && told !== null && "messages" in told ? told.messages : told;
  if (!Array.isArray(list)) return [];
  return list.filter(isMessage).toSorted((a, b) => inTime(a.ts, b.ts));
}

function isMessage(value: unknown): value is ChannelMessage {
  return typeof value === "object" && value !== null && "ts" in value && typeof value.ts === "string";
}

/** Moments of Slack are digits of one length, so they are in order as texts are. */
function inTime(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Signed notes in a file that was kept elsewhere: of notes alone, or of messages of a channel. */
export async function notesOfFile(name: string): Promise<Result<readonly string[], string>> {
  return reading(name, async () => {
    const found = await findNotes(name);
    return found.length > 0 ? ok(found) : fail(unusable(name, "no_notes"));
  });
}

async function findNotes(name: string): Promise<readonly string[]> {
  const isFolder = (await stat(name)).isDirectory();
  const names = isFolder ? (await readdir(name)).map((file) => join(name, file)) : [name];
  const files = names.filter((file) => file.endsWith(".json"));
  if (!isFolder && files.length === 0) return notesIn(await readFile(name, "utf8"));
  const notes: string[] = [];
  for (const file of files)
    for (const message of await messagesIn(file)) notes.push(...(readLogMessage(message)?.notes ?? []));
  return notes;
}
