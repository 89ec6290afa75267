import { z } from "zod";
import { GROUP_NAME } from "../group-name.ts";
import { lengthMs } from "../length.ts";
import { RIGHTS, ROLES, VERBS } from "../words.ts";
import { alerts } from "./alerts.ts";
import { audit } from "./audit.ts";
import { summary } from "./summary.ts";
import { connection } from "./connections.ts";

/**
 * The shape of bailiff.yml. Descriptions are the configuration reference: the README's table is made from them.
 * Unknown keys are refused everywhere: a misspelt limit must not become no limit.
 */

const name = z
  .string()
  .regex(GROUP_NAME, "must be lower case letters, digits, - or _, at most 32, and begin with a letter");
const slackId = (prefix: string, what: string) =>
  z
    .string()
    .regex(new RegExp(`^[${prefix}][A-Z0-9_]+$`), `must be ${what} (in Slack: open it, then "Copy ID")`);

export const group = z.strictObject({
  connection: z.string().describe("name of a connection above"),
  id: z.string().min(1).max(64).describe("the vendor's own id of the group; in quotes, because it is text"),
  kind: z
    .enum(["group", "room"])
    .optional()
    .describe("Easemob and Agora: a chat `group` (when not said) or a chat `room`; Tencent tells by itself"),
});

export const channel = z.strictObject({
  group: z.string().optional().describe("the channel's own group: commands typed here need not name one"),
  shared: z
    .boolean()
    .default(false)
    .describe("true: results may be posted although the channel is shared with another organisation"),
});

const grant = z
  .string()
  .regex(
    /^(workspace:(primary-owner|owner|admin|member)|org:(primary-owner|owner|admin)|usergroup:S[A-Z0-9_]+|person:[UW][A-Z0-9_]+)$/,
    "must be workspace:primary-owner, workspace:owner, workspace:admin, workspace:member, org:primary-owner, org:owner, org:admin, usergroup:S… or person:U…",
  );

const rights = z.union([z.literal("*"), z.array(z.enum(RIGHTS)).min(1)], {
  error: `must be "*" or a list of ${RIGHTS.join(", ")}`,
});

const length = z
  .string({ error: "must be a length with units, such as 10m, 24h, 7d, or permanent" })
  .regex(
    /^(permanent|(\d+w)?(\d+d)?(\d+h)?(\d+m)?(\d+s)?)$/,
    "must be a length such as 10m, 24h, 7d, or permanent",
  )
  .refine((text) => text.length > 0, "must not be empty");

/** A length with bounds in milliseconds, which never is permanent. */
const boundedLength = (least: number, most: number, from: string, to: string) =>
  length.refine((text) => {
    const ms = text === "permanent" ? Number.POSITIVE_INFINITY : lengthMs(text);
    return ms >= least && ms <= most;
  }, `must be from ${from} to ${to}`);

const threshold = z
  .strictObject({
    over: z.int().min(0).max(10_000).optional().describe("more accounts than this in one command"),
    longer: length.optional().describe("a mute or ban longer than this, such as 7d"),
    permanent: z.boolean().default(false).describe("true: a mute or ban without an end"),
    verbs: z.array(z.enum(VERBS)).default([]).describe("always for these, such as `lock`"),
  })
  .refine(
    ({ over, longer, permanent, verbs }) =>
      over !== undefined || longer !== undefined || permanent || verbs.length > 0,
    "must say when: over, longer, permanent or verbs",
  );

export const rule = z.strictObject({
  name: name.optional().describe("shown in refusals and records; otherwise r1, r2, … by position"),
  role: z.enum(ROLES).describe("whom the rule is about"),
  may: rights
    .optional()
    .describe('what the role may do; `"*"` is everything but `redact`, which has to be named'),
  mayNot: rights.optional().describe("what the role may not do; beats every `may`"),
  groups: z
    .union([z.literal("*"), z.array(z.string()).min(1)], { error: 'must be "*" or a list of group aliases' })
    .default("*")
    .describe("aliases of groups"),
  channels: z
    .union([z.literal("*"), z.array(slackId("CGD", "a channel id such as C0123ABCD")).min(1)], {
      error: 'must be "*" or a list of channel ids such as C0123ABCD',
    })
    .default("*")
    .describe("Slack channels in which the rule counts"),
  longest: length.default("permanent").describe("longest mute or ban, such as 24h"),
  batch: z.int().min(1).max(10_000).default(20).describe("most accounts in one command"),
  perHour: z
    .int()
    .min(1)
    .max(1_000_000)
    .optional()
    .describe("most accounts a person may act on in an hour; no limit when not said"),
  preview: threshold.optional().describe("what is shown to the asker first, with a button to go ahead"),
  approval: threshold.optional().describe("what a second person has to approve; see `approvals`"),
  admins: z.boolean().default(false).describe("true: the rule reaches the group's own admins"),
});

