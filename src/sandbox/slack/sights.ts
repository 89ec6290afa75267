import type { StoredFile } from "./file-store.ts";
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
  /** The replies in the thread of a message, oldest first. */
  threadOf(channel: string, ts: string): readonly SeenMessage[];
  /** Every file of the workspace, oldest first. */
  files(): readonly SeenFile[];
  /** What is in a file, read as UTF-8. Throws when there is no such file. */
  fileText(id: string): string;
  /** The person's open modals, the top one first. */
  viewsOf(person: string): readonly SeenView[];
  homeOf(person: string): SeenView | undefined;
}

/** A file as tests see it: people and channels by name. */
export interface SeenFile {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly user: string;
  /** In bytes. */
  readonly size: number;
  readonly shares: readonly {
    readonly channel: string;
    readonly ts: string;
    readonly threadTs: string | null;
  }[];
}

export function sightsOf({ workspace, board, views, files }: World): Sights {
  const seen = (message: Message): SeenMessage => board.seen(message);
  const seenView = (view: View): SeenView => views.seen(view);
  const seenFile = ({ id, name, title, personId, size, shares }: StoredFile): SeenFile => ({
    id,
    name,
    title,
    size,
    user: workspace.person(personId)?.name ?? personId,
    shares: shares.map(({ conversationId, ts, threadTs }) => ({
      channel: workspace.conversation(conversationId)?.name ?? conversationId,
      ts,
      threadTs,
    })),
  });
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
    threadOf: (channel, ts) =>
      board
        .standingIn(workspace.channelNamed(channel).id)
        .filter((message) => message.threadTs === ts && message.ts !== ts)
        .map(seen),
    files: () => files.all().map(seenFile),
    fileText(id) {
      const file = files.find(id);
      if (!file) throw new Error(`There is no file ${id}.`);
      return file.bytes.toString("utf8");
    },
    viewsOf: (person) => views.openFor(workspace.named(person).id).map(seenView),
    homeOf(person) {
      const home = views.homeOf(workspace.named(person).id);
      return home && seenView(home);
    },
  };
}
