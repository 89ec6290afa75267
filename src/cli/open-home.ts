import type { WebClient } from "@slack/web-api";
import type { AuditState, Health, LogState } from "../cases/home.ts";
import type { LiveRegister } from "../cases/live-register.ts";
import { homeFor } from "../cases/look-home.ts";
import type { Clock } from "../clock.ts";
import { bodyOf, type Entry, type JobKind, type Ledger, type LedgerCounts } from "../ledger/port.ts";
import type { Log } from "../log.ts";
import { createHomeTab, type HomeTab } from "../slack/home-tab.ts";
import type { SlackPeople } from "../slack/people.ts";
import { REDACTED } from "../texts/home.ts";
import type { BreakerDriver } from "../vendors/breaker.ts";

export interface HomeParts {
  readonly client: WebClient;
  readonly ledger: Ledger;
  readonly register: LiveRegister;
  readonly people: SlackPeople;
  readonly drivers: ReadonlyMap<string, BreakerDriver>;
  readonly clock: Clock;
  readonly team: string;
  readonly log: Log;
}

/** The Home tab, with what only this process knows. */
export interface RunningHome extends HomeTab {
  /** A case was settled: whoever asked for it may have the tab before them. Never fails. */
  settled(number: number): Promise<void>;
}

/** Checkpoints that are shown. */
const CHECKPOINTS = 3;

/** What has waited for less than this, in milliseconds, is on its way. */
const ON_ITS_WAY_MS = 60_000;

export function openHome(parts: HomeParts): RunningHome {
  const { client, ledger, register, people, clock, team, log } = parts;
  const tab = createHomeTab({
    client,
    clock,
    log,
    async look(person) {
      const now = await register.now();
      return homeFor(
        {
          ledger,
          clock,
          register: now,
          people: people.granted(now),
          health: () => healthOf(parts, now.logChannel),
          audit: () => auditOf(parts),
        },
        team,
        person,
      );
    },
  });
  return {
    ...tab,
    async settled(number) {
      if (!tab.isWatched()) return;
      try {
        const progress = await ledger.progressOf(number);
        if (progress) tab.news(progress.actor.person);
      } catch (error) {
        log.warn({ err: error, case: number }, "the Home tab could not be told of a case");
      }
    },
  };
}

async function healthOf({ ledger, drivers, clock }: HomeParts, logChannel: string | null): Promise<Health> {
  const counts = await ledger.counts();
  const { jobs, openCases } = counts;
  const kinds = Object.keys(jobs) as JobKind[];
  return {
    resting: [...drivers].flatMap(([connection, driver]) => {
      const state = driver.state();
      return state.kind === "open" ? [{ connection, why: state.detail }] : [];
    }),
    dead: kinds.reduce((sum, kind) => sum + jobs[kind].dead, 0),
    backlog: {
      requests: jobs.request.ready + jobs.request.leased,
      cases: openCases,
      messages: jobs.post.ready + jobs.post.leased,
    },
    log: await logStateOf({ ledger, clock }, counts, logChannel),
  };
}

async function logStateOf(
  { ledger, clock }: Pick<HomeParts, "ledger" | "clock">,
  { entries, unshown }: LedgerCounts,
  channel: string | null,
): Promise<LogState> {
  if (channel === null) return { kind: "none" };
  const [oldest] = unshown === 0 ? [] : await ledger.entries(entries - unshown + 1, 1);
  if (!oldest || oldest.at > clock.now() - ON_ITS_WAY_MS) return { kind: "up_to_date" };
  return { kind: "behind", entries: unshown, since: oldest.at, why: await ledger.whyUnshown() };
}

async function auditOf({ ledger }: Pick<HomeParts, "ledger">): Promise<AuditState> {
  const [checkpoints, verified] = await Promise.all([
    ledger.latestCheckpoints(CHECKPOINTS),
    ledger.lastVerified(),
  ]);
  return {
    checkpoints: checkpoints.map(({ number, frontier, at }) => ({ number, size: frontier.size, at })),
    verified: verified && { at: verified.at, says: saysOf(verified) },
  };
}

function saysOf(entry: Entry): string {
  const { says } = bodyOf(entry);
  return typeof says === "string" ? says : REDACTED;
}
