import { z } from "zod";
import { anyText, confirmDialog, plainText } from "./block-text.ts";

/** Elements of Block Kit with Slack's limits (docs.slack.dev/reference/block-kit/block-elements, read 2026-11). */

const option = z.strictObject({
  text: anyText(75),
  value: z.string().min(1).max(150),
  description: anyText(75).optional(),
  url: z.string().max(3000).optional(),
});
const optionGroup = z.strictObject({ label: plainText(75), options: z.array(option).min(1).max(100) });

const common = {
  action_id: z.string().min(1).max(255).optional(),
  confirm: confirmDialog.optional(),
  focus_on_load: z.boolean().optional(),
};
const placeholder = plainText(150).optional();
const someText = z.string().optional();

const button = z.strictObject({
  type: z.literal("button"),
  action_id: common.action_id,
  confirm: common.confirm,
  text: plainText(75),
  value: z.string().max(2000).optional(),
  url: z.string().max(3000).optional(),
  style: z.enum(["primary", "danger"]).optional(),
  accessibility_label: z.string().max(75).optional(),
});

const overflow = z.strictObject({
  type: z.literal("overflow"),
  action_id: common.action_id,
  confirm: common.confirm,
  options: z.array(option).min(1).max(5),
});

function oneOf(type: "static_select" | "checkboxes" | "radio_buttons", most: number) {
  const grouped =
    type === "static_select" ? { placeholder, option_groups: z.array(optionGroup).max(100).optional() } : {};
  const initial =
    type === "checkboxes"
      ? { initial_options: z.array(option).min(1).optional() }
      : { initial_option: option.optional() };
  const options = z.array(option).min(1).max(most);
  return z.strictObject({
    type: z.literal(type),
    ...common,
    ...grouped,
    ...initial,
    options: type === "static_select" ? options.optional() : options,
  });
}

const multiStaticSelect = z.strictObject({
  type: z.literal("multi_static_select"),
  ...common,
  placeholder,
  options: z.array(option).min(1).max(100).optional(),
  option_groups: z.array(optionGroup).max(100).optional(),
  initial_options: z.array(option).min(1).optional(),
  max_selected_items: z.number().int().min(1).optional(),
});

/** Menus that Slack fills by itself, and pickers; what they may carry beyond the common fields is not checked. */
const selfFilled = [
  "external_select",
  "users_select",
  "conversations_select",
  "channels_select",
  "multi_external_select",
  "multi_users_select",
  "multi_conversations_select",
  "multi_channels_select",
  "datepicker",
  "timepicker",
  "datetimepicker",
].map((type) => z.looseObject({ type: z.literal(type), ...common, placeholder }));

const textInput = z.strictObject({
  type: z.literal("plain_text_input"),
  action_id: common.action_id,
  focus_on_load: common.focus_on_load,
  placeholder,
  initial_value: someText,
  multiline: z.boolean().optional(),
  min_length: z.number().int().min(0).max(3000).optional(),
  max_length: z.number().int().min(1).max(3000).optional(),
  dispatch_action_config: z.unknown().optional(),
});
const otherInputs = ["number_input", "email_text_input", "url_text_input", "rich_text_input"].map((type) =>
  z.looseObject({ type: z.literal(type), action_id: common.action_id }),
);

/** docs.slack.dev/reference/block-kit/block-elements/file-input-element. For modals only. */
const fileInput = z.strictObject({
  type: z.literal("file_input"),
  action_id: common.action_id,
  filetypes: z.array(z.string().min(1)).min(1).optional(),
  max_files: z.number().int().min(1).max(10).optional(),
});

export const image = z.strictObject({
  type: z.literal("image"),
  image_url: z.string().max(3000).optional(),
  slack_file: z.unknown().optional(),
  alt_text: z.string().min(1).max(2000),
});

const choices = [
  oneOf("static_select", 100),
  oneOf("checkboxes", 10),
  oneOf("radio_buttons", 10),
  multiStaticSelect,
] as const;

/** What may stand in an actions block. */
export const actionElement = z.discriminatedUnion("type", [button, overflow, ...choices, ...selfFilled]);

/** What may stand beside a section. */
export const accessory = z.discriminatedUnion("type", [button, overflow, image, ...choices, ...selfFilled]);

/** What may stand in an input block. */
export const inputElement = z.discriminatedUnion("type", [
  textInput,
  fileInput,
  ...otherInputs,
  ...choices,
  ...selfFilled,
]);
