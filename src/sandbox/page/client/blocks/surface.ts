import type { InputBlock } from "@slack/types";
import type { FormValue } from "../world/act.ts";

/** Where blocks stand, and what pressing something there does. */
export interface Surface {
  /** Sends a press of a button, or a choice from a menu, as the person one speaks as. */
  press(actionId: string, value?: string): Promise<boolean>;
  /** What is entered in the window in which the blocks stand; input blocks stand in windows only. */
  readonly form?: Form;
}

export interface Form {
  valueOf(block: InputBlock): FormValue;
  enter(block: InputBlock, value: FormValue): void;
  /** What is wrong with a field, in words; null: nothing that is known. */
  errorOf(block: InputBlock): string | null;
}
