import { z } from "zod";
import { foldName } from "./names.ts";

/**
 * The shapes of the vendors' answers, as far as they are used. Around `data` stands an envelope whose parts come and
 * go between vendors and years (`application`, `organization`, …), so none of it is required; `action` is not
 * reliable and not read.
 */

/** What stands in the body of every refusal (error catalogue, document `error`). */
export const errorEnvelope = z.object({ error: z.string(), error_description: z.string().catch("") });

const name = z.string().transform(foldName);

/** What the vendor said about one account of a change. Without `result` it says nothing. */
const resultRow = z.object({
  result: z.boolean(),
  user: name,
  reason: z.string().optional().catch(undefined),
});
export type ResultRow = z.infer<typeof resultRow>;

/** One account is answered with an object, several with an array of them. */
export const rowsAnswer = z
  .object({ data: z.union([resultRow.transform((row) => [row]), z.array(resultRow)]) })
  .transform(({ data }) => data);

/** Adding several tells only those who came in; adding one tells a result. */
export const addAnswer = z
  .object({
    data: z.union([
      z.object({ newmembers: z.array(name) }).transform(({ newmembers }) => ({ newmembers })),
      resultRow.transform((row) => ({ row })),
    ]),
  })
  .transform(({ data }) => data);

export const lockAnswer = z
  .object({ data: z.object({ mute: z.boolean() }) })
  .transform(({ data }) => data.mute);

/** The owner stands in `owner`, or in some replies only among the `affiliations`. */
export const detailsAnswer = z
  .object({
    data: z.array(
      z.object({
        id: z.string(),
        owner: name.optional().catch(undefined),
        affiliations_count: z.int().nonnegative().optional().catch(undefined),
        mute: z.boolean().optional().catch(undefined),
        affiliations: z
          .array(z.object({ owner: name.optional() }))
          .optional()
          .catch(undefined),
      }),
    ),
  })
  .transform(({ data }) => data);
export type Details = z.infer<typeof detailsAnswer>[number];

/** Admins come as plain members here; the list of admins is another request. */
export const membersAnswer = z
  .object({
    data: z.array(
      z.union([
        z.object({ owner: name }).transform(({ owner }) => ({ account: owner, isOwner: true })),
        z.object({ member: name }).transform(({ member }) => ({ account: member, isOwner: false })),
      ]),
    ),
  })
  .transform(({ data }) => data);
export type MemberRow = z.infer<typeof membersAnswer>[number];

export const namesAnswer = z.object({ data: z.array(name) }).transform(({ data }) => data);

export const blockedAnswer = z
  .object({ data: z.array(name), cursor: z.string().nullish().catch(null) })
  .transform(({ data, cursor }) => ({ accounts: data, cursor: cursor === "" ? null : (cursor ?? null) }));

/** `expire` in milliseconds since 1970. A mute for ever may be any large number, also beyond what is exact. */
export const mutedAnswer = z
  .object({ data: z.array(z.object({ user: name, expire: z.number() })) })
  .transform(({ data }) => data);

export const joinedAnswer = z.object({ data: z.boolean() }).transform(({ data }) => data);

/** User APIs put their object in `entities`. */
export const userAnswer = z
  .object({ entities: z.array(z.object({ username: name })) })
  .transform(({ entities }) => entities.map(({ username }) => username));

/** `expires_in` is in seconds, on some clusters in milliseconds, and 0 where the token never expires. */
export const tokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.number().catch(0) });
