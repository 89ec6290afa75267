import type { WebClient } from "@slack/web-api";
import type { Profiles } from "../cases/proof.ts";
import { fail, ok } from "../result.ts";
import { describeSlackFailure, failureOf } from "./client.ts";

/**
 * What profiles say: the e-mail address from users.info, which shows it with the scope `users:read.email`, and custom
 * fields from users.profile.get, with the scope `users.profile:read` (docs.slack.dev, both methods, 2026-11).
 */
export function createProfiles(client: WebClient): Profiles {
  return {
    async read(person, source) {
      try {
        return ok(
          source.by === "email" ? await emailOf(client, person) : await fieldOf(client, person, source.field),
        );
      } catch (error) {
        return fail(describeSlackFailure(failureOf(error)));
      }
    },
  };
}

/** Anybody can claim an address; only one that was confirmed is theirs. */
async function emailOf(client: WebClient, person: string): Promise<string | null> {
  const { user } = await client.users.info({ user: person });
  return user?.is_email_confirmed === true ? (user.profile?.email ?? null) : null;
}

async function fieldOf(client: WebClient, person: string, field: string): Promise<string | null> {
  const { profile } = await client.users.profile.get({ user: person });
  const fields = profile?.fields as
    | Readonly<Record<string, { readonly value?: string } | undefined>>
    | undefined;
  return fields?.[field]?.value ?? null;
}
