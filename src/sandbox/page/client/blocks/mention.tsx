import { computed } from "@preact/signals";
import { me } from "../world/choices.ts";
import { now, world } from "../world/sandbox.ts";
import { dateWords, goesBy } from "./date-words.ts";
import { signsOf, type SlackDate } from "./markup.ts";
import { Outward } from "./outward.tsx";

interface Mentioned {
  readonly kind: "person" | "channel" | "group";
  readonly id: string;
  readonly label?: string | null;
}

/** Somebody or something called by its id. What is about the person one speaks as stands out. */
export function Mention({ kind, id, label = null }: Mentioned) {
  const words = nameOf({ kind, id, label });
  const isMine = kind === "channel" ? false : kind === "person" ? me.value?.id === id : isInGroup(id);
  return isMine ? <mark class="mention">{words}</mark> : <span class="mention">{words}</span>;
}

function nameOf({ kind, id, label = null }: Mentioned): string {
  const told = label === null ? null : signsOf(label);
  switch (kind) {
    case "person":
      return `@${world.value?.people.find((person) => person.id === id)?.name ?? told ?? id}`;
    case "group":
      return `@${world.value?.userGroups.find((group) => group.id === id)?.handle ?? told ?? id}`;
    case "channel": {
      const channel = world.value?.channels.find((one) => one.id === id);
      if (!channel) return `#${told ?? id}`;
      const isHidden = channel.isPrivate && me.value?.channels.includes(channel.name) === false;
      return isHidden ? "a private channel" : `#${channel.name}`;
    }
    default:
      return kind satisfies never;
  }
}

function isInGroup(id: string): boolean {
  const group = world.value?.userGroups.find((one) => one.id === id);
  return group !== undefined && me.value !== null && group.members.includes(me.value.name);
}

const MINUTE_MS = 60_000;
/** The sandbox's time to the minute, which is often enough for "today" and "3 minutes ago". */
const minute = computed(() => Math.floor(now.value / MINUTE_MS) * MINUTE_MS);

/** A date in the reader's own time zone. */
export function Moment({ date }: { readonly date: Omit<SlackDate, "kind"> }) {
  const at = goesBy(date.format) ? minute.value : 0;
  const words = dateWords(date, { now: at }) ?? signsOf(date.fallback ?? "");
  const shown = <time title={date.fallback ?? undefined}>{words}</time>;
  return date.url === null ? shown : <Outward url={date.url}>{shown}</Outward>;
}
