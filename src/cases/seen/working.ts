import type { Instant } from "../../clock.ts";
import type { Job, NewEntry, NewJob, NewSeen, Telling } from "../../ledger/port.ts";
import type { Group, GroupHappening, OverLimit } from "../../vendors/port.ts";
import { EVERYBODY } from "../../words.ts";
import type { Casework } from "../casework.ts";
import { groupTold } from "./arriving.ts";
import { explained } from "./echo.ts";
import { readWork, type CallbackWork, type SeenRow, type SeenWhat } from "./row.ts";
import { tellGathered } from "./telling.ts";
import { watchedAmong } from "./watch.ts";

/** What comes close together is told together: a vendor tells one act of a console in several callbacks. In milliseconds. */
const GATHER_MS = 2_000;
/** Least time between two messages about one group, in milliseconds: a thousand who join in a minute are a few messages. */
const TELL_EVERY_MS = 20_000;

/** Whom the heart hands on to what is not its business. */
export interface CallbackDesk {
  /** Jobs by which those on call hear that requests come close to a limit of the service. */
  overLimit(connection: string, told: OverLimit, now: Instant): readonly NewJob[];
}

/** Works on what a chat service told, or tells what has gathered. */
export async function workOnCallback(work: Casework, job: Job, desk: CallbackDesk): Promise<void> {
  const given = readWork(job);
  if ("tell" in given) return tellGathered(work, job, given.tell, tellingOf(work, given.tell));
  const { told, connection } = given;
  if (told.what === "over_limit") {
    // Without on-call in the configuration the log alone tells it.
    const posts = work.register.alerts === null ? [] : desk.overLimit(connection, told, work.clock.now());
    await work.ledger.settleJob(job, { entries: [overLimitEntry(connection, told)], posts });
    return;
  }
  const group = groupTold(work.register, connection, told);
  const rows = group === null ? [] : await newsOf(work, group, told, job.createdAt);
  if (group === null || rows.length === 0) {
    await work.ledger.settleJob(job, { note: { told: "nothing that others did" } });
    return;
  }
  const kept = rows.map((row, index): NewSeen => ({ key: `${job.id}:${index}`, body: JSON.stringify(row) }));
  const place = { connection: group.connection, id: group.id };
  await work.ledger.noteSeen(job, place, kept, tellingOf(work, place));
}

function tellingOf({ clock }: Casework, tell: Extract<CallbackWork, { tell: unknown }>["tell"]): Telling {
  const payload: CallbackWork = { tell };
  return { payload: JSON.stringify(payload), soon: clock.now() + GATHER_MS, gapMs: TELL_EVERY_MS };
}

/** What others did, and who came although the books are against it. */
async function newsOf(
  { ledger, drivers }: Casework,
  group: Group,
  told: GroupHappening,
  cameAt: number,
): Promise<readonly SeenRow[]> {
  const { what, at, by } = told;
  if (what === "left") return [];
  const driver = drivers.get(group.connection);
  const named = "accounts" in told ? told.accounts : [];
  const accounts = [...new Set(named.map((account) => driver?.nameOf(account) ?? account))];
  const whom = named.length > 0 ? accounts : [EVERYBODY];
  const echoes = await explained(ledger, group, told, whom, cameAt);
  const others = whom.filter((account) => !echoes.has(account));
  if (others.length === 0) return [];
  const until = "until" in told ? told.until : null;
  const row = (of: SeenWhat, about: readonly string[]): SeenRow => ({
    what: of,
    accounts: about,
    by,
    at,
    until,
    watch: null,
  });
  if (what !== "joined") return [row(what, named.length > 0 ? others : [])];
  const watched = await watchedAmong(ledger, group, others, cameAt);
  const plain = others.filter((account) => !watched.has(account));
  // Who was let in by whoever runs the app was let in by others; who came by themselves is no news.
  const added = by.through === "server" && plain.length > 0 ? [row("joined", plain)] : [];
  const back = [...watched].map(([account, watch]): SeenRow => ({ ...row("joined", [account]), watch }));
  return [...back, ...added];
}

function overLimitEntry(connection: string, { at, command, requests, limit }: OverLimit): NewEntry {
  const rows = [{ what: "over_limit", at, command, requests, limit }];
  return { kind: "seen_elsewhere", case: null, body: { connection, group: null, rows } };
}
