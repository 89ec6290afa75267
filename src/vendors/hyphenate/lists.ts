import type { z } from "zod";
import type { Clock } from "../../clock.ts";
import { ok, type Result } from "../../result.ts";
import type { End } from "../../words.ts";
import type { Listed, Urgency } from "../port.ts";
import { blockedAnswer, joinedAnswer, mutedAnswer, namesAnswer, userAnswer } from "./answers.ts";
import { FOR_EVER_FROM, READS, UNPAGED_BLOCKS, type Space } from "./contract.ts";
import type { Trouble } from "./errors.ts";
import { spacePath } from "./requests.ts";
import type { Send } from "./wire.ts";

/** What can be read about a group besides its members. All names come folded. */
export interface Lists {
  admins(space: Space, id: string, urgency: Urgency): Promise<Result<ReadonlySet<string>, Trouble>>;
  muted(space: Space, id: string, urgency: Urgency): Promise<Result<readonly Listed[], Trouble>>;
  blocked(space: Space, id: string, urgency: Urgency): Promise<Result<readonly string[], Trouble>>;
  /** Groups only: the vendors have no such request for rooms. */
  isJoined(id: string, account: string, urgency: Urgency): Promise<Result<boolean, Trouble>>;
  exists(account: string, urgency: Urgency): Promise<Result<boolean, Trouble>>;
}

export function createLists(send: Send, clock: Clock): Lists {
  async function get<T>(
    read: { readonly command: string; readonly perSecond: number },
    urgency: Urgency,
    scope: string,
    path: string,
    answer: z.ZodType<T>,
  ): Promise<Result<T, Trouble>> {
    const operation = `${scope}:${read.command}`;
    const { perSecond } = read;
    const answered = await send({ method: "GET", operation, perSecond, urgency, path, answer });
    return answered.ok ? ok(answered.value.value) : answered;
  }

  /** From the beginning, page by page; a page that brings nobody new is the last, whatever its cursor says. */
  async function blockedByPages(
    space: Space,
    id: string,
    urgency: Urgency,
  ): Promise<Result<readonly string[], Trouble>> {
    const seen = new Set<string>();
    for (let cursor = ""; ;) {
      const query = new URLSearchParams({ pageSize: String(READS.blocked.batch), cursor });
      const path = `${spacePath(space, id)}/blocks/users?${query.toString()}`;
      const page = await get(READS.blocked, urgency, `${space}:get`, path, blockedAnswer);
      if (!page.ok) return page;
      const before = seen.size;
      for (const account of page.value.accounts) seen.add(account);
      if (page.value.cursor === null || seen.size === before) return ok([...seen]);
      cursor = page.value.cursor;
    }
  }

  return {
    async admins(space, id, urgency) {
      const path = `${spacePath(space, id)}/admin`;
      const admins = await get(READS.admins, urgency, `${space}:get`, path, namesAnswer);
      return admins.ok ? ok(new Set(admins.value)) : admins;
    },

    async muted(space, id, urgency) {
      const path = `${spacePath(space, id)}/mute`;
      const muted = await get(READS.muted, urgency, `${space}:get`, path, mutedAnswer);
      if (!muted.ok) return muted;
      const now = clock.now();
      return ok(
        muted.value
          .map(({ user, expire }): Listed => ({ account: user, until: endOf(expire) }))
          .filter(({ until }) => until === "permanent" || until > now),
      );
    },

    async blocked(space, id, urgency) {
      const path = `${spacePath(space, id)}/blocks/users`;
      const all = await get(READS.blocked, urgency, `${space}:get`, path, blockedAnswer);
      if (!all.ok) return all;
      const isWhole = all.value.cursor === null && all.value.accounts.length < UNPAGED_BLOCKS;
      // Rooms have no pages in the documents: what they tell is all there is.
      if (isWhole || space === "chatroom") return ok(all.value.accounts);
      return blockedByPages(space, id, urgency);
    },

    isJoined: (id, account, urgency) =>
      get(
        READS.joined,
        urgency,
        "chatgroup:get",
        `${spacePath("chatgroup", id)}/user/${encodeURIComponent(account)}/is_joined`,
        joinedAnswer,
      ),

    async exists(account, urgency) {
      const path = `/users/${encodeURIComponent(account)}`;
      const user = await get(READS.user, urgency, "users", path, userAnswer);
      if (user.ok) return ok(user.value.includes(account));
      return user.failure.refusal?.means === "no_account" ? ok(false) : user;
    },
  };
}

function endOf(expire: number): End {
  return expire < 0 || expire >= FOR_EVER_FROM ? "permanent" : expire;
}
