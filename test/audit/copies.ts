import { hash } from "node:crypto";
import { saysOf, type ChannelMessage } from "../../src/audit/channel-form.ts";
import { CHAIN_START, committedIn, link, type ChainHead } from "../../src/audit/chain.ts";
import { checkpointText } from "../../src/audit/checkpoint.ts";
import { exportLine, manifestText, type Manifest } from "../../src/audit/export-form.ts";
import {
  generateKey,
  readSigner,
  readVerifier,
  signNote,
  type Signer,
  type Verifier,
} from "../../src/audit/note.ts";
import { EMPTY_FRONTIER, grow, rootOf, type Frontier } from "../../src/audit/tree.ts";
import type { CheckpointRow, DatabaseCopy } from "../../src/audit/verify-database.ts";
import type { ChannelCopy } from "../../src/audit/verify-channel.ts";
import type { ExportCopy } from "../../src/audit/verify-export.ts";
import type { Entry, EntryKind, Json } from "../../src/ledger/port.ts";

/** What the record of a day holds, and copies of it as they come to whoever checks. */
export interface Day {
  readonly entries: readonly Entry[];
  readonly checkpoints: readonly CheckpointRow[];
  readonly key: Key;
}

export interface Key {
  readonly signer: Signer;
  readonly verifier: Verifier;
}

const MORNING = Date.UTC(2026, 10, 21, 8);
const HOUR_MS = 3_600_000;

export function keyOf(name: string, seed: string): Key {
  const texts = generateKey(name, Buffer.from(hash("sha256", seed), "hex"));
  const [signer, verifier] = [readSigner(texts.signer), readVerifier(texts.verifier)];
  if (!signer.ok || !verifier.ok) throw new Error("a new key can be read");
  return { signer: signer.value, verifier: remembering(verifier.value) };
}

/** Whoever has everything but the key, and so signs with one of their own under the same name. */
export const FORGER = keyOf("acme.example/log", "forger");

/** Ten thousand copies have the same few signatures. */
function remembering(verifier: Verifier): Verifier {
  const seen = new Map<string, boolean>();
  return {
    ...verifier,
    verify(text, signature) {
      const what = `${text} ${Buffer.from(signature).toString("hex")}`;
      const known = seen.get(what) ?? verifier.verify(text, signature);
      seen.set(what, known);
      return known;
    },
  };
}

const KINDS = ["opened", "attempt", "outcome", "closed", "denied"] as const satisfies readonly EntryKind[];

/** `size` entries, with a checkpoint every `every`, and one at the end. Number 4 is lawfully redacted by number 7. */
export function dayOf(size: number, every: number, key = keyOf("acme.example/log", "a")): Day {
  const entries = relinked(
    Array.from({ length: size }, (_, index) => ({
      kind: index === 6 ? ("redacted" as EntryKind) : (KINDS[index % KINDS.length] ?? "opened"),
      case: index % 4 === 0 ? null : Math.floor(index / 4) + 1,
      at: MORNING + index * 60_000,
      body: (index === 6
        ? { entry: 4, kind: "closed", reason: "a person asked" }
        : { person: "U1", reason: `reason ${index} "quoted" “é”`, n: index }) as Readonly<
        Record<string, Json>
      >,
      salt: hash("sha256", `salt ${index}`).slice(0, 32),
    })),
  ).map((entry) => (entry.seq === 4 ? { ...entry, body: null, salt: null } : entry));
  const sizes = entries.map(({ seq }) => seq).filter((seq) => seq % every === 0 || seq === size);
  return { entries, checkpoints: checkpointsOf(entries, sizes, key), key };
}

export interface Fact {
  readonly kind: EntryKind;
  readonly case: number | null;
  readonly at: number;
  readonly body: Readonly<Record<string, Json>>;
  readonly salt: string;
}

export function relinked(facts: readonly Fact[], from: ChainHead = CHAIN_START): readonly Entry[] {
  let head = from;
  return facts.map(({ salt, ...fact }) => {
    const entry = link(head, fact, salt);
    head = entry;
    return entry;
  });
}

export function frontierOf(entries: readonly Entry[]): Frontier {
  return entries.reduce((tree, { hash: leaf }) => grow(tree, leaf), EMPTY_FRONTIER);
}

export function checkpointsOf(
  entries: readonly Entry[],
  sizes: readonly number[],
  { signer, verifier }: Key,
  hours: readonly number[] = sizes.map((_, index) => index + 1),
): readonly CheckpointRow[] {
  return sizes.map((size, index) => {
    const frontier = frontierOf(entries.slice(0, size));
    const at = MORNING + (hours[index] ?? 0) * HOUR_MS;
    const head = entries[size - 1]?.hash ?? CHAIN_START.hash;
    const text = checkpointText({ origin: signer.name, size, root: rootOf(frontier), at, head });
    return {
      number: index + 1,
      size,
      at,
      frontier: JSON.stringify(frontier.roots),
      verifier: verifier.text,
      note: signNote(text, [signer]),
    };
  });
}

