import type { KnownBlock } from "@slack/types";
import type { Progress } from "../../ledger/port.ts";
import { describeBooks } from "../../texts/books.ts";
import { formatSpan } from "../../texts/span.ts";
import { clean, escape, mention } from "../markup.ts";
import { cardOf, type Card } from "./card.ts";
import { sentence } from "./said.ts";

/** A press asks that nothing more be sent for the case whose number is the value. */
export const STOP = "bailiff_stop";

const SQUARES = 20;

/** How far a batch is, how fast, and how long it may still take; in words first, with a bar beside them. */
export function progressCard(progress: Progress, now: number): Card {
  const { number, verb, group, actor, requested, books, openedAt, stoppedBy } = progress;
  const told = books.done + books.already + books.absent + books.refused + books.unknown;
  const share = requested === 0 ? 1 : told / requested;
  const squares = Math.floor(share * SQUARES);
  const bar = `${"■".repeat(squares)}${"□".repeat(SQUARES - squares)}`;
  const perSecond = told / Math.max((now - openedAt) / 1_000, 0.001);
  const pace = told === 0 ? "" : ` · ${Math.max(1, Math.round(perSecond))} a second`;
  const left =
    told === 0 || told === requested
      ? ""
      : ` · about ${formatSpan(((requested - told) / perSecond) * 1_000)} left`;
  const lines = [
    `*#${number}* ${verb} in *${escape(group.alias)}* by ${mention(actor.person)}: ${told} of ${requested} accounts (${Math.floor(share * 100)} %)`,
    `${bar}${pace}${left}`,
    ...(told > 0 ? [`So far: ${describeBooks(books)}`] : []),
    ...(progress.waits === null ? [] : [escape(clean(sentence(progress.waits)))]),
    ...(stoppedBy === null ? [] : [`${mention(stoppedBy)} stopped it; what is under way ends first.`]),
  ];
  return cardOf(lines, [], stoppedBy === null ? [stopButton(number)] : []);
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
