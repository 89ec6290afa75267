import type { Message, SeenMessage } from "./message-board.ts";
import type { SeenView, View } from "./view-store.ts";
import type { World } from "./world.ts";

/** What people see. People and channels are called by their names. */
export interface Sights {
  /** What everyone in the channel sees, oldest first. */
  messages(channel: string): readonly SeenMessage[];
  /** What the person alone sees, oldest first; in one channel, or anywhere. */
  ephemeralFor(person: string, channel?: string): readonly SeenMessage[];
  /** The direct messages between the bot and the person. */
  directMessages(person: string): readonly SeenMessage[];
  /** The person's open modals, the top one first. */
  viewsOf(person: string): readonly SeenView[];
  homeOf(person: string): SeenView | undefined;
}

export function sightsOf({ workspace, board, views }: World): Sights {
  const seen = (message: Message): SeenMessage => board.seen(message);
  const seenView = (view: View): SeenView => views.seen(view);
  return {
    messages: (channel) => board.standingIn(workspace.channelNamed(channel).id).map(seen),
    ephemeralFor(person, channel) {
      const { id } = workspace.named(person);
      const alone = board.onlyFor(id);
      if (channel === undefined) return alone.map(seen);
      const inside = workspace.channelNamed(channel, id).id;
      return alone.filter((message) => message.conversationId === inside).map(seen);
    },
    directMessages: (person) => board.standingIn(workspace.dm(workspace.named(person).id).id).map(seen),
    viewsOf: (person) => views.openFor(workspace.named(person).id).map(seenView),
    homeOf(person) {
      const home = views.homeOf(workspace.named(person).id);
      return home && seenView(home);
    },
  };
}
