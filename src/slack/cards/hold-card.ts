import type { HeldAct } from "../../cases/held.ts";
import type { Notice } from "../../cases/notice.ts";
import { at, type Hold } from "../../policy/approval.ts";
import type { Approvals } from "../../policy/rules.ts";
import { amountOf } from "../../texts/amount.ts";
import * as texts from "../../texts/holds.ts";
import { formatSpan } from "../../texts/span.ts";
import { isGroupVerb } from "../../words.ts";
import { code, escape, mention, moment } from "../markup.ts";
import { cardOf, type Card } from "./card.ts";
import { holdButtons, type HoldAction } from "./hold-buttons.ts";
import { firstNames } from "./names.ts";
import { planDifference } from "./plan-difference.ts";
import { endLine, otherLines, planLines, smallPrint, summary } from "./preview-card.ts";
import { markup } from "./said.ts";

/** An act that waits, as its cards are drawn from it. */
export interface HoldView {
  readonly id: string;
  readonly held: HeldAct;
  /** The case it has become. */
  readonly number: number | null;
  /** How approvals go by the rules of this moment. */
  readonly approvals: Approvals | null;
  readonly now: number;
}

/** Accounts that an approver reads by name; the rest is counted. */
const NAMED = 20;

export function holdCard(view: HoldView, for_: (Notice & { kind: "hold" })["for"]): Card {
  // Time that has passed counts, whether or not it was written down already.
  const held = { ...view.held, hold: at(view.held.hold, view.now) };
  const now: HoldView = { ...view, held };
  switch (for_) {
    case "approvers":
      return approversCard(now);
    case "announce":
      return glassCard(now);
    case "asker":
      if (held.hold.state !== "waiting") return overCard(now);
      return held.hold.kind === "preview" ? confirmCard(now) : askersCard(now);
    default:
      return for_ satisfies never;
  }
}

/** The plan, for whoever asked for it, to go ahead with or not. */
function confirmCard(view: HoldView): Card {
  const { held, now } = view;
  const { hold, preview, before } = held;
  return cardOf(
    [
      `Preview: ${preview.verb} in *${escape(preview.group)}*. Nothing was done yet.`,
      `Press Confirm to go ahead, until ${moment(hold.expiresAt)}. After that, or with Cancel, nothing is done.`,
      ...(before === null
        ? []
        : [texts.MOVED, ...planDifference(preview.verb, before, preview.rows), "The plan:"]),
      ...planLines(preview, now),
    ],
    smallPrint(preview),
    [buttons(view, ["confirm", "cancel"])],
  );
}

/** For the asker of what others have to approve. */
function askersCard(view: HoldView): Card {
  const { held, approvals, now } = view;
  const { hold, preview } = held;
  return cardOf(
    [
      `*${texts.stateWord(hold)}*, in *${escape(preview.group)}*: ${code(preview.words, 1_000)}. Nothing was done yet.`,
      ...endLine(preview, now),
      ...whyOf(held),
      `It takes ${texts.whoApproves(hold.needed, approvals)}. ${markup(texts.soFar(hold))}`,
      `They are asked until ${moment(hold.expiresAt)}. After that nothing is done.`,
      texts.STAYS,
    ],
    marksOf(held),
    [buttons(view, held.mayBreakGlass ? ["cancel", "glass"] : ["cancel"])],
  );
}

/** What became of it, for the asker. */
function overCard({ held, number }: HoldView): Card {
  const { hold, preview } = held;
  return cardOf(
    [
      `*${texts.stateWord(hold)}*, in *${escape(preview.group)}*: ${code(preview.words, 1_000)}`,
      markup(texts.describeEnd(hold, number)),
    ],
    marksOf(held),
  );
}

/** What approvers decide about, and afterwards what was decided. */
function approversCard(view: HoldView): Card {
  const { held, number } = view;
  const { hold } = held;
  const isOpen = hold.state === "waiting";
  const decided = isOpen
    ? [
        markup(texts.soFar(hold)),
        `Please decide until ${moment(hold.expiresAt)}. After that nothing is done.`,
      ]
    : [markup(texts.describeEnd(hold, number))];
  return cardOf(
    [
      `*${texts.stateWord(hold)}*: ${mention(hold.asker.person)} asked in ${placeOf(held.channel)} for ${code(held.preview.words, 1_000)}`,
      ...(isOpen ? [] : decided),
      ...frozen(view),
      ...(isOpen ? decided : []),
    ],
    marksOf(held),
    isOpen ? [buttons(view, ["approve", "deny"])] : [],
  );
}

/** For the auditors: somebody went ahead alone. */
function glassCard(view: HoldView): Card {
  const { held, number } = view;
  const { hold, preview } = held;
  return cardOf(
    [
      `*${texts.stateWord(hold)}* by ${mention(hold.asker.person)} in ${placeOf(held.channel)}: ${code(preview.words, 1_000)}`,
      markup(texts.describeEnd(hold, number)),
      texts.TO_BE_REVIEWED,
      ...frozen(view),
    ],
    marksOf(held),
  );
}

/** What somebody said to it does not count. */
export function holdRefusedCard(view: HoldView, { refusal }: Notice & { kind: "hold_refused" }): Card {
  const { held, now } = view;
  const hold = at(held.hold, now);
  return cardOf([
    `${texts.CHANGED_NOTHING} It was about ${code(held.preview.words, 1_000)}`,
    markup(texts.describeHoldRefusal(refusal, { ...view, hold })),
  ]);
}

/** What would run, from the copy that was frozen when it was asked. */
function frozen({ held, now }: HoldView): readonly string[] {
  const { preview, reason } = held;
  const { requests, takesMs } = preview;
  const names = preview.rows.map(({ account }) => account);
  const time = takesMs > 1_000 ? `, which take at least ${formatSpan(takesMs)}` : "";
  const who = isGroupVerb(preview.verb)
    ? "the whole group"
    : `${amountOf(names.length, "account")}: ${firstNames(names, NAMED)}`;
  return [
    `${preview.verb} in *${escape(preview.group)}*: ${who}`,
    ...endLine(preview, now),
    ...otherLines(preview),
    `Reason: ${reason === null ? "none was given" : code(reason, 500)}`,
    ...whyOf(held),
    `By the plan: ${summary(preview)}; ${amountOf(requests, "request")} to the chat service${time}`,
  ];
}

function whyOf({ cause }: HeldAct): readonly string[] {
  return cause === null ? [] : [`Why it needs an approval: ${markup(texts.describeCause(cause))}`];
}

/** By which these are told apart: eight digits are enough to compare two messages by eye. */
function marksOf({ hold, rule, policy }: HeldAct): readonly string[] {
  return [markOf(hold), `rule ${escape(rule)}`, `policy \`${escape(policy)}\``];
}

function markOf({ kind, hash }: Hold): string {
  return `${kind === "approval" ? "command" : "plan"} \`${hash.slice(0, 8)}\``;
}

function buttons({ id, held }: HoldView, actions: readonly HoldAction[]): ReturnType<typeof holdButtons> {
  return holdButtons({ hold: id, hash: held.hold.hash }, actions);
}

/** A direct message cannot be mentioned. */
function placeOf(channel: string): string {
  return /^[CG][A-Z0-9_]+$/.test(channel) ? `<#${channel}>` : "a direct message";
}
