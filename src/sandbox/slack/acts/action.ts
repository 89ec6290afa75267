import { z } from "zod";
import { elementsOf, type Block } from "../blocks.ts";

const option = z.looseObject({ value: z.string() });
const element = z.looseObject({
  type: z.string(),
  action_id: z.string(),
  value: z.string().optional(),
  options: z.array(option).default([]),
  option_groups: z.array(z.object({ options: z.array(option) })).default([]),
});

/** What using the element `actionId` sends; undefined when it is not there, or does not offer this value. */
export function actionIn(
  blocks: readonly Block[],
  pressed: { readonly actionId: string; readonly value?: string | undefined },
): Record<string, unknown> | undefined {
  for (const block of blocks) {
    for (const candidate of elementsOf(block)) {
      if (candidate.action_id !== pressed.actionId) continue;
      const action = asAction(element.parse(candidate), pressed.value);
      if (action) return { block_id: block.block_id, action_id: pressed.actionId, ...action };
    }
  }
  return undefined;
}

/** What using the element sends, or undefined when the element does not offer this value. */
function asAction(
  found: z.infer<typeof element>,
  value: string | undefined,
): Record<string, unknown> | undefined {
  const { type, options, option_groups, ...rest } = found;
  switch (type) {
    case "button":
      return value === undefined || value === found.value ? { type, ...rest } : undefined;
    case "overflow":
    case "static_select":
    case "radio_buttons": {
      const offered = [...options, ...option_groups.flatMap((group) => group.options)];
      const picked = offered.find((one) => one.value === value);
      return picked && { type, selected_option: picked };
    }
    case "users_select":
      return value === undefined ? undefined : { type, selected_user: value };
    case "channels_select":
      return value === undefined ? undefined : { type, selected_channel: value };
    case "conversations_select":
      return value === undefined ? undefined : { type, selected_conversation: value };
    case "datepicker":
      return value === undefined ? undefined : { type, selected_date: value };
    default:
      throw new Error(`The fake Slack cannot click an element of type ${type} yet.`);
  }
}
