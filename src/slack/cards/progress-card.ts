import type { KnownBlock } from "@slack/types";
import type { Progress } from "../../ledger/port.ts";
import { amount } from "../../texts/amount.ts";
import { describeBooks } from "../../texts/books.ts";
import { formatSpan } from "../../texts/span.ts";
import { clean, code, escape, mention } from "../markup.ts";
import { cardOf, type Card } from "./card.ts";
import { sentence } from "./said.ts";

/** A press asks that nothing more be sent for the case whose number is the value. */
export const STOP = "bailiff_stop";

/** How far a batch was at an earlier moment. */
export interface Mark {
  readonly at: number;
  /** Accounts with an outcome. */
  readonly told: number;
}

const SQUARES = 20;

/**
 * How far a batch is, how fast, and how long it may still take. The pace is that since `since`, so that a pause for
 * a chat service that was down does not slow it for ever. The bar stands beside the words, and not in the text that
 * is read aloud.
 */
export function progressCard(progress: Progress, since: Mark, now: number): Card {
  const { number, verb, group, actor, requested, openedAt, stoppedBy, command, lifts } = progress;
  const told = toldOf(progress);
  const share = requested === 0 ? 1 : told / requested;
  const squares = Math.floor(share * SQUARES);
  const bar = `${"■".repeat(squares)}${"□".repeat(SQUARES - squares)}`;
  const by = lifts === null ? mention(actor.person) : `Bailiff, at the end of #${lifts}`;
  const head = `*#${number}* ${verb} in *${escape(group.alias)}* by ${by}: *${amount(told)} of ${amount(requested)}* accounts (${Math.floor(share * 100)} %)`;
  const lines = [
    ...(progress.waits === null ? paceOf({ told, requested }, since, now) : []),
    ...(told > 0 ? [`So far: ${describeBooks(progress.books)}`] : []),
    ...(progress.waits === null ? [] : [`Waiting: ${escape(clean(sentence(progress.waits)))}`]),
    ...(stoppedBy === null ? [] : [`${mention(stoppedBy)} stopped it; what is under way ends first.`]),
  ];
  const small = [`going on for ${formatSpan(now - openedAt)}`, `understood as ${code(command)}`];
  // The end of a ban is nobody's to stop.
  const actions = stoppedBy === null && lifts === null ? [stopButton(number)] : [];
  const { text } = cardOf([head, ...lines], small);
  return { text, blocks: cardOf([head, bar, ...lines], small, actions).blocks };
}

export function toldOf({ books }: Pick<Progress, "books">): number {
  return books.done + books.already + books.absent + books.refused + books.unknown;
}

function paceOf(
  { told, requested }: { readonly told: number; readonly requested: number },
  since: Mark,
  now: number,
): readonly string[] {
  const perSecond = (told - since.told) / Math.max((now - since.at) / 1_000, 0.001);
  if (perSecond <= 0) return [];
  const pace = `${amount(Math.max(1, Math.round(perSecond)))} a second`;
  const left = formatSpan(((requested - told) / perSecond) * 1_000);
  return [told === requested ? pace : `${pace}, about ${left} left`];
}

function stopButton(number: number): KnownBlock {
  return {
    type: "actions",
    elements: [
      {
        type: "button",
        action_id: STOP,
        value: String(number),
        style: "danger",
        text: { type: "plain_text", text: "Stop" },
        accessibility_label: `Stop case #${number}; what was done stays done`,
        confirm: {
          title: { type: "plain_text", text: `Stop #${number}?` },
          text: {
            type: "plain_text",
            text: "Nothing more is sent. What was done stays done, and stands in the result.",
          },
          confirm: { type: "plain_text", text: "Stop" },
          deny: { type: "plain_text", text: "Go on" },
        },
      },
    ],
  };
}
