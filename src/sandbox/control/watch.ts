import { z } from "zod";
import type { Sandbox } from "../open.ts";
import type { ActResult } from "../slack/delivery/dispatch.ts";
import { lineOf, pressablesIn } from "../slack/pressable.ts";
import type { Subject } from "./subject.ts";

/** What one act led to, as the people in Slack saw it. */
export interface Seen {
  readonly ack: unknown;
  /** Texts with which Slack answered at once: an error beside a field, or that the app did not answer. */
  readonly shown: readonly string[];
  /** Texts that only the person saw. */
  readonly ephemeral: readonly string[];
  readonly posted: readonly SeenMessage[];
  /** Windows that opened for the person meanwhile, by which `submit` is told which one is meant. */
  readonly views: readonly SeenWindow[];
}

export interface SeenMessage {
  readonly channel: string;
  readonly ts: string;
  readonly text: string;
  /** `[Undo] [Who is]`; empty where there are none. */
  readonly buttons: string;
  /** Names of the files that came with it; left out where there are none. */
  readonly files?: readonly string[];
}

export interface SeenWindow {
  readonly view_id: string;
  readonly callback_id: string | null;
  /** What can be entered, by the id under which it is sent. */
  readonly fields: readonly { readonly id: string; readonly label: string }[];
}

/** Does something as a person, or as nobody in Slack, waits until Bailiff has nothing under way, and tells what was seen meanwhile. */
export async function watch(
  sandbox: Sandbox,
  subject: Pick<Subject, "settled">,
  person: string | null,
  waitMs: number,
  act: () => Promise<ActResult>,
): Promise<Seen> {
  const ephemeral: string[] = [];
  const posted: SeenMessage[] = [];
  const end = sandbox.slack.subscribe((happening) => {
    if (happening.kind === "posted")
      posted.push({
        channel: happening.message.channel,
        ts: happening.message.ts,
        text: happening.message.text,
        buttons: lineOf(pressablesIn(happening.message.blocks)),
        ...(happening.message.files.length > 0 && {
          files: happening.message.files.map(({ name }) => name),
        }),
      });
    if (
      (happening.kind === "ephemeral" || happening.kind === "ephemeral_updated") &&
      happening.person === person
    )
      ephemeral.push(happening.message.text);
  });
  const viewsNow = () => (person === null ? [] : sandbox.slack.viewsOf(person));
  const before = new Set(viewsNow().map(({ id }) => id));
  try {
    const delivered = await act();
    // Slack itself would not let the person do it, and says so only to us: no such button, say.
    if (delivered.status === "not_delivered" && ephemeral.length === 0)
      throw new Error(delivered.shown.join(" "));
    await subject.settled(waitMs);
    const views = viewsNow()
      .filter(({ id }) => !before.has(id))
      .map(({ id, callback_id, blocks }) => ({
        view_id: id,
        callback_id: callback_id || null,
        fields: fieldsOf(blocks),
      }));
    return { ack: delivered.ackBody, shown: delivered.shown, ephemeral, posted, views };
  } finally {
    end();
  }
}

const input = z.object({
  type: z.literal("input"),
  block_id: z.string(),
  label: z.object({ text: z.string() }),
});

function fieldsOf(blocks: unknown): SeenWindow["fields"] {
  return z
    .array(z.unknown())
    .parse(blocks)
    .flatMap((block) => {
      const read = input.safeParse(block);
      return read.success ? [{ id: read.data.block_id, label: read.data.label.text }] : [];
    });
}
