import { computed, signal, type ReadonlySignal } from "@preact/signals";
import type {
  PageClock,
  PageLife,
  PageMessage,
  PagePerson,
  PageVendor,
  PageVendorName,
  PageWire,
  PageWorld,
  Told,
} from "../../told.ts";

/** The sandbox as it is now, kept up to date by the event stream. Reading a signal in a component redraws it. */

export const world = signal<PageWorld | null>(null);
export const clock = signal<PageClock>({ aheadMs: 0 });
export const bailiff = signal<PageLife>({ state: "starting", since: 0, restarts: 0, pid: null });
/** Whether everything was told once: the calls to Slack come last. Before that, what is old would look new. */
export const isWhole = signal(false);
/** Whether the event stream stands. */
export const connected = signal(false);

const channels = new Map<string, ReturnType<typeof signal<readonly PageMessage[]>>>();
const people = new Map<string, ReturnType<typeof signal<PagePerson>>>();
const vendors = new Map<string, ReturnType<typeof signal<PageVendor>>>();
const wires = new Map<string, ReturnType<typeof signal<PageWire>>>();

const NOBODY: PagePerson = { ephemeral: [], direct: [], views: [], home: null };

/** What everybody in a channel sees, oldest first, replies in threads among them. */
export const messagesIn = (channel: string): readonly PageMessage[] => of(channels, channel, []).value ?? [];
/** What one person alone sees. */
export const seenBy = (person: string): PagePerson => of(people, person, NOBODY).value ?? NOBODY;
export const groupsAt = (vendor: PageVendorName): PageVendor =>
  of(vendors, vendor, { groups: [], armed: [] }).value ?? { groups: [], armed: [] };
export const wireOf = (name: PageVendorName | "slack"): PageWire =>
  of(wires, name, { exchanges: [] }).value ?? { exchanges: [] };

/** The `ts` of the newest message anybody sees, without redrawing for it; 0 while there is none. */
export function newestTs(): number {
  const shown = [...channels.values()].flatMap((channel) => channel.peek() ?? []);
  const alone = [...people.values()].flatMap((person) => {
    const { ephemeral, direct } = person.peek() ?? NOBODY;
    return [...ephemeral, ...direct];
  });
  return Math.max(0, ...[...shown, ...alone].map(({ ts }) => Number(ts)));
}

/** This machine's time, each second. */
const tick = signal(Date.now());
setInterval(() => {
  tick.value = Date.now();
}, 1000);

/** The sandbox's time in milliseconds since 1970, each second. */
export const now: ReadonlySignal<number> = computed(() => tick.value + clock.value.aheadMs);

export function follow(): void {
  const stream = new EventSource("/sandbox/events");
  stream.onopen = () => {
    connected.value = true;
  };
  stream.onerror = () => {
    // The browser opens it again by itself, and everything is told anew.
    connected.value = false;
  };
  stream.onmessage = ({ data }: MessageEvent<string>) => take(JSON.parse(data) as Told);
}

function take(told: Told): void {
  switch (told.section) {
    case "world":
      world.value = told.value;
      return;
    case "clock":
      clock.value = told.value;
      tick.value = Date.now();
      return;
    case "bailiff":
      bailiff.value = told.value;
      return;
    case "channel":
      of(channels, told.of, []).value = told.value;
      return;
    case "person":
      of(people, told.of, NOBODY).value = told.value;
      return;
    case "vendor":
      of(vendors, told.of, told.value).value = told.value;
      return;
    case "wire":
      of(wires, told.of, told.value).value = told.value;
      if (told.of === "slack") isWhole.value = true;
      return;
    default:
      told satisfies never;
  }
}

function of<T>(
  known: Map<string, ReturnType<typeof signal<T>>>,
  name: string,
  start: T,
): ReturnType<typeof signal<T>> {
  const found = known.get(name);
  if (found) return found;
  const fresh = signal<T | undefined>(start);
  known.set(name, fresh);
  return fresh;
}
