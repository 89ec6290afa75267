import { z } from "zod";

/** Text objects of Block Kit. `max` counts characters; empty text is refused (docs.slack.dev/reference/block-kit). */
export function plainText(max: number) {
  return z.strictObject({
    type: z.literal("plain_text"),
    text: z.string().min(1).max(max),
    emoji: z.boolean().optional(),
  });
}

export function anyText(max: number) {
  const mrkdwn = z.strictObject({
    type: z.literal("mrkdwn"),
    text: z.string().min(1).max(max),
    verbatim: z.boolean().optional(),
  });
  return z.discriminatedUnion("type", [plainText(max), mrkdwn]);
}

export const confirmDialog = z.strictObject({
  title: plainText(100),
  text: anyText(300),
  confirm: plainText(30),
  deny: plainText(30),
  style: z.enum(["primary", "danger"]).optional(),
});
