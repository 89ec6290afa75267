import { booksOf, type Case, type NewEntry, type NewJob } from "../ledger/port.ts";
import { readAsk } from "./ask.ts";
import { isBatch } from "./batch.ts";
import { alertCardChange } from "./alert-cards.ts";
import { post, postBeside, type Casework } from "./casework.ts";
import type { Address, AskerAddress } from "./notice.ts";
import { isDirect } from "./place.ts";
import { tableOf } from "./table.ts";

/** How a result is told: as news of a case that was told before, and whether what is unknown goes on being read. */
export interface Tale {
  readonly late: string | null;
  readonly readOn: boolean;
}

/** The messages about a case that was settled, or of which there is late news. */
export async function resultPosts(work: Casework, kase: Case, { late, readOn }: Tale): Promise<NewJob[]> {
  const now = work.clock.now();
  const here = await placeOfResult(work, kase);
  const id = late === null ? `#${kase.number}` : `${late}:#${kase.number}`;
  const notice = { kind: "result", number: kase.number, late: late !== null, readOn } as const;
  const card = await alertCard(work, kase, id);
  const table = isBatch(kase.targets.length) && here.to === "channel" ? [tablePost(kase, id, now)] : [];
  return [post(`result:${id}`, here, notice, now), ...table, ...card];
}

/** Where a case is told, which is where it was asked for. */
export async function placeOfResult(work: Casework, kase: Case): Promise<Exclude<Address, { to: "log" }>> {
  const asker = await askerOfCase(work, kase);
  // Direct messages are answered in private; reading their history, to post once, would need one more scope.
  if (isDirect(kase.channel)) return { to: "asker", ...asker };
  const below = kase.alert === null ? {} : { below: `alert:${kase.alert}` };
  return { to: "channel", channel: kase.channel, asker, ...below };
}

/** The card of the alert it was asked for on says what came of it. */
async function alertCard(
  { ledger, clock }: Casework,
  { alert }: Case,
  id: string,
): Promise<readonly NewJob[]> {
  const record = alert === null ? null : await ledger.alertById(alert);
  return record === null ? [] : [alertCardChange(record, id, clock.now())];
}

function tablePost({ number, channel }: Case, id: string, now: number): NewJob {
  return postBeside(`table:${id}`, channel, { kind: "table", number, below: `result:${id}` }, now);
}

/** Who asked for a case, with the place for a private answer that came with the request. */
export async function askerOfCase({ ledger }: Casework, kase: Case): Promise<AskerAddress> {
  const request = await ledger.jobById(kase.origin);
  const responseUrl = request === null ? null : readAsk(request.payload).responseUrl;
  return { channel: kase.channel, person: kase.actor.person, responseUrl };
}

/** The result as it is told, with the digest of the table, which can be made again from the case at any time. */
export function closedEntry(kase: Case, late: boolean): NewEntry {
  const { sha256 } = tableOf(kase);
  return {
    kind: "closed",
    case: kase.number,
    body: {
      verb: kase.verb,
      group: kase.group.alias,
      books: booksOf(kase.targets),
      requested: kase.targets.length,
      table: sha256,
      late,
    },
  };
}