/** Rows as a database gives them. */
export interface Rows {
  readonly entries: readonly Entry[];
  readonly checkpoints: readonly CheckpointRow[];
  readonly head: ChainHead | null;
}

export function rowsOf({ entries, checkpoints }: Day): Rows {
  const { seq, hash: last } = entries.at(-1) ?? CHAIN_START;
  return { entries, checkpoints, head: { seq, hash: last } };
}

export function databaseCopy({ entries, checkpoints, head }: Rows): DatabaseCopy {
  const sorted = entries.toSorted((a, b) => a.seq - b.seq);
  return {
    checkpoints: async () => checkpoints,
    head: async () => head,
    entries: () => pages(sorted),
  };
}

/** The two files of an export. */
export interface Files {
  readonly file: string;
  readonly manifest: string | null;
}

export function filesOf({ entries, checkpoints, key }: Day, first = 1, last = entries.length): Files {
  const chosen = entries.slice(first - 1, last);
  const file = chosen.map((entry) => `${exportLine(entry)}\n`).join("");
  const manifest = describe(file, chosen, frontierOf(entries.slice(0, first - 1)), checkpoints, key);
  return { file, manifest: manifestText(manifest, [key.signer]) };
}

export function describe(
  file: string,
  entries: readonly Entry[],
  frontier: Frontier,
  checkpoints: readonly CheckpointRow[],
  { signer, verifier }: Key,
): Manifest {
  const [first, last] = [entries[0], entries.at(-1)];
  return {
    origin: signer.name,
    made: "2026-11-21T20:00:00.000Z",
    sha256: hash("sha256", file),
    count: entries.length,
    first: first?.seq ?? frontier.size + 1,
    last: last?.seq ?? frontier.size,
    prev: first?.prev ?? CHAIN_START.hash,
    head: last?.hash ?? CHAIN_START.hash,
    frontier,
    selection: null,
    redactions: [],
    checkpoints: checkpoints.map(({ note }) => note),
    verifiers: [verifier.text],
  };
}

export function exportCopy({ file, manifest }: Files): ExportCopy {
  const lines = file.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return { manifest, lines: () => pages(lines), sha256: () => hash("sha256", file) };
}

const LINES = 5;

/** The messages of a log channel: a few entries in each, checkpoints between them, and people's own words. */
export function messagesOf({ entries, checkpoints }: Pick<Day, "entries" | "checkpoints">): ChannelMessage[] {
  const messages: ChannelMessage[] = [];
  const post = (message: Omit<ChannelMessage, "ts">): void =>
    void messages.push({ ts: `${1_795_000_000 + messages.length}.000100`, ...message });
  let shown = 0;
  for (const { number, size, note } of checkpoints) {
    for (; shown < size; shown += Math.min(LINES, size - shown))
      post(logMessage(entries.slice(shown, Math.min(size, shown + LINES))));
    post({
      bot_id: "B1",
      text: `*Checkpoint ${number}*\n\`\`\`\n${note}\`\`\``,
      metadata: { event_type: "bailiff_post", event_payload: { id: `checkpoint:${number}:0`, note } },
    });
    post({ user: "U1", text: "`1 00000000` is what the first one looks like" });
  }
  return messages;
}

export function logMessage(entries: readonly Entry[]): Omit<ChannelMessage, "ts"> {
  const [first, last] = [entries[0], entries.at(-1)];
  const text = entries
    .map(({ seq, hash: full }) => `\`${seq} ${full.slice(0, 8)}\` somebody did something`)
    .join("\n");
  const blocks = [{ type: "section", text: { type: "mrkdwn", text } }];
  return {
    bot_id: "B1",
    text,
    blocks,
    metadata: {
      event_type: "bailiff_post",
      event_payload: {
        id: `log:${first?.seq}`,
        first: String(first?.seq),
        last: String(last?.seq),
        prev: first?.prev ?? "",
        chain: entries
          .map((entry) =>
            [entry.seq, entry.at, entry.kind, entry.case ?? "-", committedIn(entry.text)].join(" "),
          )
          .join("\n"),
        hash: last?.hash ?? "",
        says: saysOf(text, blocks),
      },
    },
  };
}

export function channelCopy(messages: readonly ChannelMessage[]): ChannelCopy {
  const sorted = messages.toSorted((a, b) => (a.ts < b.ts ? -1 : 1));
  return { from: null, messages: () => pages(sorted) };
}

async function* pages<T>(all: readonly T[], size = 16): AsyncIterable<readonly T[]> {
  for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size);
}
