import type { Notice } from "../../cases/notice.ts";
import { casesAsTyped } from "../../grammar/print.ts";
import { decodeEntities } from "../../grammar/normalise.ts";
import type { FoundCase } from "../../ledger/port.ts";
import { amount } from "../../texts/amount.ts";
import * as texts from "../../texts/story.ts";
import { isGroupVerb } from "../../words.ts";
import { channelLink, code, escape, mention, moment } from "../markup.ts";
import { cardOf, type Card } from "./card.ts";
import { piecesOf } from "./note-lines.ts";

/** Groups that are named, of those that were searched. */
const MOST_GROUPS = 12;

type Cases = Notice & { readonly kind: "cases" };

/** A page of cases, newest first, a line a case; and how to see the next page. */
export function casesCard(notice: Cases): Card {
  const { found, request } = notice;
  const { cases, next, isCutShort } = found;
  const searched = searchedFor(notice).join(" · ");
  const head =
    cases.length === 0 ? [texts.NO_CASES, `Looked for: ${searched}.`] : [`Cases, newest first: ${searched}`];
  const cut = isCutShort && next !== null ? [texts.cutShort(next)] : [];
  const older =
    next === null ? [] : [`Older: ${asCopied(`/mod ${casesAsTyped({ ...request, before: next })}`)}`];
  return cardOf([...head, ...cases.map(caseLine), ...cut], older);
}

/** A command as it can be copied: as code, but for mentions, which only Slack can turn into what it sends. */
function asCopied(typed: string): string {
  const parts = typed.split(/(<[@#][A-Z0-9]+>)/).map((part) => part.trim());
  return parts
    .filter((part) => part !== "")
    .map((part) => {
      const [, sign, id = ""] = /^<([@#])([A-Z0-9]+)>$/.exec(part) ?? [];
      if (sign === "@") return mention(id);
      return sign === "#" ? channelLink(id) : code(decodeEntities(part));
    })
    .join(" ");
}

/** What was looked for, so that an empty answer cannot be taken for that of another question. */
function searchedFor({ request, accounts, group, among }: Cases): readonly string[] {
  const { about, by, verb, since, before } = request;
  const names = accounts.map((account) => code(account)).join(", ");
  const parts: string[] = [];
  if (about?.kind === "account") parts.push(`about ${names || code(about.account)}`);
  if (about?.kind === "mention") {
    const who = mention(about.person);
    const theirs = names === "" ? `${who} is linked to no account` : `about their account ${names}`;
    parts.push(by === null ? `asked for by ${who}, or ${theirs}` : theirs);
  }
  if (by !== null) parts.push(`asked for by ${mention(by)}`);
  if (verb !== null) parts.push(`only ${verb}`);
  parts.push(whereOf(group, among));
  if (since !== null) parts.push(escape(texts.searchedSince(since)));
  if (before !== null) parts.push(`before #${before}`);
  return parts;
}

function whereOf(group: string | null, among: readonly string[] | null): string {
  if (group !== null) return `in *${escape(group)}*`;
  if (among === null) return "in all groups";
  const few = among
    .slice(0, MOST_GROUPS)
    .map((alias) => `*${escape(alias)}*`)
    .join(", ");
  const named = among.length > MOST_GROUPS ? `${few} and ${amount(among.length - MOST_GROUPS)} more` : few;
  return `in the groups that you may ask about${named === "" ? ": none" : ` (${named})`}`;
}

/** A case in a list. */
export function caseLine(found: FoundCase): string {
  const { number, verb, group, actor, openedAt, lifts } = found;
  const by = lifts === null ? mention(actor.person) : `Bailiff, at the end of #${lifts}`;
  return `*#${number}* ${moment(openedAt)} ${by}: ${verb}${whom(found)} in *${escape(group.alias)}*: *${texts.describeState(found)}*`;
}

function whom({ verb, requested, first }: FoundCase): string {
  if (isGroupVerb(verb)) return "";
  const names = first.map((account) => code(account, 64)).join(", ");
  const more = requested - first.length;
  return ` ${names}${more > 0 ? ` and ${amount(more)} more` : ""}`;
}

/** Something was added to a case, or would be. */
export function notedCard({ number, by, text, dryRun }: Notice & { readonly kind: "noted" }): Card {
  const head = texts.noteHead(number, dryRun);
  return cardOf([dryRun ? head : `${mention(by)} ${head}`, ...piecesOf(text)], [texts.noteFoot(number)]);
}
