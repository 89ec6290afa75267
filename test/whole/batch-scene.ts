import { bodyOf } from "../../src/ledger/port.ts";
import type { Entry as LogEntry } from "../../src/ledger/port.ts";
import type { SeenMessage } from "../../src/sandbox/slack/message-board.ts";
import { plain } from "../../src/texts/plain.ts";
import { sendForm, type Entry } from "./crowd.ts";
import type { Scene } from "./scene.ts";

/** What a channel saw of batches, told as it happened. */
export interface Watched {
  /** Messages as they were posted, in order; files and replies too. */
  readonly posted: readonly SeenMessage[];
  /** Changes of messages, with the moment in milliseconds. */
  readonly updated: readonly { readonly at: number; readonly message: SeenMessage }[];
  /** What somebody alone saw, as plain text. */
  readonly privately: readonly string[];
}

export function watchSlack({ sandbox }: Scene): Watched {
  const posted: SeenMessage[] = [];
  const updated: { at: number; message: SeenMessage }[] = [];
  const privately: string[] = [];
  sandbox.slack.subscribe((happening) => {
    // The log channel shows every entry, whatever else is told.
    if (happening.kind === "posted" && happening.message.channel !== "mod-log")
      posted.push(happening.message);
    if (happening.kind === "updated") updated.push({ at: sandbox.clock.now(), message: happening.message });
    if (happening.kind === "ephemeral") privately.push(plain(happening.message.text));
  });
  return { posted, updated, privately };
}

/** Sends the form for a channel and waits until Bailiff has nothing under way. */
export async function batch(scene: Scene, as: string, channel: string, entry: Entry): Promise<void> {
  await sendForm(scene.sandbox.slack, as, channel, entry);
  await untilSettled(scene);
}

/** As long as the largest batch takes on a busy machine. */
export async function untilSettled(scene: Scene, withinMs = 60_000): Promise<void> {
  const giveUpAt = performance.now() + withinMs;
  while (performance.now() < giveUpAt) {
    await scene.settled();
    const { jobs, openCases } = await scene.bailiff.ledger.counts();
    const left = [jobs.request.ready, jobs.request.leased, jobs.post.ready, jobs.post.leased, openCases];
    if (left.every((count) => count === 0)) return;
  }
  const { jobs, openCases } = await scene.bailiff.ledger.counts();
  throw new Error(
    `not settled after ${withinMs} ms: ${JSON.stringify({ jobs, openCases })} ${scene.logged.slice(-5).join("\n")}`,
  );
}

/** The tables that Bailiff uploaded, with their texts. */
export function tables({ sandbox: { slack } }: Scene) {
  return slack
    .files()
    .filter(({ user }) => user === "bailiff")
    .map((file) => ({ ...file, text: slack.fileText(file.id) }));
}

/** The bodies of the entries of one kind about a case. */
export async function entriesOf(
  scene: Scene,
  number: number,
  kind: LogEntry["kind"],
): Promise<readonly Record<string, unknown>[]> {
  const entries = await scene.bailiff.ledger.entriesOf(number);
  return entries.filter((entry) => entry.kind === kind).map(bodyOf);
}

/** A CSV file with the accounts in a column of this name, beside another column. */
export function csv(accounts: readonly string[], column = "account"): string {
  return `${column},note\n${accounts.map((account) => `${account},x`).join("\n")}\n`;
}
