import { z } from "zod";
import type { Instant } from "../../../clock.ts";
import type { Result } from "../../../result.ts";
import { ok } from "../../../result.ts";
import { appTokenUntil } from "../gate.ts";
import type { IssuedTokens } from "../issued-tokens.ts";
import type { Undocumented } from "../options.ts";
import type { Refusal } from "../refusals.ts";
import { BAD_REQUEST, EXPIRED, FOREIGN, illegal, invalidGrant, refuse } from "../refusals.ts";
import type { AppState, Credentials, World } from "../world.ts";

interface TokenCall {
  readonly world: World;
  readonly tokens: IssuedTokens;
  readonly app: AppState;
  readonly bearer: string;
  readonly body: unknown;
  readonly now: Instant;
  readonly undocumented: Undocumented;
}

/** A whole body: the answer has no envelope. */
type TokenBody = Readonly<Record<string, unknown>>;

const TokenRequest = z.object({
  grant_type: z.string(),
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
  ttl: z.int().min(0).optional(),
});

/** Gives out an App Token: against client id and secret (Easemob), or against an App Token of Agora. */
export function giveToken(call: TokenCall): Result<TokenBody, Refusal> {
  const request = TokenRequest.safeParse(call.body);
  if (!request.success) return refuse(BAD_REQUEST);
  const { credentials } = call.app;
  const { grant_type } = request.data;
  if (grant_type === "client_credentials" && credentials.kind === "client") {
    return forClient(call, credentials, request.data);
  }
  if (grant_type === "agora" && credentials.kind === "certificate") return exchanged(call);
  return refuse(invalidGrant(`grant_type ${grant_type} is not served`));
}

function forClient(
  { app, tokens, now, undocumented }: TokenCall,
  credentials: Extract<Credentials, { kind: "client" }>,
  asked: z.infer<typeof TokenRequest>,
): Result<TokenBody, Refusal> {
  // The full stop stands after the one and not after the other (E easemob_app_token, 2025).
  if (!asked.client_id) return refuse(illegal("client_id must be provided."));
  if (!asked.client_secret) return refuse(illegal("client_secret must be provided"));
  if (asked.client_id !== credentials.clientId) return refuse(invalidGrant("client_id does not match"));
  if (asked.client_secret !== credentials.clientSecret) {
    return refuse(invalidGrant("client_secret does not match"));
  }
  const ttl = asked.ttl ?? (credentials.ttlSeconds * 1000) / credentials.unitMs;
  const until = ttl === 0 ? "never" : now + ttl * credentials.unitMs;
  return ok({
    access_token: tokens.issue(app.uuid, until),
    expires_in: ttl === 0 ? undocumented.neverExpiresIn : ttl,
    application: app.uuid,
  });
}

/** The older road of Agora: its token is the bearer, and ends when its own life does. */
function exchanged({ world, tokens, app, bearer, now }: TokenCall): Result<TokenBody, Refusal> {
  if (bearer === "") return refuse(EXPIRED);
  const proved = appTokenUntil(world, bearer);
  if (!proved.ok) return proved;
  if (proved.value.app !== app) return refuse(FOREIGN);
  if (proved.value.until <= now) return refuse(EXPIRED);
  return ok({
    access_token: tokens.issue(app.uuid, proved.value.until),
    expire_timestamp: proved.value.until,
  });
}
