import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { PageChannel, PageMessage } from "../../told.ts";
import { useShortcut } from "../world/act.ts";
import { goTo, me, persona, place, type Place } from "../world/choices.ts";
import { Colours } from "./colours.tsx";
import { messagesIn, seenBy, world } from "../world/sandbox.ts";

/** The channels of the person one speaks as, and what they have with Bailiff. */
export function Channels() {
  const known = world.value;
  const person = me.value;
  if (known === null || person === null) return null;
  const seen = known.channels.filter(({ name }) => person.channels.includes(name));
  return (
    <nav class="channels" aria-label="Channels">
      <h2>{known.workspace}</h2>
      <h3>Channels</h3>
      {seen.length === 0 && <p class="muted">{person.name} is in no channel of this workspace.</p>}
      <ul>
        {seen.map((channel) => (
          <Entry key={channel.id} to={{ kind: "channel", name: channel.name }} about={aboutOf(channel)}>
            <span aria-hidden="true">{channel.isPrivate ? "◆" : "#"}</span> {channel.name}
          </Entry>
        ))}
      </ul>
      <h3>Bailiff</h3>
      <ul>
        <Entry to={{ kind: "home" }} about="its Home tab">
          Home
        </Entry>
        <Entry to={{ kind: "direct" }} about="direct">
          Messages
        </Entry>
      </ul>
      {known.shortcuts.map(({ callbackId, name }) => (
        <button type="button" key={callbackId} onClick={() => void useShortcut(person.name, callbackId)}>
          {name} …
        </button>
      ))}
      <Colours />
    </nav>
  );
}

function aboutOf({ group, isPrivate, isArchived, isShared }: PageChannel): string {
  return [
    isPrivate ? "private" : "",
    isArchived ? "archived" : "",
    isShared ? "shared" : "",
    group ? group.alias : "",
  ]
    .filter(Boolean)
    .join(", ");
}

function Entry(props: {
  readonly to: Place;
  readonly about: string;
  readonly children: preact.ComponentChildren;
}) {
  const { to, about, children } = props;
  const isHere = same(to, place.value);
  const unread = useUnread(to, isHere);
  return (
    <li>
      <button
        type="button"
        class="channel"
        aria-current={isHere ? "page" : undefined}
        onClick={() => goTo(to)}
      >
        <span class="name">{children}</span>
        {about !== "" && <span class="muted about">{about}</span>}
        {unread > 0 && (
          <span class="unread">
            {unread}
            <span class="visually-hidden"> new</span>
          </span>
        )}
      </button>
    </li>
  );
}

/** How many messages came since this person last looked at the place, of those that are shown. */
function useUnread(to: Place, isHere: boolean): number {
  const moments = momentsIn(to);
  const newest = Math.max(0, ...moments);
  const seen = useSignal({ person: persona.value, newest });
  useEffect(() => {
    if (isHere || seen.value.person !== persona.value || newest < seen.value.newest)
      seen.value = { person: persona.value, newest };
  }, [isHere, newest, persona.value, seen]);
  return isHere ? 0 : moments.filter((moment) => moment > seen.value.newest).length;
}

/** When its messages came, in seconds: how many there are says nothing, because older ones give way to newer ones. */
function momentsIn(to: Place): readonly number[] {
  return shownIn(to).map(({ ts }) => Number(ts));
}

function shownIn(to: Place): readonly PageMessage[] {
  if (to.kind !== "channel") return to.kind === "direct" ? seenBy(persona.value).direct : [];
  const alone = seenBy(persona.value).ephemeral.filter(({ channel }) => channel === to.name);
  return [...messagesIn(to.name), ...alone];
}

function same(one: Place, other: Place): boolean {
  return one.kind === "channel"
    ? other.kind === "channel" && one.name === other.name
    : one.kind === other.kind;
}
