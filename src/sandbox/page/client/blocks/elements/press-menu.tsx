import type { Confirm, PlainTextElement } from "@slack/types";
import { useSignal } from "@preact/signals";
import type { Surface } from "../surface.ts";
import type { Offer } from "./choosable.ts";
import { Menu } from "./menu.tsx";
import { usePress } from "./use-press.tsx";

/** A menu outside of a window: choosing presses. */
export function PressMenu(props: {
  readonly element: {
    readonly action_id?: string;
    readonly confirm?: Confirm;
    readonly placeholder?: PlainTextElement;
  };
  readonly offer: Offer;
  readonly start: string;
  readonly surface: Surface;
}) {
  const { element, offer, start, surface } = props;
  const { isBusy, press, question } = usePress(surface, element);
  const chosen = useSignal(start);
  const choose = async (value: string): Promise<void> => {
    chosen.value = value;
    await press(value);
    // The same can be chosen again; what became of it the card itself tells.
    chosen.value = start;
  };
  return (
    <>
      <Menu
        label={element.placeholder?.text ?? "More"}
        offer={offer}
        placeholder={element.placeholder ?? { type: "plain_text", text: "More …" }}
        value={chosen.value}
        choose={(value) => void choose(value)}
        action={element.action_id}
        isBusy={isBusy}
        actsAtOnce
      />
      {question}
    </>
  );
}
