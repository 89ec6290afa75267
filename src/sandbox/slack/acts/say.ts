import { plainDraft } from "../message-board.ts";
import * as texts from "../texts.ts";
import type { World } from "../world.ts";

/** A person writes an ordinary message, of which the app is told nothing: it does not ask to hear them. */
export interface Saying {
  readonly as: string;
  readonly channel: string;
  readonly text: string;
}

/** Throws, with Slack's words, where the person cannot write there. */
export function say({ workspace, board }: World, { as, channel, text }: Saying): void {
  const person = workspace.named(as);
  const conversation = workspace.channelNamed(channel, person.id);
  if (!workspace.canSee(person, conversation)) throw new Error(texts.channelUnseen(conversation.name));
  if (conversation.archived) throw new Error(texts.channelArchived(conversation.name));
  board.post(plainDraft({ conversationId: conversation.id, authorId: person.id, text, onlyFor: null }));
}

/** A person leaves a window without sending it. Bailiff asks to be told of none (`notify_on_close`). */
export function dismiss({ workspace, views }: World, as: string, viewId: string): void {
  const person = workspace.named(as);
  const view = views.openFor(person.id).find(({ id }) => id === viewId);
  if (view) views.close(view);
}
