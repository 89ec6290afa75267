import type { Button as ButtonElement } from "@slack/types";
import { useRef } from "preact/hooks";
import { safeUrl } from "../markup.ts";
import type { Surface } from "../surface.ts";
import { plainOf } from "../text.tsx";
import { usePlace } from "../use-place.ts";
import { usePress } from "./use-press.tsx";

/** A button. One with an address is a link, and Slack tells the app of its press all the same. */
export function Button({ element, surface }: { readonly element: ButtonElement; readonly surface: Surface }) {
  const { isBusy, press, question } = usePress(surface, element);
  const drawn = useRef<HTMLButtonElement>(null);
  usePlace(drawn);
  const words = plainOf(element.text);
  const url = element.url === undefined ? null : safeUrl(element.url);
  if (url !== null)
    return (
      <a
        class="button"
        href={url}
        target="_blank"
        rel="noopener noreferrer"
        aria-label={element.accessibility_label}
        onClick={() => void press(element.value)}
      >
        {words}
      </a>
    );
  return (
    <>
      <button
        ref={drawn}
        type="button"
        class={element.style}
        data-action={element.action_id}
        // A disabled button would lose the focus, and the keyboard its place.
        aria-disabled={isBusy}
        aria-label={element.accessibility_label}
        onClick={() => void press(element.value)}
      >
        {words}
      </button>
      {question}
    </>
  );
}
