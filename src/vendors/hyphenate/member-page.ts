import { ok, type Result } from "../../result.ts";
import type { MemberPage } from "../port.ts";
import type { MemberRow } from "./answers.ts";
import type { Trouble } from "./errors.ts";
import { standingIn, type Asked, type Reading } from "./states.ts";

/** Members from position `from`, at most `limit`, with how many there are now. */
export async function readMemberPage(
  { groups, members, lists }: Reading,
  { group, space, urgency }: Asked,
  from: number,
  limit: number,
): Promise<Result<MemberPage, Trouble>> {
  const { id } = group.group;
  const facts = await groups.factsNow(space, id, urgency);
  if (!facts.ok) return facts;
  const total = facts.value.members;

  const size = Math.max(1, Math.min(limit, members.pageSize(space)));
  const numbers = pagesFor(from, total === null ? from + limit : Math.min(from + limit, total), size);
  const [admins, ...pages] = await Promise.all([
    lists.admins(space, id, urgency),
    ...numbers.map((number) => members.page({ space, id, number, size, urgency })),
  ]);
  if (!admins.ok) return admins;
  const rows: MemberRow[] = [];
  for (const page of pages) {
    if (!page.ok) return page;
    rows.push(...page.value);
  }
  const shown = rows.slice(from % size, (from % size) + limit);
  return ok({
    rows: shown.map((row) => ({ account: row.account, standing: standingIn(row, admins.value) })),
    total,
    more: total === null ? shown.length === limit : shown.length > 0 && from + shown.length < total,
  });
}

/** Numbers, from 1, of the pages that hold the positions from `from` up to before `end`; at least the first of them. */
function pagesFor(from: number, end: number, size: number): readonly number[] {
  const first = Math.floor(from / size);
  const last = Math.max(first, Math.ceil(end / size) - 1);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index + 1);
}
