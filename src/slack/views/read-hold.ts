import { z } from "zod";
import { LONGEST_REASON } from "../../grammar/reason.ts";
import { readShown, type HoldShown } from "../cards/hold-buttons.ts";
import { clean } from "../markup.ts";
import { HOLD_CALLBACKS, HOLD_FIELDS, type HoldWindow } from "./hold-views.ts";

/** What somebody entered into a window about an act that waits. Nothing of it has been looked at yet. */
export interface HoldEntry {
  readonly typed: string;
  /** On one line, without blanks around; empty when none was entered. */
  readonly reason: string;
}

const metadata = z.object({ hold: z.string(), hash: z.string() });
const typed = z.object({ value: z.string() });
const states = z.record(z.string(), z.record(z.string(), z.unknown()));

export function holdWindowOf(callbackId: string): HoldWindow | null {
  const found = Object.entries(HOLD_CALLBACKS).find(([, id]) => id === callbackId);
  return found ? (found[0] as HoldWindow) : null;
}

/** What the window was about; null when that is none of ours. */
export function readMetadata(text: string): HoldShown | null {
  try {
    const read = metadata.safeParse(JSON.parse(text));
    return read.success ? readShown(`${read.data.hold} ${read.data.hash}`) : null;
  } catch {
    return null;
  }
}

/** Reads `view.state.values` of a submission, whatever it is. */
export function readHoldEntry(values: unknown): HoldEntry {
  const read = states.safeParse(values);
  const all = read.success ? read.data : {};
  const text = (id: string): string => typed.safeParse(all[id]?.[id]).data?.value ?? "";
  return {
    typed: text(HOLD_FIELDS.typed),
    reason: clean(text(HOLD_FIELDS.reason).slice(0, LONGEST_REASON)).trim(),
  };
}
