import type { Credentials } from "../credentials.ts";
import type { World } from "../world.ts";
import type { Answer, Method } from "./method.ts";
import { missingScope, no } from "./method.ts";

/** Why this token may not call that method, in the order in which Slack checks; undefined when it may. */
export function refusalFor(world: World, method: Method, token: string | undefined): Answer | undefined {
  const { credentials, grants } = world;
  if (token === undefined || token === "") return no("not_authed");
  const kind = kindOf(token, credentials);
  if (!kind) return no("invalid_auth");
  const state = { bot: grants.botToken, app: grants.appToken, config: "valid" as const }[kind];
  if (state !== "valid") return no(state);
  if (kind !== method.token) return no("not_allowed_token_type");
  return kind === "bot" ? missingScope(world, method.scopes) : undefined;
}

function kindOf(token: string, credentials: Credentials): Method["token"] | undefined {
  if (token === credentials.botToken) return "bot";
  if (token === credentials.appToken) return "app";
  return token === credentials.configToken ? "config" : undefined;
}
