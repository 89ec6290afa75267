import type { RadioButtons } from "@slack/types";
import { useId } from "preact/hooks";
import type { Surface } from "../surface.ts";
import { Choices } from "./choices.tsx";
import { offeredIn } from "./choosable.ts";
import { usePress } from "./use-press.tsx";

/** One of several, outside of a window: choosing presses. */
export function PressChoices(props: { readonly element: RadioButtons; readonly surface: Surface }) {
  const { element, surface } = props;
  const name = useId();
  const { isBusy, press, question } = usePress(surface, element);
  return (
    <>
      <Choices
        kind="radio"
        name={name}
        label="Choose one"
        offer={offeredIn(element)}
        chosen={element.initial_option?.value === undefined ? [] : [element.initial_option.value]}
        isBusy={isBusy}
        choose={([value]) => void press(value)}
      />
      {question}
    </>
  );
}
