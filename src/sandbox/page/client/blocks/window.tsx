import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { focusMessages } from "./use-place.ts";

/**
 * A window over the page: the browser keeps the focus inside it. It goes back to where it was when the window goes,
 * or to the messages where that is gone. `leave`: Escape was pressed.
 */
export function Window(props: {
  readonly kind: "form" | "question";
  /** Id of the element that names it. */
  readonly labelledBy: string;
  readonly describedBy?: string;
  readonly leave: () => void;
  readonly children: ComponentChildren;
}) {
  const { kind, labelledBy, describedBy, leave, children } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const isGone = useRef(false);
  useLayoutEffect(() => {
    const before = document.activeElement;
    const shown = dialog.current;
    shown?.showModal();
    return () => {
      isGone.current = true;
      shown?.close();
      const back = before instanceof HTMLElement && before.isConnected && before !== document.body;
      if (back) before.focus();
      else focusMessages();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class={`window window-${kind}`}
      aria-modal="true"
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      onCancel={(event) => {
        event.preventDefault();
        leave();
      }}
      onClose={() => {
        // Browsers let a second Escape close a window whatever its page says.
        if (!isGone.current) leave();
      }}
    >
      {children}
    </dialog>
  );
}
