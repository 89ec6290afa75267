import type { ListedRow, Notice } from "../../cases/notice.ts";
import { formatSpan } from "../../texts/span.ts";
import { amount } from "../../texts/amount.ts";
import { code, escape, moment } from "../markup.ts";
import { cardOf, type Card } from "./card.ts";
import { firstNames, linesOfNames } from "./names.ts";

/** Names of one lot, where there are few lots, and where there are many. */
const MOST_NAMED = 80;
const MOST_NAMED_EACH = 20;
const FEW_KINDS = 5;

/** Who is muted in a group or banned from it, those whose time ends first on top. */
export function listedCard({ what, group, rows }: Notice & { kind: "listed" }, now: number): Card {
  const place = what === "muted" ? "in" : "from";
  if (rows.length === 0) return cardOf([`Nobody is ${what} ${place} *${escape(group)}*.`]);
  const sorted = rows.toSorted((one, other) => rank(one) - rank(other));
  const alike = Map.groupBy(sorted, (row) => {
    const by = row.case === null ? "not by Bailiff" : `by #${row.case}`;
    return `${endOf(row, now)}, ${by}`;
  });
  // A batch gives thousands the same end: those go by name as far as a few lines, and then in numbers.
  const most = alike.size > FEW_KINDS ? MOST_NAMED_EACH : MOST_NAMED;
  const lines = [...alike].map(
    ([lot, group]) =>
      `${firstNames(
        group.map(({ account }) => account),
        most,
      )} ${lot}`,
  );
  return cardOf([`*${amount(rows.length)}* ${what} ${place} *${escape(group)}*:`, ...lines]);
}

function endOf({ until }: ListedRow, now: number): string {
  if (until === "permanent") return "permanently";
  return until > now
    ? `until ${moment(until)}, ${formatSpan(until - now)} left`
    : `until ${moment(until)}, being lifted`;
}

function rank(row: ListedRow): number {
  return row.until === "permanent" ? Number.POSITIVE_INFINITY : row.until;
}

/** Who is in a group, one page of it: owner and admins first, then the others. */
export function membersCard({ group, groupKind, from, page }: Notice & { kind: "members" }): Card {
  const place = `*${escape(group)}* (${escape(groupKind)})`;
  const { rows, total, more } = page;
  if (rows.length === 0)
    return cardOf([from === 0 ? `${place} has no members.` : `${place} has no members on this page.`]);
  const range = `${amount(from + 1)} to ${amount(from + rows.length)}`;
  const plain = rows.filter(({ standing }) => standing === "member").map(({ account }) => account);
  const next = from / PAGE + 2;
  return cardOf(
    [
      `Members ${range}${total === null ? "" : ` of ${amount(total)}`} of ${place}:`,
      ...named("Owner", rows, "owner"),
      ...named("Admins", rows, "admin"),
      ...linesOfNames(plain),
    ],
    more ? [`\`/mod members ${escape(group)} ${next}\` shows the next page`] : [],
  );
}

/** Members on a page, as the query reads them. */
const PAGE = 200;

function named(
  what: string,
  rows: (Notice & { kind: "members" })["page"]["rows"],
  standing: string,
): readonly string[] {
  const names = rows.filter((row) => row.standing === standing).map(({ account }) => code(account));
  return names.length === 0 ? [] : [`${what}: ${names.join(", ")}`];
}
