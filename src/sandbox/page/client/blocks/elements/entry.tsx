import type { InputBlock } from "@slack/types";
import { isEmpty } from "../complaints.ts";
import type { FormValue } from "../../world/act.ts";
import { Undrawn } from "../undrawn.tsx";
import { Choices } from "./choices.tsx";
import { offeredBySlack, offeredIn, type Offer } from "./choosable.ts";
import { Files } from "./files.tsx";
import { Menu } from "./menu.tsx";
import { TextBox } from "./text-box.tsx";

interface EntryProps {
  readonly id: string;
  readonly block: InputBlock;
  readonly value: FormValue;
  readonly enter: (value: FormValue) => void;
  readonly describedBy: string | undefined;
  readonly isWrong: boolean;
}

/** The element of an input block, in which something is entered. */
export function Entry({ block, ...props }: EntryProps) {
  const { element, optional = false } = block;
  const { id, value, enter, describedBy, isWrong } = props;
  const text = typeof value === "string" ? value : "";
  const many = Array.isArray(value) ? (value as readonly string[]) : [];
  const menu = (offer: Offer, placeholder: { text: string } | undefined) => (
    <Menu
      id={id}
      offer={offer}
      placeholder={placeholder && { type: "plain_text", ...placeholder }}
      value={text}
      choose={(chosen) => enter(chosen === "" ? null : chosen)}
      action={element.action_id}
      describedBy={describedBy}
      isWrong={isWrong}
      canEmpty={optional}
    />
  );
  const boxes = (offer: Offer, most?: number) => (
    <Choices
      kind="checkbox"
      name={id}
      offer={offer}
      chosen={many}
      choose={enter}
      {...(most === undefined ? {} : { most })}
    />
  );
  const picked = (type: "date" | "time") => (
    <input
      id={id}
      type={type}
      value={text}
      aria-describedby={describedBy}
      aria-invalid={isWrong}
      onInput={({ currentTarget }) => enter(currentTarget.value === "" ? null : currentTarget.value)}
    />
  );
  switch (element.type) {
    case "plain_text_input":
    case "number_input":
    case "email_text_input":
    case "url_text_input":
      return <TextBox {...props} element={element} value={text} />;
    case "external_select":
      // The stand-in for Slack takes anything here: it asks no app for options.
      return <TextBox {...props} element={{ type: "plain_text_input" }} value={text} />;
    case "static_select":
      return menu(offeredIn(element), element.placeholder);
    case "users_select":
    case "channels_select":
    case "conversations_select":
      return menu(offeredBySlack(element.type), element.placeholder);
    case "multi_static_select":
      return boxes(offeredIn(element), element.max_selected_items);
    case "multi_users_select":
    case "multi_channels_select":
    case "multi_conversations_select":
      return boxes(offeredBySlack(element.type), element.max_selected_items);
    case "checkboxes":
      return boxes(offeredIn(element));
    case "radio_buttons":
      return (
        <Choices
          kind="radio"
          name={id}
          offer={offeredIn(element)}
          chosen={isEmpty(value) ? [] : [text]}
          choose={([chosen]) => enter(chosen ?? null)}
        />
      );
    case "datepicker":
      return picked("date");
    case "timepicker":
      return picked("time");
    case "file_input":
      return <Files {...props} element={element} />;
    case "multi_external_select":
    case "datetimepicker":
    case "rich_text_input":
      return <Undrawn kind={element.type} of="element" content={element} />;
    default:
      return element satisfies never;
  }
}
