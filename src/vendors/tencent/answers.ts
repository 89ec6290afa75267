import { z } from "zod";
import type { End } from "../../words.ts";
import { MUTE_SPAN } from "./contract.ts";

/**
 * The shapes of Tencent's answers, as far as they are used. Unknown keys are ignored: newer services add some,
 * such as RequestId. Accounts stay text.
 */

/** Stands in every answer; ErrorInfo and ActionStatus are missing in some documented samples (269/2925, 269/4230). */
export const verdictAnswer = z.object({
  ErrorCode: z.int(),
  ErrorInfo: z.string().catch(""),
  ActionStatus: z.string().optional(),
});
export type Verdict = z.infer<typeof verdictAnswer>;

/** The answer to every change but add: a verdict on the whole request, and nothing about single accounts. */
export const plainAnswer = z.object({});

/** How adding one account went (269/1621). */
export const ADD_RESULT = { failed: 0, added: 1, wasMember: 2, waitsForConsent: 3 } as const;

export const addAnswer = z.object({
  MemberList: z.array(z.object({ Member_Account: z.string(), Result: z.int() })).optional(),
});

/** Each group has its own ErrorCode; the one above them says nothing about a single group (269/1616). */
export const groupInfoAnswer = z.object({
  GroupInfo: z.array(
    z.object({
      GroupId: z.string(),
      ErrorCode: z.int(),
      ErrorInfo: z.string().catch(""),
      Type: z.string().optional(),
      Owner_Account: z.string().optional(),
      MemberNum: z.int().nonnegative().optional(),
      ShutUpAllMember: z.enum(["On", "Off"]).optional(),
      MuteAllMember: z.enum(["On", "Off"]).optional(),
    }),
  ),
});

export const rolesAnswer = z.object({
  UserIdList: z.array(
    z.object({ Member_Account: z.string(), Role: z.enum(["Owner", "Admin", "Member", "NotMember"]) }),
  ),
});

/** When a mute ends, in seconds since 1970; 4294967295 means never and must not become a date in 2106. */
const mutedUntil = z
  .int()
  .nonnegative()
  .transform((seconds): End => (seconds === MUTE_SPAN.permanent ? "permanent" : seconds * MUTE_SPAN.unitMs));

export interface MutedAccount {
  readonly account: string;
  readonly until: End;
}

const oldMuted = z
  .object({ Member_Account: z.string(), ShuttedUntil: mutedUntil })
  .transform((row): MutedAccount => ({ account: row.Member_Account, until: row.ShuttedUntil }));

const newMuted = z
  .object({ Member_Account: z.string(), MutedUntil: mutedUntil })
  .transform((row): MutedAccount => ({ account: row.Member_Account, until: row.MutedUntil }));

/**
 * Both generations of the muted list. It may be left out when nobody is muted (no document says), but then
 * GroupId must be there: an answer with neither is not this answer, and must not read as "nobody is muted".
 */
export const mutedAnswer = z.union([
  z.object({ ShuttedUinList: z.array(oldMuted) }).transform((answer) => answer.ShuttedUinList),
  z.object({ MutedAccountList: z.array(newMuted) }).transform((answer) => answer.MutedAccountList),
  z
    .object({
      GroupId: z.string(),
      ShuttedUinList: z.null().optional(),
      MutedAccountList: z.null().optional(),
    })
    .transform((): MutedAccount[] => []),
]);

/** One page of the banned (1047/50295), with ends in seconds since 1970. `next` is null on the last page. */
export const bannedAnswer = z
  .object({
    BannedAccountList: z
      .array(z.object({ Member_Account: z.string(), BannedUntil: z.int().nonnegative() }))
      .nullish(),
    NextOffset: z.int().nonnegative().optional(),
  })
  // With neither it is another answer, and must not read as "nobody is banned".
  .refine((answer) => Array.isArray(answer.BannedAccountList) || answer.NextOffset !== undefined)
  .transform(({ BannedAccountList, NextOffset }) => ({
    rows: BannedAccountList ?? [],
    next: NextOffset === undefined || NextOffset === 0 ? null : NextOffset,
  }));

/** One page of the members (269/1617). `Next` is there for a Community only; on its last page empty, once 0. */
export const memberPageAnswer = z.object({
  MemberNum: z.int().nonnegative().optional(),
  MemberList: z.array(z.object({ Member_Account: z.string(), Role: z.enum(["Owner", "Admin", "Member"]) })),
  Next: z.union([z.string(), z.int().transform((next) => (next === 0 ? "" : String(next)))]).optional(),
});

export const accountCheckAnswer = z.object({
  ResultItem: z.array(
    z.object({ UserID: z.string(), ResultCode: z.int(), AccountStatus: z.string().optional() }),
  ),
});
