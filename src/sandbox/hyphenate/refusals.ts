import { fail } from "../../result.ts";
import type { SpaceKind } from "./options.ts";

/** The vendor's "no": an HTTP status and a body of which callers read `error` and `error_description`. */
export interface Refusal {
  readonly status: number;
  readonly error: string;
  readonly exception: string;
  readonly description: string;
}

export type Refused = { readonly ok: false; readonly failure: Refusal };

const GROUP = "com.easemob.group.exception.";
const GRID = "org.apache.usergrid.";

function say(status: number, error: string, exception: string, description: string): Refusal {
  return { status, error, exception, description };
}

export function forbidden(description: string, status: 400 | 403 = 403): Refusal {
  return say(status, "forbidden_op", `${GROUP}ForbiddenOpException`, description);
}

export function invalid(description: string): Refusal {
  return say(400, "invalid_parameter", `${GROUP}InvalidParameterException`, description);
}

export function illegal(description: string): Refusal {
  return say(400, "illegal_argument", "java.lang.IllegalArgumentException", description);
}

export function tooMany(description: string, error: "exceed_limit" | "exceeded_limit"): Refusal {
  return say(403, error, `${GROUP}ExceedLimitException`, description);
}

export function notFound(description: string): Refusal {
  return say(404, "resource_not_found", `${GROUP}ResourceNotFoundException`, description);
}

export const noSpace = (id: string): Refusal => notFound(`grpID ${id} does not exist!`);
export const noUser = (account: string): Refusal => notFound(`username ${account} doesn't exist!`);

/** How requests that read say that there is no such space. */
export const cannotFindSpace = (id: string): Refusal =>
  say(
    404,
    "service_resource_not_found",
    `${GROUP}ServiceResourceNotFoundException`,
    `do not find this group:${id}`,
  );

export const SERVICE_NOT_FOUND = say(
  404,
  "service_resource_not_found",
  `${GRID}services.exceptions.ServiceResourceNotFoundException`,
  "Service resource not found",
);

export const notMembers = (accounts: readonly string[]): string =>
  `users [${accounts.join(", ")}] are not members of this group!`;

export const OWNER = forbidden("forbidden operation on group owner!");
export const DISABLED = forbidden("can not operate this group, reason: group is disabled");
export const FULL = forbidden("group member list is full!");
export const BAD_REQUEST = illegal("this is an invalid request.");

/** E chatroom_member_add_single and group_member_add_single (2025) differ in error and in words. */
export function joinedTooMany(account: string, kind: SpaceKind, vendor: "easemob" | "agora"): Refusal {
  if (kind === "chatgroup") return tooMany(`user ${account} has joined too many groups!`, "exceed_limit");
  const description = `can not join this group, reason:user ${account} has joined too many chatrooms!`;
  return vendor === "agora" ? forbidden(description) : tooMany(description, "exceeded_limit");
}

function auth(error: string, description: string): Refusal {
  return say(401, error, `${GRID}rest.exceptions.EasemobSecurityException`, description);
}

export const UNAUTHORIZED = auth("unauthorized", "Unable to authenticate (OAuth)");
export const EXPIRED = auth("unauthorized", "Unable to authenticate due to expired access token");
export const CORRUPT = auth("auth_bad_access_token", "Unable to authenticate due to corrupt access token");
export const FOREIGN = auth("auth_bad_access_token", "Unable to authenticate");
export const NOT_OPEN = auth("unauthorized", "registration is not open, please contact the app admin");
export const BLANK_TOKEN = say(
  401,
  "group_authorization",
  `${GROUP}GroupAuthorizationException`,
  "token is blank!",
);

export const WRONG_METHOD = say(
  500,
  "unsupported_service_operation",
  `${GRID}services.exceptions.UnsupportedServiceOperationException`,
  "Service operation not supported",
);
export const WRONG_PATH = say(
  500,
  "web_application",
  "javax.ws.rs.WebApplicationException",
  "javax.ws.rs.WebApplicationException",
);
export const NOT_JSON_TYPE = say(
  415,
  "web_application",
  "javax.ws.rs.WebApplicationException",
  "Unsupported Media Type",
);
export const NOT_JSON = say(
  400,
  "json_parse",
  "com.fasterxml.jackson.core.JsonParseException",
  "Unexpected character: the body is not JSON",
);

export const noApp = (org: string, app: string, rest: string): Refusal =>
  say(
    404,
    "organization_application_not_found",
    `${GRID}rest.exceptions.OrganizationApplicationNotFoundException`,
    `Could not find application for ${org}/${app} from URI: ${org}/${app}/${rest}`,
  );

export const invalidGrant = (description: string): Refusal =>
  say(400, "invalid_grant", `${GRID}rest.exceptions.InvalidGrantException`, description);

export const duplicate = (account: string): Refusal =>
  say(
    400,
    "duplicate_unique_property_exists",
    `${GRID}persistence.exceptions.DuplicateUniquePropertyExistsException`,
    `Application null Entity user requires that property named username be unique, value of ${account} exists`,
  );

export const NO_GLOBAL_USER = say(
  400,
  "required_property_not_found",
  `${GRID}persistence.exceptions.RequiredPropertyNotFoundException`,
  "Entity user requires a property named username",
);

export const throttled = (status: 429 | 503): Refusal =>
  say(
    status,
    "reach_limit",
    "com.easemob.exception.ReachLimitException",
    "This request has reached api limit",
  );

export const PLAN_LIMIT = say(
  429,
  "resource_limited",
  "com.easemob.exception.ResourceLimitedException",
  "You have exceeded the limit of the Community edition. Please upgrade to higher edition.",
);

export function refuse(refusal: Refusal): Refused {
  return fail(refusal);
}

/** What a fault can ask for by name; where several share a status, the first answers for its number. */
const NAMED: readonly Refusal[] = [
  BAD_REQUEST,
  NOT_JSON,
  invalid("invalid parameter"),
  invalidGrant("client_secret does not match"),
  UNAUTHORIZED,
  FOREIGN,
  BLANK_TOKEN,
  forbidden("operation is forbidden"),
  tooMany("members size is greater than max user size !", "exceed_limit"),
  notFound("grpID does not exist!"),
  SERVICE_NOT_FOUND,
  noApp("org", "app", "token"),
  NOT_JSON_TYPE,
  throttled(429),
  PLAN_LIMIT,
  say(500, "internal_server_error", "java.lang.RuntimeException", "internal error"),
  WRONG_METHOD,
  WRONG_PATH,
  say(500, "no_full_text_index", `${GRID}exceptions.NoFullTextIndexException`, "no full text index"),
  say(503, "service_unavailable", "java.util.concurrent.RejectedExecutionException", "Service Unavailable"),
  say(504, "gateway_timeout", "java.util.concurrent.TimeoutException", "Gateway Timeout"),
];

/** By the word of `error`, or by a status: `reach_limit` and `429` are the same. */
export function refusalNamed(name: string): Refusal | null {
  return NAMED.find(({ error, status }) => name === error || name === String(status)) ?? null;
}

/** Every word that `refusalNamed` knows. */
export const REFUSAL_NAMES: readonly string[] = [...new Set(NAMED.map(({ error }) => error))];
