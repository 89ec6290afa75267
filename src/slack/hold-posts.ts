import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import type { Notice } from "../cases/notice.ts";
import type { Ledger } from "../ledger/port.ts";
import { shorten, type Card } from "./cards/card.ts";
import { failureOf, type SlackFailure } from "./client.ts";
import { isTooMuch } from "./publishing.ts";
import type { Sent } from "./telling.ts";

export interface HoldPosting {
  readonly ledger: Pick<Ledger, "jobById" | "holdById">;
  readonly client: WebClient;
}

/** Where a message stands, as its job has noted it. */
const placeNote = z.object({ channel: z.string(), ts: z.string().min(1) });
type Place = z.infer<typeof placeNote>;

/**
 * Brings the approvers' card up to what the journal says. `later`: it is not posted yet; null: it does not stand
 * anywhere any more, so what it would say has to be posted anew.
 */
export async function changeHoldCard(
  { ledger, client }: HoldPosting,
  { hold, card }: Notice & { kind: "hold_changed" },
  draw: () => Promise<Card>,
): Promise<Sent | "later" | null> {
  const posted = await ledger.jobById(card);
  if (posted && posted.state !== "settled" && posted.state !== "dead") return "later";
  const place = placeNote.safeParse(posted?.note).data;
  if (!place) return null;
  const version = async (): Promise<number | undefined> => (await ledger.holdById(hold))?.version;
  // Two changes may be under way at once, and the older drawing arrive last: whoever sees that the record moved
  // after their drawing draws again, so the last edit is of the last state.
  for (;;) {
    const drawnFrom = await version();
    const failure = await edit(client, place, await draw());
    if (failure?.kind === "refused") return null;
    if (failure) return { ok: false, failure };
    if ((await version()) === drawnFrom) return { ok: true, note: { ...place } };
  }
}

async function edit(client: WebClient, place: Place, card: Card): Promise<SlackFailure | null> {
  const failure = await editOnce(client, place, card);
  return failure !== null && isTooMuch(failure) ? editOnce(client, place, shorten(card)) : failure;
}

async function editOnce(client: WebClient, { channel, ts }: Place, card: Card): Promise<SlackFailure | null> {
  try {
    await client.chat.update({ channel, ts, ...card, parse: "none", link_names: false });
    return null;
  } catch (error) {
    return failureOf(error);
  }
}
