import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import type { CallTarget } from "../alerts/port.ts";
import { post as postJob } from "../cases/casework.ts";
import type { Notice } from "../cases/notice.ts";
import type { Clock } from "../clock.ts";
import type { Job, Ledger, NewJob } from "../ledger/port.ts";
import type { Log } from "../log.ts";
import { render, type Rendering } from "./cards/render.ts";
import { shorten, type Card } from "./cards/card.ts";
import { describeSlackFailure, failureOf, type SlackFailure } from "./client.ts";
import { isTooMuch } from "./publishing.ts";

export interface AlertPostsOptions extends Rendering {
  readonly ledger: Ledger;
  readonly client: WebClient;
  readonly clock: Clock;
  readonly log: Log;
  readonly postsPerSecond: number;
}

export interface AlertPosts {
  /** Brings a card up to date, at Slack's pace; what a person waits for goes at once. */
  keepCard(job: Job, channel: string, notice: Notice & { kind: "alert_changed" }): Promise<void>;
  /** Messages to those whom a line in a thread calls and who do not see it: people outside the channel, other channels. */
  callsOf(job: Job, channel: string, notice: Notice & { kind: "alert_news" }): Promise<readonly NewJob[]>;
}

const placeNote = z.object({ channel: z.string(), ts: z.string().min(1) });
const slotNote = z.object({ slot: z.number() });

/** How soon a change looks again whether its card is posted, in milliseconds; longer, the older it is. */
const LOOK_AGAIN_MS = 250;
const LOOK_SELDOM_MS = 5_000;
/** A card that Slack does not take stays as it is after this time, in milliseconds. */
const PATIENCE_MS = 60 * 60_000;
const MOST_REMEMBERED = 2_000;
const PAGES = 20;

