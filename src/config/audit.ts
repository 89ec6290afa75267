import { z } from "zod";

/** Where copies of the signed checkpoints go, besides the log channel. */
export const audit = z.strictObject({
  copies: z
    .strictObject({
      file: z
        .string()
        .min(1)
        .optional()
        .describe("a file that every checkpoint is added to, best on another machine's disk"),
      webhook: z
        .url({
          protocol: /^https?$/,
          error: "must be an address such as https://audit.example.com/checkpoints",
        })
        .optional()
        .describe("an address that every checkpoint is sent to by POST, as plain text"),
      channel: z
        .string()
        .regex(
          /^[CG][A-Z0-9_]+$/,
          'must be a channel id such as C0123ABCD (in Slack: open it, then "Copy ID")',
        )
        .optional()
        .describe("a second Slack channel, best one that other people look after"),
    })
    .refine(
      (copies) => Object.values(copies).some((place) => place !== undefined),
      "must name a place: file, webhook or channel",
    )
    .describe("one more place, or several, that signed checkpoints are put; counts at the next start"),
});
