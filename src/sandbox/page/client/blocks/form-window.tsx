import { useSignal } from "@preact/signals";
import { useEffect, useId, useRef } from "preact/hooks";
import type { PageView } from "../../told.ts";
import { dismiss } from "../world/act.ts";
import { notice } from "../world/notice.ts";
import { Blocks } from "./blocks.tsx";
import { fieldsOf } from "./entries.ts";
import type { Surface } from "./surface.ts";
import { useForm } from "./use-form.ts";
import { Window } from "./window.tsx";

/** One window of Bailiff's, with what was entered in it. */
export function FormWindow(props: {
  readonly person: string;
  readonly view: PageView;
  readonly isTop: boolean;
}) {
  const { person, view, isTop } = props;
  const id = useId();
  const isLeft = useSignal(false);
  const form = useForm(person, view);
  const body = useRef<HTMLFormElement>(null);
  const { isWrong } = form;
  useEffect(() => {
    if (!isWrong || !isTop) return;
    const first = body.current?.querySelector<HTMLElement>(".wrong :is(input, select, textarea)");
    first?.focus({ preventScroll: true });
    first?.scrollIntoView({ block: "center" });
  }, [isWrong, isTop, form.sent]);
  if (!isTop) return null;

  const leave = (): void => {
    if (isLeft.value) return;
    isLeft.value = true;
    void dismiss(person, view.id).finally(() => (isLeft.value = false));
  };
  const surface: Surface = {
    form: form.form,
    // Only what stands in messages and in the Home tab can be pressed in the stand-in for Slack.
    press: () => {
      notice("Buttons in windows cannot be pressed in the sandbox.");
      return Promise.resolve(false);
    },
  };
  const asks = view.submit !== null || fieldsOf(view.blocks).length > 0;
  return (
    <Window kind="form" labelledBy={`${id}-title`} leave={leave}>
      <form
        ref={body}
        class="window-sheet"
        noValidate
        data-view={view.callback_id}
        onSubmit={(event) => {
          event.preventDefault();
          void form.send();
        }}
      >
        <div class="window-head">
          <h2 id={`${id}-title`}>{view.title?.text ?? "Bailiff"}</h2>
          <span class="muted">from Bailiff</span>
        </div>
        <div class="window-body">
          <Blocks blocks={view.blocks} surface={surface} />
        </div>
        <div class="window-foot">
          <p class="field-error" role="alert">
            {form.trouble}
          </p>
          <button type="button" onClick={leave}>
            {view.close?.text ?? (asks ? "Cancel" : "Close")}
          </button>
          {asks && (
            <button type="submit" class="primary" aria-disabled={form.isSending}>
              {form.isSending ? "Sending …" : (view.submit?.text ?? "Submit")}
            </button>
          )}
        </div>
      </form>
    </Window>
  );
}
