import type { WebClient } from "@slack/web-api";
import type { AskerAddress } from "../cases/notice.ts";
import type { Json } from "../ledger/port.ts";
import type { Card } from "./cards/card.ts";
import { failureOf, type SlackFailure } from "./client.ts";
import type { Respond } from "./respond.ts";

export interface Telling {
  readonly client: WebClient;
  readonly respond: Respond;
}

export type Sent =
  | { readonly ok: true; readonly note: Json }
  | { readonly ok: false; readonly failure: SlackFailure };

/**
 * Says something that only the person who asked sees: through the response URL while it lasts (30 minutes, 5
 * uses), which also works where the bot is not; else as an ephemeral message; else as a direct message.
 */
export async function tell(
  { client, respond }: Telling,
  { channel, person, responseUrl }: AskerAddress,
  card: Card,
): Promise<Sent> {
  const note = { person };
  if (
    responseUrl !== null &&
    (await respond(responseUrl, { response_type: "ephemeral", replace_original: false, ...card }))
  )
    return { ok: true, note };
  // Who asked in no channel at all is read to alone anyway, and such a message does not vanish.
  if (channel !== person) {
    const byEphemeral = await attempt(() => client.chat.postEphemeral({ channel, user: person, ...card }));
    if (byEphemeral === null) return { ok: true, note };
    if (byEphemeral.kind !== "refused") return { ok: false, failure: byEphemeral };
  }
  const byMessage = await attempt(() =>
    client.chat.postMessage({ channel: person, ...card, unfurl_links: false, unfurl_media: false }),
  );
  return byMessage === null ? { ok: true, note } : { ok: false, failure: byMessage };
}

async function attempt(call: () => Promise<unknown>): Promise<SlackFailure | null> {
  try {
    await call();
    return null;
  } catch (error) {
    return failureOf(error);
  }
}
