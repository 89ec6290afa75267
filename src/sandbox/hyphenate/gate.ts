import type { Instant } from "../../clock.ts";
import type { Result } from "../../result.ts";
import { ok } from "../../result.ts";
import { decodeAppToken } from "./app-token.ts";
import { LONGEST_APP_TOKEN_SECONDS } from "./contract.ts";
import type { IssuedTokens } from "./issued-tokens.ts";
import { looksIssued } from "./issued-tokens.ts";
import type { Undocumented } from "./options.ts";
import type { Refusal } from "./refusals.ts";
import { BLANK_TOKEN, CORRUPT, EXPIRED, FOREIGN, NOT_OPEN, UNAUTHORIZED, noApp, refuse } from "./refusals.ts";
import type { Base, Split, Target } from "./route.ts";
import type { AppState, World } from "./world.ts";

interface Gate {
  readonly world: World;
  readonly tokens: IssuedTokens;
  readonly undocumented: Undocumented;
  readonly now: Instant;
}

/** The app that a path names, once the token has proved that the caller may act for it. */
export function admit(
  gate: Gate,
  split: Split,
  target: Target | null,
  token: string,
): Result<AppState, Refusal> {
  if (token === "") return refuse(withoutToken(target, gate.undocumented));
  const proved = appOfToken(gate, token);
  if (!proved.ok) return refuse(inWordsOf(target, proved.failure, gate.undocumented));
  const app = locate(gate.world, split);
  if (!app.ok) return app;
  return app.value === proved.value ? app : refuse(inWordsOf(target, FOREIGN, gate.undocumented));
}

export function locate(world: World, { base, rest }: Split): Result<AppState, Refusal> {
  const app = world.apps.find((each) => isNamed(each, base));
  if (app) return ok(app);
  const [org, name] = base.by === "id" ? ["app-id", base.appId] : [base.org, base.app];
  return refuse(noApp(org, name, rest.join("/")));
}

function isNamed(app: AppState, base: Base): boolean {
  if (base.by === "names") return app.org === base.org && app.app === base.app;
  return app.credentials.kind === "certificate" && app.credentials.appId === base.appId;
}

/** The token of `Authorization: Bearer …`; empty when there is none. */
export function bearerOf(header: string | undefined): string {
  return /^Bearer +(.*)$/i.exec(header ?? "")?.[1]?.trim() ?? "";
}

function appOfToken({ world, tokens, now }: Gate, token: string): Result<AppState, Refusal> {
  if (token.startsWith("007")) {
    const proved = appTokenUntil(world, token);
    if (!proved.ok) return proved;
    return proved.value.until > now ? ok(proved.value.app) : refuse(EXPIRED);
  }
  if (!looksIssued(token)) return refuse(CORRUPT);
  const issued = tokens.find(token);
  const app = world.apps.find(({ uuid }) => uuid === issued?.app);
  if (!issued || !app) return refuse(FOREIGN);
  return issued.until === "never" || issued.until > now ? ok(app) : refuse(EXPIRED);
}

/** Whose App Token of Agora this is, and when it ends. It is not asked whether that has come. */
export function appTokenUntil(
  world: World,
  token: string,
): Result<{ readonly app: AppState; readonly until: Instant }, Refusal> {
  const read = decodeAppToken(token);
  if (!read) return refuse(CORRUPT);
  const app = world.apps.find(
    ({ credentials }) => credentials.kind === "certificate" && credentials.appId === read.appId,
  );
  const certificate = app?.credentials.kind === "certificate" ? app.credentials.appCertificate : "";
  if (!app || read.appPrivilegeSeconds === null || !read.isSignedWith(certificate)) return refuse(FOREIGN);
  const life = Math.min(read.expireSeconds, read.appPrivilegeSeconds, LONGEST_APP_TOKEN_SECONDS);
  return ok({ app, until: (read.issuedAtSeconds + life) * 1000 });
}

/** Where a token is wanted and none came, the vendors mostly answer as for one that is too old (E error, 2025). */
function withoutToken(target: Target | null, undocumented: Undocumented): Refusal {
  if (target?.operation === "users.register") return NOT_OPEN;
  if (target?.space && undocumented.missingToken === "token-is-blank") return BLANK_TOKEN;
  return inWordsOf(target, EXPIRED, undocumented);
}

/** Groups and rooms have one text for every bad token. */
export function inWordsOf(target: Target | null, refusal: Refusal, undocumented: Undocumented): Refusal {
  return target?.space && undocumented.authTexts === "by-api" ? UNAUTHORIZED : refusal;
}
