import { z } from "zod";
import { LENGTH, lengthMs } from "../length.ts";

/** The part of bailiff.yml about alerts: where they come from, how each sender proves itself, and whom they reach. */

const name = z
  .string()
  .regex(
    /^[a-z][a-z0-9_-]{0,31}$/,
    "must be lower case letters, digits, - or _, at most 32, and begin with a letter",
  );
const channelId = z.string().regex(/^[CG][A-Z0-9_]+$/, "must be a channel id such as C0123ABCD");

/** A length of time with bounds in milliseconds. */
const length = (least: number, most: number, from: string, to: string) =>
  z
    .string()
    .regex(LENGTH, "must be a length such as 5m or 2h")
    .refine(
      (text) => LENGTH.test(text) && lengthMs(text) >= least && lengthMs(text) <= most,
      `must be from ${from} to ${to}`,
    );

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Short ones can be guessed; an empty one would let everybody in. */
const secrets = z
  .array(z.string().min(16, "must have at least 16 characters"))
  .min(1)
  .max(4)
  .describe(
    'the secret, and while it is changed the old one too; write `"${NAME}"`, in quotes, to take it from the environment',
  );
const headerName = z.string().regex(/^[A-Za-z0-9-]{1,64}$/, "must be the name of an HTTP header");

export const auth = z.discriminatedUnion(
  "by",
  [
    z.strictObject({ by: z.literal("bearer").describe("`Authorization: Bearer <secret>`"), secrets }),
    z.strictObject({
      by: z.literal("basic").describe("user and password"),
      user: z.string().min(1).max(100).describe("the user"),
      secrets,
    }),
    z.strictObject({
      by: z.literal("header").describe("the secret alone in a header of its own"),
      header: headerName.describe("the header, such as `X-Api-Key`"),
      secrets,
    }),
    z.strictObject({
      by: z.literal("hmac").describe("HMAC-SHA256 over the bytes of the body"),
      header: headerName
        .optional()
        .describe(
          "the header with the signature; the sender's own when not said, otherwise `X-Signature-256`",
        ),
      timestamp: headerName
        .optional()
        .describe(
          "Grafana: the header with the seconds that are signed too; without it somebody may send an old alert again",
        ),
      secrets,
    }),
    z.strictObject({
      by: z
        .literal("routing_key")
        .describe("the `routing_key` in the body, as the PagerDuty Events API has it"),
      secrets,
    }),
  ],
  { error: "must say how the sender proves itself: by: bearer, basic, header, hmac or routing_key" },
);

const SOURCE_TYPES = ["alertmanager", "grafana", "pagerduty", "events-v2", "cloudevents", "generic"] as const;

const ACT = /^((mute|ban) (permanent|(\d+[wdhms])+)|unmute|kick|add|unban|lock|unlock)$/;

export const source = z.strictObject({
  type: z
    .enum(SOURCE_TYPES)
    .describe(
      "what sends: `alertmanager`, `grafana`, `pagerduty` (v3 webhooks), `events-v2` (whatever speaks the PagerDuty Events API), `cloudevents`, `generic` (a small JSON)",
    ),
  auth: auth.describe("how the sender proves that it is the sender"),
  channel: channelId.optional().describe("where its cards are posted; `alerts.channel` when not said"),
  quiet: length(MINUTE, 7 * 24 * HOUR, "1m", "7d")
    .optional()
    .describe("after so long without a word of it there is an alert that it is quiet"),
  heartbeat: z
    .record(z.string().min(1), z.string())
    .optional()
    .describe(
      "labels of alerts that only say that the source is there, and get no card: `{ alertname: Watchdog }`",
    ),
  labels: z
    .strictObject({
      group: z.string().min(1).default("group").describe("label with the alias of the group it is about"),
      account: z.string().min(1).default("account").describe("label with the account it is about"),
      severity: z
        .string()
        .min(1)
        .default("severity")
        .describe("label with `critical`, `error`, `warning` or `info`"),
      act: z
        .string()
        .min(1)
        .default("act")
        .describe("label with an act to suggest first, such as `mute 10m`"),
    })
    .prefault({})
    .describe("which labels tell what an alert is about"),
  acts: z
    .array(z.string().regex(ACT, "must be an act such as `mute 10m`, `kick` or `lock`"))
    .max(5)
    .default([])
    .describe("acts that its cards suggest, where they name a group and, if the act takes one, an account"),
});

const target = z
  .string()
  .regex(
    /^(usergroup:S[A-Z0-9_]+|person:[UW][A-Z0-9_]+|channel:[CG][A-Z0-9_]+)$/,
    "must be usergroup:S…, person:U… or channel:C…",
  );

const ack = (wait: string) => length(10 * MINUTE, 24 * HOUR, "10m", "24h").default(wait);

export const alerts = z.strictObject({
  channel: channelId.describe("where cards are posted, and where Bailiff tells of its own troubles"),
  onCall: z
    .array(target)
    .min(1)
    .describe(
      "who is on call, by the user group of this moment: called when a silence or somebody's word has ended",
    ),
  escalate: z
    .array(
      z.strictObject({
        after: length(0, 24 * HOUR, "0s", "24h").describe(
          "so long after the alert began to wait for somebody",
        ),
        to: z.array(target).min(1).describe("user groups, people or channels"),
      }),
    )
    .max(10)
    .default([])
    .describe("whom an alert reaches that nobody takes, step by step"),
  ack: z
    .strictObject({
      critical: ack("30m").describe("for critical ones"),
      error: ack("2h").describe("for errors"),
      warning: ack("2h").describe("for warnings"),
      info: ack("2h").describe("for everything else"),
    })
    .prefault({})
    .describe("how long an Ack counts; five minutes before, its owner is asked"),
  handover: z
    .strictObject({
      at: z
        .array(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time such as 09:00"))
        .min(1)
        .max(6)
        .describe("times of day at which shifts change"),
      zone: z
        .string()
        .refine(isZone, "must be a time zone such as Europe/Berlin")
        .describe("the time zone they are in"),
    })
    .optional()
    .describe("a note at each change of shift, with what is open"),
  sources: z.record(name, source).default({}).describe("who may send alerts to `POST /alerts/<name>`"),
});

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

export type AlertsFile = z.output<typeof alerts>;
export type SourceFile = z.output<typeof source>;
export type SourceAuth = z.output<typeof auth>;
