import { fail, ok, type Result } from "../result.ts";
import type { Job, Ledger } from "../ledger/port.ts";
import { readAsk, type Ask } from "./ask.ts";

export type Stored = { readonly kind: "new"; readonly job: Job } | { readonly kind: "duplicate" };

/**
 * Stores a request, once. `id` is the key of its delivery: the same delivery again is a duplicate and does
 * nothing. When this throws, the journal cannot be written, and nothing must be done for the request.
 */
export async function storeAsk(ledger: Ledger, id: string, ask: Ask, held: boolean): Promise<Stored> {
  return ledger.receive({
    id,
    kind: "request",
    payload: JSON.stringify(ask),
    lane: null,
    runAt: ask.askedAt,
    held,
  });
}

/** A press on "run it again": the request that was held back, asked anew by the same person. */
export interface Confirmation {
  readonly held: string;
  readonly team: string;
  readonly person: string;
  readonly askedAt: number;
  readonly responseUrl: string | null;
}

/** The request a button stands for comes from the journal, never from the button: payloads can be forged. */
export async function confirmedAsk(
  ledger: Ledger,
  press: Confirmation,
): Promise<Result<Ask, "gone" | "not_yours">> {
  const held = await ledger.jobById(press.held);
  if (!held) return fail("gone");
  const ask = readAsk(held.payload);
  if (ask.person !== press.person || ask.team !== press.team) return fail("not_yours");
  return ok({
    ...ask,
    surface: "button",
    askedAt: press.askedAt,
    responseUrl: press.responseUrl,
    confirms: press.held,
  });
}
