import type { KnownBlock } from "@slack/types";
import type { Case } from "../../ledger/port.ts";
import { formatSpan } from "../../texts/span.ts";
import { clean, code } from "../markup.ts";
import { cardOf, type Card } from "./card.ts";
import { headline } from "./case-card.ts";

/** What a button of ours does; its value is always the id of a record, never a parameter. */
export const ACTIONS = { runAgain: "bailiff_run_again", leaveIt: "bailiff_leave_it" } as const;

/** Asks whether a command that was typed twice is meant twice. */
export function repeatCard(held: string, words: string, kase: Case, agoMs: number): Card {
  const lines = [
    `You asked the same ${formatSpan(agoMs)} ago: ${code(words)}`,
    headline(kase, false),
    "Nothing was done a second time. Run it again?",
  ];
  const actions: KnownBlock = {
    type: "actions",
    elements: [
      {
        type: "button",
        action_id: ACTIONS.runAgain,
        value: held,
        text: { type: "plain_text", text: "Run it again" },
        accessibility_label: clean(`Run it again: ${words}`).slice(0, 75),
      },
      {
        type: "button",
        action_id: ACTIONS.leaveIt,
        value: held,
        text: { type: "plain_text", text: "Leave it" },
        accessibility_label: "Leave it; do nothing more",
      },
    ],
  };
  return cardOf(lines, [], [actions]);
}
