import type { Sandbox } from "../../src/sandbox/open.ts";
import type { Effect, WireExchange } from "../../src/sandbox/wire/record.ts";
import { ACT_FIELDS } from "../../src/slack/views/act-view.ts";
import type { Running } from "../child/running.ts";
import type { Batch } from "./batch-world.ts";
import { watchingMemory, type MemoryStory } from "./memory.ts";

export interface BatchRun {
  /** From the first submission to the last result in the log. */
  readonly seconds: number;
  /** From the first submission to the first request about the group, and to the first that changes something. */
  readonly firstReadMs: number;
  readonly firstKickMs: number;
  readonly cases: number;
  readonly requests: { readonly kicks: number; readonly reads: number };
  readonly books: Books;
  readonly memory: MemoryStory | null;
}

/** What really happened at the vendor. */
export interface Books {
  /** Requests refused because there were too many in a second. */
  readonly refused: number;
  readonly effects: number;
  /** Accounts of the batch that were kicked, each counted once. */
  readonly accounts: number;
}

/** Most accounts in one case, and so in one file. */
const LARGEST_CASE = 10_000;
const ALL_WITHIN_MS = 60_000;

/** Kicks a batch through Bailiff: each case a file that olga, who owns the workspace, uploads in the form. */
export async function kickThroughBailiff(
  sandbox: Sandbox,
  { child }: Running,
  batch: Batch,
): Promise<BatchRun> {
  const files = Array.from({ length: Math.ceil(batch.accounts.length / LARGEST_CASE) }, (_, index) =>
    batch.accounts.slice(index * LARGEST_CASE, (index + 1) * LARGEST_CASE),
  );
  const { value, memory } = await watchingMemory(child, async () => {
    const told = resultsOf(sandbox, batch, files.length);
    const startedAt = sandbox.clock.now();
    const started = performance.now();
    await Promise.all([told, submitAll(sandbox, batch, files)]);
    return { startedAt, seconds: (performance.now() - started) / 1_000 };
  });
  const requests = sandbox[batch.vendor]
    .requests()
    .filter(({ path, body }) => `${path} ${body}`.includes(batch.id));
  const kicks = requests.filter(isKick);
  const since = (request: WireExchange | undefined): number =>
    request ? request.at - value.startedAt : Number.NaN;
  return {
    seconds: value.seconds,
    firstReadMs: since(requests[0]),
    firstKickMs: since(kicks[0]),
    cases: files.length,
    requests: { kicks: kicks.length, reads: requests.length - kicks.length },
    books: booksOf(sandbox, batch),
    memory,
  };
}

export function booksOf(sandbox: Sandbox, batch: Batch): Books {
  const vendor = sandbox[batch.vendor];
  const kicks = vendor
    .effects()
    .filter(({ verb, group }: Effect) => verb === "kick" && group === batch.id)
    .map(({ account }) => account);
  const wanted = new Set(batch.accounts);
  return {
    refused: vendor.frequencyRefusals(),
    effects: kicks.length,
    accounts: new Set(kicks.filter((account) => wanted.has(account))).size,
  };
}

function isKick({ method, path }: WireExchange): boolean {
  return method === "DELETE" || path.includes("delete_group_member");
}

async function submitAll(
  { slack }: Sandbox,
  batch: Batch,
  files: readonly (readonly string[])[],
): Promise<void> {
  for (const [index, accounts] of files.entries()) {
    await slack.command({ as: "olga", channel: "lobby-mods", text: "/mod batch" });
    const { id } = await slack.until(() => slack.viewsOf("olga")[0]);
    const file = { name: `${batch.alias}-${index}.csv`, text: ["account", ...accounts].join("\n") };
    const values = {
      [ACT_FIELDS.verb]: "kick",
      [ACT_FIELDS.group]: batch.alias,
      [ACT_FIELDS.file]: { files: [file] },
      [ACT_FIELDS.reason]: `bench ${index}`,
      [ACT_FIELDS.options]: [],
    };
    const sent = await slack.submit({ as: "olga", viewId: id, values });
    if (sent.status !== "acknowledged" || sent.shown.length > 0) throw new Error(JSON.stringify(sent));
  }
}

/** Resolves when the log has the results of so many cases in which everybody was kicked. */
function resultsOf({ slack }: Sandbox, batch: Batch, cases: number): Promise<void> {
  let seen = 0;
  return new Promise((resolve, reject) => {
    const end = slack.subscribe((happening) => {
      const isWord = happening.kind === "ephemeral" && happening.person === "olga";
      // That a case waits for the one before it is no refusal.
      if (isWord && !happening.message.text.startsWith("Not settled yet"))
        return finish(new Error(`Bailiff told olga: ${happening.message.text}`));
      if (happening.kind !== "posted" || happening.message.channel !== "mod-log") return;
      if (!happening.message.text.includes(batch.alias)) return;
      seen += 1;
      if (seen === cases) finish(null);
    });
    const timer = setTimeout(
      () => finish(new Error(`${seen} of ${cases} cases had a result within ${ALL_WITHIN_MS} ms`)),
      ALL_WITHIN_MS,
    );
    const finish = (error: Error | null): void => {
      clearTimeout(timer);
      end();
      if (error) reject(error);
      else resolve();
    };
  });
}
