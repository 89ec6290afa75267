import type { Confirm } from "@slack/types";
import { useId } from "preact/hooks";
import { plainOf, Text } from "../text.tsx";
import { Window } from "../window.tsx";

/** Asks once more before something is pressed. The harmless answer has the focus. */
export function ConfirmWindow(props: {
  readonly confirm: Confirm;
  readonly answer: (isConfirmed: boolean) => void;
}) {
  const { confirm, answer } = props;
  const id = useId();
  return (
    <Window kind="question" labelledBy={`${id}-title`} describedBy={`${id}-text`} leave={() => answer(false)}>
      <h2 id={`${id}-title`}>{confirm.title ? plainOf(confirm.title) : "Are you sure?"}</h2>
      <div id={`${id}-text`} class="window-words">
        <Text text={confirm.text} />
      </div>
      <div class="window-answers">
        <button type="button" autofocus onClick={() => answer(false)}>
          {confirm.deny ? plainOf(confirm.deny) : "Cancel"}
        </button>
        <button
          type="button"
          class={confirm.style === "danger" ? "danger" : "primary"}
          onClick={() => answer(true)}
        >
          {confirm.confirm ? plainOf(confirm.confirm) : "Yes"}
        </button>
      </div>
    </Window>
  );
}
