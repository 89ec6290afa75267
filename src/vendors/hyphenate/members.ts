import { ok, type Result } from "../../result.ts";
import type { Urgency } from "../port.ts";
import { membersAnswer, type MemberRow } from "./answers.ts";
import { MEMBER_PAGES, type HyphenateVendor, type Space } from "./contract.ts";
import type { Trouble } from "./errors.ts";
import { spacePath } from "./requests.ts";
import type { Send } from "./wire.ts";

/** The list of members, which comes in pages and in an order of its own. */
export interface Members {
  /** Largest page. */
  pageSize(space: Space): number;
  /** `number` from 1. */
  page(query: PageQuery): Promise<Result<readonly MemberRow[], Trouble>>;
  /** Everybody. `expected`: about how many there are, so that pages can be read at the same time. */
  all(space: Space, id: string, expected: number | null, urgency: Urgency): Promise<Result<Listing, Trouble>>;
}

export interface Listing {
  readonly rows: readonly MemberRow[];
  /** On how many pages there was somebody. */
  readonly pages: number;
}

export interface PageQuery {
  readonly space: Space;
  readonly id: string;
  readonly number: number;
  readonly size: number;
  readonly urgency: Urgency;
}

export function createMembers(vendor: HyphenateVendor, send: Send): Members {
  const limits = MEMBER_PAGES[vendor];

  async function page({
    space,
    id,
    number,
    size,
    urgency,
  }: PageQuery): Promise<Result<readonly MemberRow[], Trouble>> {
    const answered = await send({
      method: "GET",
      operation: `${space}:get:${limits[space].command}`,
      perSecond: limits[space].perSecond,
      urgency,
      path: `${spacePath(space, id)}/users?pagenum=${number}&pagesize=${size}`,
      answer: membersAnswer,
    });
    return answered.ok ? ok(answered.value.value) : answered;
  }

  return {
    pageSize: (space) => limits[space].batch,
    page,

    async all(space, id, expected, urgency) {
      const size = limits[space].batch;
      const found = new Map<string, MemberRow>();
      let pages = 0;
      const take = (rows: readonly MemberRow[]): boolean => {
        const before = found.size;
        for (const row of rows) found.set(row.account, row);
        if (rows.length > 0) pages += 1;
        return found.size > before;
      };

      const likely = Math.max(1, Math.ceil((expected ?? 0) / size));
      const numbers = Array.from({ length: likely }, (_, index) => index + 1);
      let isFull = false;
      for (const rows of await Promise.all(
        numbers.map((number) => page({ space, id, number, size, urgency })),
      )) {
        if (!rows.ok) return rows;
        take(rows.value);
        isFull = rows.value.length >= size;
      }
      // Goes on while pages are full, or while fewer came than there are said to be: the vendor may cut pages
      // shorter than asked, and a short page must not read as "nobody else is in the group".
      for (let number = likely + 1; isFull || found.size < (expected ?? 0); number += 1) {
        const rows = await page({ space, id, number, size, urgency });
        if (!rows.ok) return rows;
        if (!take(rows.value)) break;
        isFull = rows.value.length >= size;
      }
      return ok({ rows: [...found.values()], pages });
    },
  };
}
