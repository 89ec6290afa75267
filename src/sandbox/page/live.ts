import { VENDORS } from "../control/vendors.ts";
import type { Sandbox } from "../open.ts";
import type { Happening } from "../slack/happenings.ts";
import type { PageOptions } from "./options.ts";
import { channelSection, personSection, vendorSection, worldSection } from "./sections.ts";
import type { PageLife, Told } from "./told.ts";
import { openSlackWire, vendorWire } from "./wire.ts";

/** Tells every open page what changes in the sandbox. */
export interface Live {
  /** Tells everything there is, and then what changes; the answer ends it. */
  readonly follow: (tell: (told: Told) => void) => () => void;
  close(): void;
}

/** How often the chat services are looked at, in milliseconds of real time: they tell nobody what changes in them. */
const LOOK_EVERY_MS = 200;
/** What happens in Slack within this time is told at once, in milliseconds. */
const GATHER_MS = 25;

type SectionName = "everything" | "slack" | `channel:${string}` | `person:${string}`;

export function openLive(sandbox: Sandbox, life: () => PageLife, options: PageOptions): Live {
  const followers = new Set<(told: Told) => void>();
  const lastTold = new Map<string, string>();
  const changed = new Set<SectionName>();
  const slackWire = openSlackWire();
  let gathering: NodeJS.Timeout | null = null;
  let looking: NodeJS.Timeout | null = null;

  const tellChanges = (sections: readonly Told[]): void => {
    for (const told of sections) {
      const key = keyOf(told);
      const text = JSON.stringify(told.value);
      if (lastTold.get(key) === text) continue;
      lastTold.set(key, text);
      for (const tell of followers) tell(told);
    }
  };
  const look = (): void => tellChanges(polled(sandbox, life, options));
  const flush = (): void => {
    gathering = null;
    const names = [...changed];
    changed.clear();
    tellChanges(names.flatMap((name) => sectionOf(sandbox, slackWire.section, name)));
  };
  const unsubscribe = sandbox.slack.subscribe((happening) => {
    if (happening.kind === "call") slackWire.note(happening.call);
    if (happening.kind === "reset") slackWire.forget();
    if (followers.size === 0) return;
    for (const name of touchedBy(happening)) changed.add(name);
    gathering ??= setTimeout(flush, GATHER_MS);
  });

  return {
    follow(tell) {
      const all = everything(sandbox, slackWire.section, life, options);
      // Those who are here already hear first of what has changed since the last look: afterwards it counts as told.
      tellChanges(all);
      for (const told of all) tell(told);
      followers.add(tell);
      looking ??= setInterval(look, LOOK_EVERY_MS);
      return () => {
        followers.delete(tell);
        if (followers.size > 0 || looking === null) return;
        clearInterval(looking);
        looking = null;
      };
    },
    close() {
      unsubscribe();
      followers.clear();
      if (looking !== null) clearInterval(looking);
      if (gathering !== null) clearTimeout(gathering);
    },
  };
}

function keyOf(told: Told): string {
  return "of" in told ? `${told.section}:${told.of}` : told.section;
}

function touchedBy(happening: Happening): readonly SectionName[] {
  switch (happening.kind) {
    case "posted":
    case "updated":
    case "deleted":
      return [`channel:${happening.message.channel}`];
    case "ephemeral":
    case "ephemeral_updated":
    case "ephemeral_deleted":
    case "view":
      return [`person:${happening.person}`];
    case "call":
      return ["slack"];
    case "reset":
      return ["everything"];
    case "connections":
      return [];
    default:
      return happening satisfies never;
  }
}

/** Direct messages are in a channel `dm` for everybody: whose they are is found by looking at all. */
function sectionOf(sandbox: Sandbox, slackWire: () => Told, name: SectionName): readonly Told[] {
  if (name === "everything") return [...spoken(sandbox), slackWire()];
  if (name === "slack") return [slackWire()];
  if (name === "channel:dm") return peopleOf(sandbox).map((person) => personSection(sandbox, person));
  if (name.startsWith("channel:")) return [channelSection(sandbox, name.slice("channel:".length))];
  if (name.startsWith("person:")) return [personSection(sandbox, name.slice("person:".length))];
  return [];
}

function everything(
  sandbox: Sandbox,
  slackWire: () => Told,
  life: () => PageLife,
  options: PageOptions,
): readonly Told[] {
  return [...polled(sandbox, life, options), ...spoken(sandbox), slackWire()];
}

/** What changes without a happening. */
function polled(sandbox: Sandbox, life: () => PageLife, options: PageOptions): readonly Told[] {
  // Whole seconds, so that the time a look takes does not look like a change of the clock.
  const aheadMs = Math.round((sandbox.clock.now() - Date.now()) / 1000) * 1000;
  return [
    worldSection(sandbox, options),
    { section: "clock", value: { aheadMs } },
    { section: "bailiff", value: life() },
    ...VENDORS.map((name) => vendorSection(sandbox, name)),
    ...VENDORS.map((name) => vendorWire(sandbox, name)),
  ];
}

function spoken(sandbox: Sandbox): readonly Told[] {
  const channels = sandbox.slack.workspace.conversations().filter(({ kind }) => kind !== "dm");
  return [
    ...channels.map(({ name }) => channelSection(sandbox, name)),
    ...peopleOf(sandbox).map((person) => personSection(sandbox, person)),
  ];
}

function peopleOf({ slack }: Sandbox): readonly string[] {
  return slack.workspace.people().map(({ name }) => name);
}
