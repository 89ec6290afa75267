import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { PageMessage } from "../../told.ts";
import { openHome } from "../world/act.ts";
import { me, persona, place } from "../world/choices.ts";
import { messagesIn, seenBy, world } from "../world/sandbox.ts";
import { Composer } from "./composer.tsx";
import { HomeTab } from "./home-tab.tsx";
import { Message } from "./message.tsx";

const NEAR_THE_END_PX = 60;

/** The middle: a channel, the direct messages with Bailiff, or its Home tab. */
export function Talk() {
  const at = place.value;
  if (at.kind === "home") return <Home />;
  const channel = at.kind === "channel" ? at.name : "dm";
  const messages = shownIn(channel);
  return (
    <main class="talk">
      <Heading />
      <Messages messages={messages} channel={channel} />
      <Composer key={`${persona.value} ${channel}`} channel={channel} />
    </main>
  );
}

function Heading() {
  const at = place.value;
  if (at.kind === "direct")
    return (
      <div class="heading">
        <h1>Bailiff</h1>
        <p class="muted">Direct messages between {persona.value} and Bailiff</p>
      </div>
    );
  const name = at.kind === "channel" ? at.name : "";
  const group = world.value?.channels.find((channel) => channel.name === name)?.group;
  return (
    <div class="heading">
      <h1>#{name}</h1>
      <p class="muted">
        {group ? `Commands without a group are about ${group.alias}` : "Commands here have to name a group"}
      </p>
    </div>
  );
}

/** What the person sees there, those only they see among them, in order; replies stand in their threads. */
function shownIn(channel: string): readonly { readonly message: PageMessage; readonly isAlone: boolean }[] {
  const seen = seenBy(persona.value);
  const all = channel === "dm" ? seen.direct : messagesIn(channel);
  const alone = seen.ephemeral.filter((message) => message.channel === channel);
  return [
    ...all
      .filter(({ threadTs, ts }) => threadTs === null || threadTs === ts)
      .map((message) => ({ message, isAlone: false })),
    ...alone.map((message) => ({ message, isAlone: true })),
  ].toSorted((one, other) => Number(one.message.ts) - Number(other.message.ts));
}

function Messages(props: { readonly messages: ReturnType<typeof shownIn>; readonly channel: string }) {
  const { messages, channel } = props;
  const list = useRef<HTMLDivElement>(null);
  // Whoever reads the newest message goes on doing so, whatever comes or is changed above it.
  const isAtEnd = useRef(true);
  useLayoutEffect(() => {
    isAtEnd.current = true;
  }, [channel]);
  useLayoutEffect(() => {
    if (isAtEnd.current) list.current?.scrollTo({ top: list.current.scrollHeight });
  });
  const onScroll = ({
    currentTarget: { scrollTop, clientHeight, scrollHeight },
  }: {
    readonly currentTarget: HTMLDivElement;
  }): void => {
    isAtEnd.current = scrollTop + clientHeight > scrollHeight - NEAR_THE_END_PX;
  };
  return (
    <div
      class="messages"
      ref={list}
      role="log"
      aria-label={`Messages in ${channel}`}
      tabIndex={0}
      onScroll={onScroll}
    >
      {messages.length === 0 && <Empty channel={channel} />}
      {messages.map(({ message, isAlone }) => (
        <Message key={message.ts} message={message} isAlone={isAlone} />
      ))}
    </div>
  );
}

function Empty({ channel }: { readonly channel: string }) {
  const mods = channel.endsWith("-mods");
  return (
    <div class="empty">
      <p>Nothing has been said here yet.</p>
      {mods && (
        <p>
          Type <code>/mute @tommy 10m spamming</code>, or start the guided tour above.
        </p>
      )}
    </div>
  );
}

/** Slack asks the app to draw the tab each time somebody opens it. */
function Home() {
  const name = me.value?.name ?? "";
  useEffect(() => {
    if (name !== "") void openHome(name);
  }, [name]);
  return (
    <main class="talk">
      <div class="heading">
        <h1>Bailiff</h1>
        <p class="muted">Home tab of {name}</p>
      </div>
      <HomeTab person={name} />
    </main>
  );
}
