import type { ActionsBlockElement } from "@slack/types";
import type { Surface } from "../surface.ts";
import { Undrawn } from "../undrawn.tsx";
import { Button } from "./button.tsx";
import { offeredBySlack, offeredIn } from "./choosable.ts";
import { PressChoices } from "./press-choices.tsx";
import { PressDate } from "./press-date.tsx";
import { PressMenu } from "./press-menu.tsx";

/** An element of a row or beside a section: pressing it tells the app at once. */
export function Element(props: { readonly element: ActionsBlockElement; readonly surface: Surface }) {
  const { element, surface } = props;
  switch (element.type) {
    case "button":
      return <Button element={element} surface={surface} />;
    case "overflow":
      return <PressMenu element={element} offer={offeredIn(element)} start="" surface={surface} />;
    case "static_select": {
      const start = element.initial_option?.value ?? "";
      return <PressMenu element={element} offer={offeredIn(element)} start={start} surface={surface} />;
    }
    case "users_select":
    case "channels_select":
    case "conversations_select":
      return <PressMenu element={element} offer={offeredBySlack(element.type)} start="" surface={surface} />;
    case "radio_buttons":
      return <PressChoices element={element} surface={surface} />;
    case "datepicker":
      return <PressDate element={element} surface={surface} />;
    // The stand-in for Slack cannot press these outside of a window; none of Bailiff's cards has one.
    case "checkboxes":
    case "multi_static_select":
    case "external_select":
    case "multi_users_select":
    case "multi_channels_select":
    case "multi_conversations_select":
    case "multi_external_select":
    case "timepicker":
    case "datetimepicker":
    case "rich_text_input":
    case "workflow_button":
      return <Undrawn kind={element.type} of="element" content={element} />;
    default:
      return element satisfies never;
  }
}
