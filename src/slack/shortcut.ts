/**
 * The global shortcut, as Slack lists it in the menu of the message field. Bounds: name 24 characters, description
 * 150 (slackapi/manifest-schema, 2026-07-21).
 */
export const ACT_SHORTCUT = {
  name: "Moderate",
  type: "global",
  callback_id: "bailiff_act",
  description: "Mute, ban, kick or add accounts, or lock a group, by a form",
} as const;
