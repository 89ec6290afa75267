import type { InputBlock } from "@slack/types";
import { useId } from "preact/hooks";
import { Entry } from "./elements/entry.tsx";
import type { Surface } from "./surface.ts";
import { plainOf } from "./text.tsx";

/** Elements of several controls: their label names the group. */
const GROUPED = new Set<InputBlock["element"]["type"]>([
  "checkboxes",
  "radio_buttons",
  "multi_static_select",
  "multi_users_select",
  "multi_channels_select",
  "multi_conversations_select",
]);

/** A question of a window: its label, what is entered, a hint, and what is wrong with it. */
export function Field({
  block,
  surface: { form },
}: {
  readonly block: InputBlock;
  readonly surface: Surface;
}) {
  const id = useId();
  // Slack has them in windows only, and so has its stand-in.
  if (form === undefined) return null;
  const { label, hint, optional = false, element } = block;
  const error = form.errorOf(block);
  const about = [error === null ? "" : `${id}-error`, hint ? `${id}-hint` : ""].filter((one) => one !== "");
  const describedBy = about.length === 0 ? undefined : about.join(" ");
  const words = (
    <>
      {plainOf(label)}
      {optional && <span class="muted"> (optional)</span>}
    </>
  );
  const inside = (
    <>
      <Entry
        id={id}
        block={block}
        value={form.valueOf(block)}
        enter={(value) => form.enter(block, value)}
        describedBy={describedBy}
        isWrong={error !== null}
      />
      {error !== null && (
        <p id={`${id}-error`} class="field-error">
          <span class="visually-hidden">Error: </span>
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} class="field-hint">
          {plainOf(hint)}
        </p>
      )}
    </>
  );
  const shown = error === null ? "block-field" : "block-field wrong";
  return GROUPED.has(element.type) ? (
    <fieldset class={shown} data-block={block.block_id} aria-describedby={describedBy}>
      <legend>{words}</legend>
      {inside}
    </fieldset>
  ) : (
    <div class={shown} data-block={block.block_id}>
      <label for={id}>{words}</label>
      {inside}
    </div>
  );
}
