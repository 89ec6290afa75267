import type { ButtonAction } from "@slack/bolt";
import type { Ask } from "../cases/ask.ts";
import { asWords } from "../grammar/print.ts";
import type { CommandRequest } from "../grammar/request.ts";
import { keyOfPress, type Press } from "./press.ts";
import { said, take, type Taking } from "./taking.ts";

/**
 * Takes what a press asks for, as if it had been typed in `channel`. The answer is what the person sees at once; null:
 * what follows will tell.
 */
export async function takePress(
  at: Taking & { readonly team: string },
  {
    body,
    action,
    channel,
  }: { readonly body: Press; readonly action: ButtonAction; readonly channel: string },
  request: CommandRequest,
): Promise<string | null> {
  const ask: Ask = {
    surface: "button",
    team: at.team,
    person: body.user.id,
    channel,
    askedAt: at.clock.now(),
    request,
    words: asWords(request),
    responseUrl: body.response_url ?? null,
    confirms: null,
    list: null,
  };
  return said(await take(at, keyOfPress(at.team, body, action), ask), ask);
}
