import type { Clock, Instant } from "../../clock.ts";
import { fail, ok, type Result } from "../../result.ts";
import { notPermitted, readTrouble } from "../../texts/vendor.ts";
import type { End } from "../../words.ts";
import type { Listed } from "../port.ts";
import { bannedAnswer } from "./answers.ts";
import { BAN_SPAN, READS } from "./contract.ts";
import { NO_PERMISSION, ofRead, unreadable, VENDOR, type Trouble } from "./errors.ts";
import { isWithout } from "./kinds.ts";
import type { Send } from "./wire.ts";

/** Who is banned from a group. Only a list tells; there is no way to ask about one account. */
export interface Bans {
  /** Fails with code 10007 and `misconfigured` where the app has no bans. */
  banned(groupId: string, kind: string): Promise<Result<readonly Listed[], Trouble>>;
}

export function createBans(send: Send, clock: Clock): Bans {
  async function pageAt(groupId: string, offset: number) {
    const answered = await send({
      service: "group_open_http_svc",
      command: READS.banned.command,
      perSecond: READS.banned.perSecond,
      body: () => ok({ GroupId: groupId, Limit: READS.banned.batch, Offset: offset }),
      answer: bannedAnswer,
    });
    return answered.ok ? ok(answered.value.value) : fail(withPlan(answered.failure));
  }

  return {
    async banned(groupId, kind) {
      if (isWithout(kind, "ban")) return ok([]);
      const now = clock.now();
      const ends = new Map<string, End>();
      let offset = 0;
      for (;;) {
        const page = await pageAt(groupId, offset);
        if (!page.ok) return page;
        for (const { Member_Account: account, BannedUntil: until } of page.value.rows) {
          // As with mutes, an end of 0 is how the vendor writes "not".
          if (until !== 0) ends.set(account, endOf(until, now));
        }
        if (page.value.next === null) return ok(listed(ends));
        if (page.value.next <= offset) return fail(ofRead(unreadable(readTrouble.endless(VENDOR))));
        offset = page.value.next;
      }
    },
  };
}

/** Somebody who moved from page to page while they were read stands in the list once. */
function listed(ends: ReadonlyMap<string, End>): readonly Listed[] {
  return [...ends].map(([account, until]) => ({ account, until }));
}

/**
 * Whether the vendor counts 4294967295 seconds from now or keeps the number as a word, as for mutes, is not
 * documented. As an end it would be in 2106, so it is the word; and nobody bans for a hundred years and a day.
 */
function endOf(seconds: number, now: Instant): End {
  const until = seconds * BAN_SPAN.unitMs;
  return seconds === BAN_SPAN.permanent || until - now > HUNDRED_YEARS_MS ? "permanent" : until;
}

const HUNDRED_YEARS_MS = 100 * 365.25 * 86_400_000;

/** 10007 to a command about bans means the plan or the switch, unless something else is known (1047/50295). */
function withPlan(trouble: Trouble): Trouble {
  if (trouble.code !== NO_PERMISSION) return trouble;
  return { code: trouble.code, failure: { kind: "misconfigured", detail: notPermitted.noBans } };
}
