import type { Result } from "../../result.ts";
import { ok } from "../../result.ts";
import type { Refusal } from "./codes.ts";
import { refuse } from "./codes.ts";
import type { Command, Service } from "./contract.ts";
import { COMMANDS, termsOf } from "./contract.ts";
import type { Dialect } from "./options.ts";
import { verifyUserSig } from "./usersig.ts";
import type { AppState, World } from "./world.ts";

/** Where a URL points: `/v4/<service>/<command>`. */
interface Target {
  readonly service: Service;
  readonly command: string;
}

export function targetOf(path: string): Target | null {
  const [, service, command] = /^\/v4\/([^/]+)\/([^/]+)$/.exec(path) ?? [];
  if (command === undefined) return null;
  return service === "group_open_http_svc" || service === "im_open_login_svc" ? { service, command } : null;
}

/** The caller's app, once its URL parameters and its UserSig have proved right (CN 269/1519, 269/1671). */
export function admit(
  world: World,
  parameters: URLSearchParams,
  nowSeconds: number,
): Result<AppState, Refusal> {
  const sdkAppId = parameters.get("sdkappid");
  if (!sdkAppId) return refuse(60012);
  if (!/^\d+$/.test(sdkAppId)) return refuse(60006);
  const identifier = parameters.get("identifier");
  if (!identifier) return refuse(60025, "identifier");
  if (parameters.get("contenttype") !== "json") return refuse(60025, "contenttype");
  if (!isRandom(parameters.get("random"))) return refuse(60025, "random");
  const app = world.apps.get(Number(sdkAppId));
  if (!app) return refuse(70020);
  if (app.dataCentre === "elsewhere") return refuse(60026);
  const signed = verifyUserSig(parameters.get("usersig") ?? "", {
    sdkAppId: app.sdkAppId,
    identifier,
    secretKey: app.secretKey,
    nowSeconds,
  });
  if (!signed.ok) return signed;
  return app.admins.has(identifier) ? ok(app) : refuse(60010);
}

/** An absent `random` passes: the vendor's own old Node SDK never sends one. */
function isRandom(text: string | null): boolean {
  return text === null || (/^\d{1,10}$/.test(text) && Number(text) <= 4_294_967_295);
}

/** A command of another service or of a generation that is not served is unknown. */
export function commandOf(target: Target, dialect: Dialect): Result<Command, Refusal> {
  if (isCommand(target.command)) {
    const terms = termsOf(target.command);
    const served = dialect === "both" || terms.dialect === null || terms.dialect === dialect;
    if (terms.service === target.service && served) return ok(target.command);
  }
  return refuse(target.service === "group_open_http_svc" ? 10003 : 60009, target.command);
}

function isCommand(name: string): name is Command {
  return Object.hasOwn(COMMANDS, name);
}
