import type { ModalView, PlainTextElement } from "@slack/types";
import { z } from "zod";
import { readAlert } from "../../alerts/record.ts";
import { LONGEST_REASON } from "../../grammar/reason.ts";
import type { AlertRecord } from "../../ledger/port.ts";
import { SILENCE_WINDOW } from "../../texts/alerts.ts";
import { silences } from "../cards/alert-buttons.ts";
import { clean, code } from "../markup.ts";

/** The window in which a silence is given its reason. Opening it decides nothing. */
export const SILENCE_CALLBACK = "bailiff_alert_silence";

/** Ids of the fields: of the block and of its element. */
export const SILENCE_FIELDS = { lasts: "silence_lasts", reason: "silence_reason" } as const;

/** The alert's id comes back with the submission. It is no proof of anything: it is looked up. */
export function silenceView(record: AlertRecord, isInShifts: boolean): ModalView {
  const about = `*Alert ${record.number}*: ${code(readAlert(record).facts.title, 200)}`;
  return {
    type: "modal",
    callback_id: SILENCE_CALLBACK,
    private_metadata: record.id,
    title: plain(SILENCE_WINDOW.title),
    submit: plain(SILENCE_WINDOW.submit),
    close: plain(SILENCE_WINDOW.close),
    blocks: [
      { type: "section", text: { type: "mrkdwn", text: about, verbatim: true } },
      {
        type: "input",
        block_id: SILENCE_FIELDS.lasts,
        label: plain(SILENCE_WINDOW.lasts),
        hint: plain(SILENCE_WINDOW.lastsHint),
        element: {
          type: "static_select",
          action_id: SILENCE_FIELDS.lasts,
          placeholder: plain(SILENCE_WINDOW.lastsPlaceholder),
          options: silences(isInShifts).map((one) => ({ text: plain(one.text), value: valueOf(one) })),
        },
      },
      {
        type: "input",
        block_id: SILENCE_FIELDS.reason,
        optional: true,
        label: plain(SILENCE_WINDOW.reason),
        hint: plain(SILENCE_WINDOW.reasonHint),
        element: {
          type: "plain_text_input",
          action_id: SILENCE_FIELDS.reason,
          max_length: LONGEST_REASON,
        },
      },
    ],
  };
}

export interface SilenceEntry {
  /** Null: none was chosen, or none of ours. */
  readonly lasts: number | "shift" | null;
  /** On one line, without blanks around; null when none was entered. */
  readonly reason: string | null;
}

const states = z.record(z.string(), z.record(z.string(), z.unknown()));
const chosen = z.object({ selected_option: z.object({ value: z.string() }) });
const typed = z.object({ value: z.string() });

/** Reads `view.state.values` of a submission, whatever it is. */
export function readSilenceEntry(values: unknown): SilenceEntry {
  const all = states.safeParse(values).data ?? {};
  const { lasts, reason } = SILENCE_FIELDS;
  const option = chosen.safeParse(all[lasts]?.[lasts]).data?.selected_option.value;
  const text = typed.safeParse(all[reason]?.[reason]).data?.value ?? "";
  return {
    lasts: silences(true).find((one) => valueOf(one) === option)?.lasts ?? null,
    reason: clean(text.slice(0, LONGEST_REASON)).trim() || null,
  };
}

function valueOf({ text, lasts }: ReturnType<typeof silences>[number]): string {
  return lasts === "shift" ? lasts : text;
}

function plain(text: string): PlainTextElement {
  return { type: "plain_text", text, emoji: false };
}
