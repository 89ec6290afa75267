import type { App } from "@slack/bolt";
import type { HomeView } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import type { Home } from "../cases/home.ts";
import type { Clock, Instant } from "../clock.ts";
import type { Log } from "../log.ts";
import { homeView, unreadView } from "./cards/home-view.ts";
import { failureOf, type SlackFailure } from "./client.ts";

/** The event that somebody has opened the tab, with what it is needed for (docs.slack.dev/reference/events). */
export const HOME_EVENTS = [
  ["app_home_opened", "somebody opened Bailiff's tab: it is drawn for them"],
] as const;

export interface HomeTab {
  /** Draws it for somebody, as things stand now. Never fails: what goes wrong is logged. */
  show(person: string): Promise<void>;
  /** Something has become of what this person asked for: drawn anew soon, if they have opened it of late. */
  news(person: string): void;
  /** Whether anybody has opened it of late. */
  isWatched(): boolean;
  close(): void;
}

export interface HomeTabOptions {
  readonly client: WebClient;
  readonly look: (person: string) => Promise<Home>;
  readonly clock: Clock;
  readonly log: Pick<Log, "info" | "warn" | "error">;
}

/** Whoever opened it this long ago, in milliseconds, may have it before them still. */
const WATCHED_MS = 10 * 60_000;
const MOST_WATCHERS = 50;
/** From news to a new drawing, and from one drawing to the next, at least. Slack allows about 100 a minute in all. */
const NEWS_WAIT_MS = 1_000;
const BETWEEN_MS = 5_000;

interface Watcher {
  readonly openedAt: Instant;
  readonly shownAt: Instant;
  readonly cancel: (() => void) | null;
}

/** Drawings under way. `again`: it was asked for meanwhile, and what was looked up may be older than that. */
interface Drawing {
  readonly done: Promise<void>;
  again: boolean;
}

/** One drawing at a time for each person, so that an older one never replaces a newer one. */
export function createHomeTab({ client, look, clock, log }: HomeTabOptions): HomeTab {
  const watchers = new Map<string, Watcher>();
  const drawings = new Map<string, Drawing>();
  let isClosed = false;

  const drawOnce = async (person: string): Promise<void> => {
    const view = await drawn(person);
    // What could not be read because Bailiff stops is no news for anybody.
    if (isClosed) return;
    const failure = await publish(client, person, view);
    if (failure === null) return;
    log.warn({ person, failure }, "the Home tab could not be published");
    if (failure.kind === "throttled") plan(person, clock.now() + failure.retryAfterMs);
  };
  const drawn = async (person: string): Promise<HomeView> => {
    try {
      return homeView(await look(person));
    } catch (error) {
      log.error({ err: error, person }, "the Home tab could not be drawn");
      return unreadView();
    }
  };
  const draw = (person: string): Promise<void> => {
    const running = drawings.get(person);
    if (running) {
      running.again = true;
      return running.done;
    }
    const drawing: Drawing = { done: untilCurrent(person), again: false };
    drawings.set(person, drawing);
    return drawing.done;
  };
  const untilCurrent = async (person: string): Promise<void> => {
    // So that the record of it stands before it can end.
    await Promise.resolve();
    for (;;) {
      const drawing = drawings.get(person);
      if (drawing) drawing.again = false;
      await drawOnce(person);
      if (!drawings.get(person)?.again) break;
    }
    drawings.delete(person);
    const watcher = watchers.get(person);
    if (watcher) watchers.set(person, { ...watcher, shownAt: clock.now() });
  };
  const plan = (person: string, at: Instant): void => {
    const watcher = watchers.get(person);
    if (!watcher || watcher.cancel || isClosed) return;
    const cancel = clock.at(at, () => {
      const now = watchers.get(person);
      if (now) watchers.set(person, { ...now, cancel: null });
      if (!isClosed) void draw(person);
    });
    watchers.set(person, { ...watcher, cancel });
  };
  const forget = (person: string): void => {
    watchers.get(person)?.cancel?.();
    watchers.delete(person);
  };
  const forgetOld = (): void => {
    for (const [person, { openedAt }] of watchers)
      if (openedAt < clock.now() - WATCHED_MS || watchers.size > MOST_WATCHERS) forget(person);
  };

  return {
    async show(person) {
      if (isClosed) return;
      const cancel = watchers.get(person)?.cancel ?? null;
      // Last of all, so that those at the front are the oldest.
      watchers.delete(person);
      watchers.set(person, { openedAt: clock.now(), shownAt: clock.now(), cancel });
      forgetOld();
      await draw(person);
    },
    news(person) {
      forgetOld();
      const watcher = watchers.get(person);
      if (watcher) plan(person, Math.max(clock.now() + NEWS_WAIT_MS, watcher.shownAt + BETWEEN_MS));
    },
    isWatched() {
      forgetOld();
      return watchers.size > 0;
    },
    close() {
      isClosed = true;
      for (const person of watchers.keys()) forget(person);
    },
  };
}

/**
 * The last one counts, which is why no `hash` is sent: it would keep a newer picture from replacing an older one that
 * another replica has drawn.
 */
async function publish(client: WebClient, person: string, view: HomeView): Promise<SlackFailure | null> {
  try {
    await client.views.publish({ user_id: person, view });
    return null;
  } catch (error) {
    return failureOf(error);
  }
}

/**
 * Looking is no act: it is in the program's log, and nowhere in the record. Bolt acknowledges events before it calls
 * listeners, so drawing holds nothing up.
 */
export function listenForHome(app: App, home: HomeTab, log: Pick<Log, "info">): void {
  app.event("app_home_opened", async ({ event }) => {
    if (event.tab === "messages") return;
    log.info({ person: event.user }, "the Home tab was opened");
    await home.show(event.user);
  });
}
