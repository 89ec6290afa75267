import type { KnownBlock } from "@slack/types";
import { HOLD_BUTTONS } from "../../texts/holds.ts";

/** What a person can say to an act that waits, as the id of a button. */
export const HOLD_ACTIONS = {
  confirm: "bailiff_hold_confirm",
  cancel: "bailiff_hold_cancel",
  approve: "bailiff_hold_approve",
  deny: "bailiff_hold_deny",
  glass: "bailiff_hold_glass",
} as const;

export type HoldAction = keyof typeof HOLD_ACTIONS;

/** What a button or a window is about: a record, and what of it the person was shown. Both are looked up. */
export interface HoldShown {
  readonly hold: string;
  readonly hash: string;
}

const STYLE: Readonly<Record<HoldAction, "primary" | "danger" | null>> = {
  confirm: "primary",
  cancel: null,
  approve: "primary",
  deny: "danger",
  glass: "danger",
};

export function holdButtons({ hold, hash }: HoldShown, actions: readonly HoldAction[]): KnownBlock {
  return {
    type: "actions",
    elements: actions.map((action) => {
      const style = STYLE[action];
      return {
        type: "button",
        action_id: HOLD_ACTIONS[action],
        value: `${hold} ${hash}`,
        text: { type: "plain_text", text: HOLD_BUTTONS[action].text },
        accessibility_label: HOLD_BUTTONS[action].label,
        ...(style === null ? {} : { style }),
      };
    }),
  };
}

export function holdActionOf(actionId: string): HoldAction | null {
  const found = Object.entries(HOLD_ACTIONS).find(([, id]) => id === actionId);
  return found ? (found[0] as HoldAction) : null;
}

/** The value of a button; null when it is none of ours. */
export function readShown(value: string): HoldShown | null {
  const read = /^((?:preview|approval):[0-9a-f]{40}) ([0-9a-f]{64})$/.exec(value);
  const [, hold, hash] = read ?? [];
  return hold !== undefined && hash !== undefined ? { hold, hash } : null;
}
