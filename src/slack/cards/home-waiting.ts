import type { KnownBlock } from "@slack/types";
import type { OpenHome, WaitingAct } from "../../cases/home.ts";
import { stateWord, whoApproves } from "../../texts/holds.ts";
import { amountOf } from "../../texts/amount.ts";
import * as texts from "../../texts/home.ts";
import { formatSpan } from "../../texts/span.ts";
import { isGroupVerb } from "../../words.ts";
import { channelLink, code, escape, mention, moment } from "../markup.ts";
import { cut, sectionsOf } from "./card.ts";
import { holdButtons, type HoldAction } from "./hold-buttons.ts";
import { firstNames } from "./names.ts";
import { endLine } from "./preview-card.ts";

/** Acts with their buttons; of others it is said how many there are. */
const SHOWN = { approvals: 3, mine: 2 } as const;
/** Longest text of one act, in characters. */
const LONGEST_ACT = 900;
const NAMED = 5;

/** A string is a heading. */
type Piece = string | KnownBlock;

export function approvalBlocks({ approvals, at }: OpenHome): readonly Piece[] {
  if (approvals.length === 0) return [];
  const shown = approvals.slice(0, SHOWN.approvals);
  const left = approvals.length - shown.length;
  const channel = approvals[0]?.approvals?.channel;
  return [
    texts.TITLES.approvals,
    ...shown.flatMap((act) => actBlocks(act, [forApprover(act), ...about(act, at)], ["approve", "deny"])),
    ...(left > 0
      ? sectionsOf([texts.moreApprovals(left, channel === undefined ? "Slack" : channelLink(channel))], 1_000)
      : []),
  ];
}

export function mineBlocks({ mine, at }: OpenHome): readonly Piece[] {
  if (mine.length === 0) return [];
  const shown = mine.slice(0, SHOWN.mine);
  const left = mine.length - shown.length;
  return [
    texts.TITLES.mine,
    ...shown.flatMap((act) => actBlocks(act, [forAsker(act), ...about(act, at)], answersOf(act))),
    ...(left > 0 ? sectionsOf([texts.moreMine(left)], 1_000) : []),
  ];
}

function actBlocks(
  { id, held }: WaitingAct,
  lines: readonly string[],
  actions: readonly HoldAction[],
): readonly KnownBlock[] {
  return [
    ...sectionsOf([cut(lines.join("\n"), LONGEST_ACT)], 2 * LONGEST_ACT),
    holdButtons({ hold: id, hash: held.hold.hash }, actions),
  ];
}

/** As on the card of the asker. */
function answersOf({ held: { hold, mayBreakGlass } }: WaitingAct): readonly HoldAction[] {
  if (hold.kind === "preview") return ["confirm", "cancel"];
  return mayBreakGlass ? ["cancel", "glass"] : ["cancel"];
}

function forApprover({ held: { hold, channel, preview } }: WaitingAct): string {
  // A direct message cannot be linked.
  const place = /^[CG]/.test(channel) ? channelLink(channel) : "a direct message";
  return `${mention(hold.asker.person)} asked in ${place} for ${code(preview.words, 200)}`;
}

function forAsker({ held: { hold, preview }, approvals }: WaitingAct): string {
  const words = code(preview.words, 200);
  return hold.kind === "preview"
    ? `*${stateWord(hold)}* for your word: ${words}. Nothing was done yet.`
    : `*${stateWord(hold)}*: ${words}. Nothing was done yet; it takes ${whoApproves(hold.needed, approvals)}.`;
}

function about({ held }: WaitingAct, now: number): readonly string[] {
  const { hold, preview, reason } = held;
  const names = preview.rows.map(({ account }) => account);
  const who = isGroupVerb(preview.verb)
    ? "the whole group"
    : `${amountOf(names.length, "account")}: ${firstNames(
        names.slice(0, NAMED).map((name) => name.slice(0, 40)),
        NAMED,
      )}${names.length > NAMED ? " and others" : ""}`;
  return [
    `${preview.verb} in *${escape(preview.group)}*: ${who}`,
    ...endLine(preview, now),
    ...(reason === null ? [] : [`Reason: ${code(reason, 120)}`]),
    `Decide until ${moment(hold.expiresAt)}, ${formatSpan(hold.expiresAt - now)} left · ${hold.kind === "approval" ? "command" : "plan"} \`${hold.hash.slice(0, 8)}\``,
  ];
}
