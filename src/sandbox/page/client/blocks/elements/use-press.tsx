import type { Confirm } from "@slack/types";
import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import type { Surface } from "../surface.ts";
import { ConfirmWindow } from "./confirm.tsx";

/** The way from an element to a press of it, over the question that it may ask first. */
export interface Pressing {
  /** A press is under way. */
  readonly isBusy: boolean;
  /** Does nothing while one is. False: it was not pressed after all. */
  readonly press: (value?: string) => Promise<boolean>;
  /** The question, while it is asked. */
  readonly question: VNode | null;
}

export function usePress(
  surface: Surface,
  element: { readonly action_id?: string; readonly confirm?: Confirm },
): Pressing {
  const isBusy = useSignal(false);
  const answer = useSignal<((isConfirmed: boolean) => void) | null>(null);
  const { confirm, action_id: action = "" } = element;
  const isMeant = (): Promise<boolean> =>
    confirm === undefined
      ? Promise.resolve(true)
      : new Promise((resolve) => {
          answer.value = resolve;
        });
  return {
    isBusy: isBusy.value,
    async press(value) {
      if (isBusy.value) return false;
      isBusy.value = true;
      try {
        return (await isMeant()) && (await surface.press(action, value));
      } finally {
        isBusy.value = false;
      }
    },
    question:
      confirm !== undefined && answer.value !== null ? (
        <ConfirmWindow
          confirm={confirm}
          answer={(isConfirmed) => {
            answer.value?.(isConfirmed);
            answer.value = null;
          }}
        />
      ) : null,
  };
}
