import type { EmailInput, NumberInput, PlainTextInput, URLInput } from "@slack/types";
import { plainOf } from "../text.tsx";

/** One line of text, or several. Slack's own client counts and complains; the browser lets everything be typed. */
export function TextBox(props: {
  readonly id: string;
  readonly element: PlainTextInput | NumberInput | EmailInput | URLInput;
  readonly value: string;
  readonly enter: (value: string) => void;
  readonly describedBy: string | undefined;
  readonly isWrong: boolean;
}) {
  const { element } = props;
  const common = {
    id: props.id,
    value: props.value,
    placeholder: element.placeholder ? plainOf(element.placeholder) : undefined,
    autofocus: element.focus_on_load ?? false,
    "aria-describedby": props.describedBy,
    "aria-invalid": props.isWrong,
  };
  if (element.type === "plain_text_input" && element.multiline)
    return (
      <textarea
        {...common}
        rows={3}
        spellcheck={false}
        onInput={({ currentTarget }) => props.enter(currentTarget.value)}
      />
    );
  return (
    <input
      {...common}
      {...kindOf(element)}
      autocomplete="off"
      onInput={({ currentTarget }) => props.enter(currentTarget.value)}
    />
  );
}

function kindOf(element: Parameters<typeof TextBox>[0]["element"]) {
  switch (element.type) {
    case "plain_text_input":
      return { type: "text" } as const;
    case "email_text_input":
      return { type: "email" } as const;
    case "url_text_input":
      return { type: "url" } as const;
    case "number_input": {
      const bounds = { min: element.min_value, max: element.max_value };
      return { type: "number", step: element.is_decimal_allowed ? "any" : "1", ...bounds } as const;
    }
    default:
      return element satisfies never;
  }
}
