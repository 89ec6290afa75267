import type { InputBlock, KnownBlock, ModalView, PlainTextElement } from "@slack/types";
import type { HeldAct } from "../../cases/held.ts";
import { LONGEST_REASON } from "../../grammar/reason.ts";
import { HOLD_FIELD_TEXTS, HOLD_WINDOWS } from "../../texts/holds.ts";
import { firstNames } from "../cards/names.ts";
import type { HoldShown } from "../cards/hold-buttons.ts";
import { code, mention } from "../markup.ts";
import { isGroupVerb } from "../../words.ts";

/** Windows in which somebody gives the reason for what they say to an act that waits. Opening one decides nothing. */
export const HOLD_CALLBACKS = {
  approve: "bailiff_hold_approve",
  deny: "bailiff_hold_deny",
  glass: "bailiff_hold_glass",
} as const;

export type HoldWindow = keyof typeof HOLD_CALLBACKS;

/** Ids of the fields: of the block and of its element. */
export const HOLD_FIELDS = { typed: "hold_typed", reason: "hold_reason" } as const;

/** Accounts named in a window; the card names them too. */
const NAMED = 20;
const LONGEST_TYPED = 60;

/** `shown` comes back with the submission. It is no proof of anything: the record is looked up and compared. */
export function holdView(window: HoldWindow, shown: HoldShown, held: HeldAct): ModalView {
  return {
    type: "modal",
    callback_id: HOLD_CALLBACKS[window],
    private_metadata: JSON.stringify({ hold: shown.hold, hash: shown.hash } satisfies HoldShown),
    title: plain(HOLD_WINDOWS[window].title),
    submit: plain(HOLD_WINDOWS[window].submit),
    close: plain(HOLD_FIELD_TEXTS.close),
    blocks: [...about(held, shown), ...(window === "glass" ? glassFields() : []), reasonField(window)],
  };
}

/** What is decided about stands in the window too, so that nobody decides about another card than they think. */
function about({ hold, preview }: HeldAct, { hash }: HoldShown): readonly KnownBlock[] {
  const names = firstNames(
    preview.rows.map(({ account }) => account),
    NAMED,
  );
  // Each in a section of its own: one holds 3,000 characters, and a character may be five when escaped.
  return [
    `${mention(hold.asker.person)} asked for ${code(preview.words, 500)}`,
    `${preview.verb} in ${code(preview.group, 100)}: ${isGroupVerb(preview.verb) ? "the whole group" : names}`,
    `command \`${hash.slice(0, 8)}\``,
  ].map((text) => ({ type: "section", text: { type: "mrkdwn", text, verbatim: true } }));
}

function glassFields(): readonly KnownBlock[] {
  return [
    { type: "section", text: plain(HOLD_FIELD_TEXTS.glass) },
    {
      type: "input",
      block_id: HOLD_FIELDS.typed,
      label: plain(HOLD_FIELD_TEXTS.typed),
      hint: plain(HOLD_FIELD_TEXTS.typedHint),
      element: { type: "plain_text_input", action_id: HOLD_FIELDS.typed, max_length: LONGEST_TYPED },
    },
  ];
}

/** Whoever approves may say why; whoever denies or goes ahead alone has to. */
function reasonField(window: HoldWindow): InputBlock {
  return {
    type: "input",
    block_id: HOLD_FIELDS.reason,
    optional: window === "approve",
    label: plain(HOLD_FIELD_TEXTS.reason),
    hint: plain(HOLD_FIELD_TEXTS.reasonHint),
    element: {
      type: "plain_text_input",
      action_id: HOLD_FIELDS.reason,
      multiline: true,
      max_length: LONGEST_REASON,
    },
  };
}

function plain(text: string): PlainTextElement {
  return { type: "plain_text", text, emoji: false };
}