export function createAlertPosts(options: AlertPostsOptions): AlertPosts {
  const { ledger, client, clock, log } = options;
  /** Versions that stand in Slack, by alert: older changes are in them. */
  const drawn = new Map<string, number>();
  /** When the next card of a channel may be changed. */
  const slots = new Map<string, number>();
  /** Changes that wait for their turn, by alert: what comes meanwhile is drawn with them. */
  const waiting = new Map<string, { readonly job: string; readonly slot: number }>();
  // Slack takes about fifty edits a minute, a little less than it takes posts (chat.update is of tier 3).
  const gapMs = 1_250 / options.postsPerSecond;

  const remember = (alert: string, version: number): void => {
    drawn.delete(alert);
    drawn.set(alert, version);
    const [oldest] = drawn.keys();
    if (drawn.size > MOST_REMEMBERED && oldest !== undefined) drawn.delete(oldest);
  };

  const edit = async (
    { channel, ts }: z.infer<typeof placeNote>,
    card: Card,
  ): Promise<SlackFailure | null> => {
    try {
      await client.chat.update({
        channel,
        ts,
        text: card.text,
        blocks: card.blocks,
        parse: "none",
        link_names: false,
      });
      return null;
    } catch (error) {
      return failureOf(error);
    }
  };

  async function whenPosted(job: Job, cardJob: string): Promise<z.infer<typeof placeNote> | null> {
    const posted = await ledger.jobById(cardJob);
    const isOver = posted?.state === "settled" || posted?.state === "dead";
    const place = isOver ? (placeNote.safeParse(posted.note).data ?? null) : null;
    if (isOver && place === null) await ledger.settleJob(job, { note: { leftOut: "there is no card" } });
    if (!isOver) {
      const waitMs = Math.min(LOOK_SELDOM_MS, LOOK_AGAIN_MS + (clock.now() - job.createdAt) / 10);
      await ledger.postpone(job, clock.now() + waitMs, "its card is not posted yet");
    }
    return place;
  }

  /** True: it is its turn now. Otherwise it was given back until then, or another one draws it too. */
  async function isTurn(job: Job, channel: string, alert: string): Promise<boolean> {
    const now = clock.now();
    const other = waiting.get(alert);
    if (other && other.job !== job.id && other.slot > now) {
      await ledger.settleJob(job, { note: { drawnBy: other.job } });
      return false;
    }
    waiting.delete(alert);
    const noted = slotNote.safeParse((await ledger.jobById(job.id))?.note).data?.slot;
    if (noted !== undefined && noted <= now) return true;
    const slot = Math.max(now, Math.min(slots.get(channel) ?? 0, now + PATIENCE_MS));
    slots.set(channel, slot + gapMs);
    if (slot <= now) return true;
    waiting.set(alert, { job: job.id, slot });
    await ledger.postpone(job, slot, null, { note: { slot } });
    return false;
  }

  return {
    async keepCard(job, channel, notice) {
      const { alert, version, prompt } = notice;
      if (!prompt && version > 0 && (drawn.get(alert) ?? 0) >= version)
        return void (await ledger.settleJob(job, { note: { in: drawn.get(alert) ?? 0 } }));
      const place = await whenPosted(job, `alert:${alert}`);
      if (place === null) return;
      if (!prompt && !(await isTurn(job, channel, alert))) return;
      for (;;) {
        // Two changes may be under way at once, and the older drawing arrive last: then it is drawn again.
        const before = (await ledger.alertById(alert))?.version ?? 0;
        const card = await render({ kind: "alert", alert }, "channel", options);
        let failure = await edit(place, card);
        if (failure !== null && isTooMuch(failure)) failure = await edit(place, shorten(card));
        if (failure !== null) return hold(job, failure);
        remember(alert, before);
        if (((await ledger.alertById(alert))?.version ?? 0) === before) break;
      }
      await ledger.settleJob(job, { note: { ...place } });
    },

    async callsOf(job, channel, { alert, news }) {
      const to: readonly CallTarget[] = "to" in news ? news.to : [];
      if (to.length === 0) return [];
      const idsOf = (kind: string) =>
        to.filter((one) => one.startsWith(`${kind}:`)).map((one) => one.slice(kind.length + 1));
      const notice = { kind: "alert_call", alert, news } as const;
      const now = clock.now();
      const channels = idsOf("channel").filter((id) => id !== channel);
      const people = await peopleOf(idsOf("usergroup"), idsOf("person"));
      const inside = await membersOf(channel);
      const outside = people.filter((person) => !inside.has(person));
      return [
        ...channels.map((id) =>
          postJob(`alert-call:${job.id}:${id}`, { to: "channel", channel: id, asker: null }, notice, now),
        ),
        ...outside.map((person) =>
          postJob(
            `alert-call:${job.id}:${person}`,
            { to: "asker", channel: person, person, responseUrl: null },
            notice,
            now,
          ),
        ),
      ];
    },
  };

  async function hold(job: Job, failure: SlackFailure): Promise<void> {
    const why = describeSlackFailure(failure);
    const isHopeless = failure.kind === "refused" || clock.now() - job.createdAt > PATIENCE_MS;
    log.warn({ job: job.id, why, isHopeless }, "the card of an alert could not be changed");
    // The card only: what became of the alert stands in its thread, and in the record.
    if (isHopeless) return void (await ledger.settleJob(job, { note: { leftOut: why } }));
    const waitMs = failure.kind === "throttled" ? failure.retryAfterMs : 2_000;
    await ledger.postpone(job, clock.now() + waitMs, why);
  }

  async function peopleOf(groups: readonly string[], people: readonly string[]): Promise<readonly string[]> {
    const found = await Promise.all(
      groups.map((usergroup) =>
        client.usergroups.users.list({ usergroup }).then(
          ({ users }) => users ?? [],
          (error: unknown): string[] => {
            // They were mentioned in the channel; that nobody could be written to must not go unseen.
            const why = describeSlackFailure(failureOf(error));
            log.error({ usergroup, why }, "the people of a user group on call could not be read");
            return [];
          },
        ),
      ),
    );
    return [...new Set([...people, ...found.flat()])];
  }

  /** Where Slack does not tell who is in the channel, nobody is: better told twice than not at all. */
  async function membersOf(channel: string): Promise<ReadonlySet<string>> {
    const members = new Set<string>();
    let cursor: string | undefined;
    try {
      for (let page = 0; page < PAGES; page += 1) {
        const answer = await client.conversations.members({
          channel,
          limit: 200,
          ...(cursor ? { cursor } : {}),
        });
        for (const member of answer.members ?? []) members.add(member);
        cursor = answer.response_metadata?.next_cursor || undefined;
        if (cursor === undefined) break;
      }
    } catch (error) {
      log.warn(
        { channel, why: describeSlackFailure(failureOf(error)) },
        "who is in a channel could not be read",
      );
    }
    return members;
  }
}
