import type { PlainTextElement } from "@slack/types";
import { useRef } from "preact/hooks";
import { plainOf } from "../text.tsx";
import { usePlace } from "../use-place.ts";
import type { Offer } from "./choosable.ts";

/** A menu to choose one from. */
export function Menu(props: {
  readonly id?: string;
  readonly label?: string;
  readonly offer: Offer;
  readonly placeholder: PlainTextElement | undefined;
  readonly value: string;
  readonly choose: (value: string) => void;
  readonly action: string | undefined;
  readonly isBusy?: boolean;
  readonly describedBy?: string | undefined;
  readonly isWrong?: boolean;
  /** Whether nothing can be chosen again. */
  readonly canEmpty?: boolean;
  /** Choosing acts at once: then the keyboard must not choose by passing over options. */
  readonly actsAtOnce?: boolean;
}) {
  const { offer, value, canEmpty = false } = props;
  const drawn = useRef<HTMLSelectElement>(null);
  usePlace(drawn);
  const empty = props.placeholder ? plainOf(props.placeholder) : "Choose …";
  return (
    <select
      ref={drawn}
      id={props.id}
      data-action={props.action}
      aria-label={props.label}
      aria-describedby={props.describedBy}
      aria-invalid={props.isWrong}
      aria-disabled={props.isBusy}
      value={value}
      onKeyDown={props.actsAtOnce ? openFirst : undefined}
      onChange={({ currentTarget }) => props.choose(currentTarget.value)}
    >
      <option value="" disabled={!canEmpty} hidden={!canEmpty}>
        {empty}
      </option>
      {offer.map(({ name, all }) => {
        const options = all.map((one) => (
          <option key={one.value} value={one.value}>
            {one.about === "" ? one.words : `${one.words}: ${one.about}`}
          </option>
        ));
        return name === null ? options : <optgroup label={name}>{options}</optgroup>;
      })}
    </select>
  );
}

/** An arrow or a letter on a closed menu chooses at once in some browsers; here it opens the menu. */
function openFirst(event: KeyboardEvent & { readonly currentTarget: HTMLSelectElement }): void {
  const isChoosing = event.key.startsWith("Arrow") || (event.key.length === 1 && event.key !== " ");
  const canOpen = "showPicker" in event.currentTarget;
  if (!canOpen || !isChoosing || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  event.currentTarget.showPicker();
}