export const fileSchema = z.strictObject({
  connections: z.record(name, connection).describe("vendor apps with their credentials"),
  groups: z.record(name, group).describe("the groups commands can name, by alias"),
  channels: z
    .record(slackId("CGD", "a channel id such as C0123ABCD"), channel)
    .default({})
    .describe("Slack channels, by id"),
  log: z
    .strictObject({ channel: slackId("CG", "a channel id such as C0123ABCD") })
    .optional()
    .describe("the channel every case is logged to"),
  audit: audit.optional().describe("how the record is kept provable"),
  summary: summary.optional().describe("a summary of every week, posted to a channel"),
  roles: z
    .partialRecord(z.enum(ROLES), z.array(grant).min(1))
    .describe(
      "who has which role: `workspace:primary-owner`, `workspace:owner`, `workspace:admin`, `workspace:member` for what somebody is in this workspace; `org:primary-owner`, `org:owner`, `org:admin` for what they are in the whole organisation on an Enterprise Grid, which of itself gives no `workspace:` role; `usergroup:S…`, `person:U…`",
    ),
  rules: z.array(rule).min(1).describe("what roles may do; without a matching rule the answer is no"),
  protect: z
    .array(z.string().min(1))
    .default([])
    .describe("accounts nobody may act on; `person:U…` for every account linked to a person"),
  approvals: z
    .strictObject({
      channel: slackId("CG", "a channel id such as C0123ABCD").describe("where the cards are posted"),
      by: z.array(z.enum(ROLES)).min(1).describe("roles that may approve what they might do themselves"),
      needed: z.int().min(1).max(5).default(1).describe("how many people besides the asker"),
      wait: boundedLength(60_000, 24 * 3_600_000, "1m", "24h")
        .default("15m")
        .describe("how long an approval is waited for"),
      lapse: boundedLength(60_000, 24 * 3_600_000, "1m", "24h")
        .default("10m")
        .describe("how long an approved act may take until it has begun"),
      overLimits: z
        .boolean()
        .default(true)
        .describe("true: what is over a person's own limits goes to the approvers; false: it is refused"),
      breakGlass: z
        .array(z.enum(ROLES))
        .default([])
        .describe("roles that may act alone in an emergency, announced to the auditors"),
      announce: slackId("CG", "a channel id such as C0123ABCD")
        .optional()
        .describe("where a broken glass is announced; the log channel when not said"),
    })
    .optional()
    .describe("who approves what a rule wants a second person for"),
  alerts: alerts.optional().describe("alerts for the people on call, and where they come from"),
  overlap: z
    .strictObject({
      within: boundedLength(60_000, 24 * 3_600_000, "1m", "24h")
        .default("10m")
        .describe("how far back it is told that somebody else acted on the same account"),
      ask: z
        .boolean()
        .default(true)
        .describe("true: whoever would take that back, or change its end, is shown it first and confirms"),
    })
    .prefault({})
    .describe("two people at work on the same account"),
  reasons: z
    .array(z.string().min(1).max(75))
    .max(100)
    .default([])
    .describe("reasons to choose from in the form"),
  links: z
    .record(slackId("UW", "a person id such as U0123ABCD"), z.record(z.string(), z.string().min(1)))
    .default({})
    .describe("which account a Slack person is, by connection: `U0123: { game: tommy }`"),
  linking: z
    .strictObject({
      proof: z
        .discriminatedUnion(
          "by",
          [
            z.strictObject({
              by: z
                .literal("email")
                .describe("the account is the person's e-mail address, or what stands before its `@`"),
            }),
            z.strictObject({
              by: z
                .literal("profile")
                .describe("the account stands in a custom field of the person's profile"),
              field: z
                .string()
                .regex(/^Xf[A-Z0-9]+$/, "must be the id of a profile field such as Xf0123ABCD")
                .describe(
                  "id of the field, such as `Xf0123ABCD`; best one that people cannot change themselves",
                ),
            }),
          ],
          { error: "must say what proves a link: by: email, or by: profile and a field" },
        )
        .optional()
        .describe("what of a person's Slack profile has to prove a `/mod link`; nothing when not said"),
    })
    .optional()
    .describe("how links are made at run time"),
  slack: z
    .strictObject({
      prefix: z
        .string()
        .regex(/^[a-z0-9_-]{0,16}$/, "must be at most 16 lower case letters, digits, - or _")
        .default("")
        .describe("put before every command's Slack name, as in the manifest"),
      form: z
        .enum(["commands", "umbrella"])
        .default("commands")
        .describe("`umbrella`: the manifest registers only `/mod`"),
      reservedNames: z
        .boolean()
        .default(false)
        .describe(
          "true: the manifest also registers names that Slack is known to keep for itself, such as `/mute`",
        ),
      postsPerSecond: z
        .number()
        .positive()
        .max(1_000)
        .default(1)
        .describe("messages a second in one channel; Slack allows about 1"),
    })
    .prefault({})
    .describe("how Bailiff behaves in Slack"),
});

export type ConfigFile = z.output<typeof fileSchema>;
