import { isStepDone, LOG_STEP, progress } from "../tour/progress.ts";
import { column, side } from "../world/choices.ts";

/** On a narrow screen, which of the columns is seen. */
export function ColumnSwitch() {
  const choose = (next: typeof column.value) => () => {
    column.value = next;
    if (next === "side" && side.value === "none") side.value = "groups";
  };
  return (
    <nav class="column-switch" aria-label="Parts of the page">
      <button type="button" aria-pressed={column.value === "channels"} onClick={choose("channels")}>
        Channels
      </button>
      <button type="button" aria-pressed={column.value === "talk"} onClick={choose("talk")}>
        Chat
      </button>
      <button type="button" aria-pressed={column.value === "side"} onClick={choose("side")}>
        {side.value === "tour" ? tourWords() : "Groups, wire"}
      </button>
    </nav>
  );
}

/** What the tour waits for happens in another column: so its button tells when it has. */
function tourWords(): string {
  if (!isStepDone()) return "Tour";
  return progress.value.step === LOG_STEP ? "Tour: done" : "Tour: done, go on";
}
