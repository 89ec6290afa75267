import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";

/** Where the keyboard goes on when what had the focus is gone: among the messages, where it was. */
export function focusMessages(): void {
  document.querySelector<HTMLElement>(".messages")?.focus({ preventScroll: true });
}

/** A card that changes takes its buttons with it; without this the keyboard would begin again at the top of the page. */
export function usePlace(control: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const drawn = control.current;
    return () => {
      if (drawn !== null && drawn === document.activeElement) focusMessages();
    };
  }, []);
}
