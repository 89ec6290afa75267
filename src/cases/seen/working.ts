import type { Instant } from "../../clock.ts";
import type { Job, NewEntry, NewJob, NewSeen, Telling } from "../../ledger/port.ts";
import type { OverLimit } from "../../vendors/port.ts";
import type { Casework } from "../casework.ts";
import { groupTold, newsOf, type Looking } from "./news.ts";
import { readWork, type CallbackWork } from "./row.ts";
import { tellGathered } from "./telling.ts";

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
  const rows = group === null ? [] : await newsOf(lookingAt(work, connection), group, told, job.createdAt);
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

function lookingAt({ ledger, drivers }: Casework, connection: string): Looking {
  return { ledger, driver: drivers.get(connection) };
}

function overLimitEntry(connection: string, { at, command, requests, limit }: OverLimit): NewEntry {
  const rows = [{ what: "over_limit", at, command, requests, limit }];
  return { kind: "seen_elsewhere", case: null, body: { connection, group: null, rows } };
}
