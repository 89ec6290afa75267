import type { Datepicker } from "@slack/types";
import { useSignal } from "@preact/signals";
import type { Surface } from "../surface.ts";
import { usePress } from "./use-press.tsx";

/** A day, outside of a window: a date that is being typed passes through other days, so there is a button. */
export function PressDate({ element, surface }: { readonly element: Datepicker; readonly surface: Surface }) {
  const { isBusy, press, question } = usePress(surface, element);
  const day = useSignal(element.initial_date ?? "");
  return (
    <>
      <input
        type="date"
        aria-label={element.placeholder?.text ?? "Day"}
        value={day.value}
        onInput={({ currentTarget }) => (day.value = currentTarget.value)}
      />
      <button
        type="button"
        aria-disabled={isBusy || day.value === ""}
        onClick={() => day.value !== "" && void press(day.value)}
      >
        Choose this day
      </button>
      {question}
    </>
  );
}
