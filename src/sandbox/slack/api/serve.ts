import type { IncomingMessage, ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { showAnswer } from "../answer.ts";
import type { Fault } from "../faults.ts";
import type { World } from "../world.ts";
import type { CallArguments } from "./arguments.ts";
import { readArguments } from "./arguments.ts";
import { refusalFor } from "./authorize.ts";
import type { CallLog } from "./call-log.ts";
import { giveFile, postedBytes, takeUpload } from "./file-transfer.ts";
import type { Answer, Method } from "./method.ts";
import { no } from "./method.ts";
import type { Reply } from "./reply.ts";

/** Serves the Web API at `/api/<method>`, the response_urls, uploads and files; everything else is 404. */
export function requestHandler(world: World, methods: Readonly<Record<string, Method>>, log: CallLog) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? "/", "http://slack.invalid");
    // Slack's clock is the sandbox's, which can be moved.
    response.setHeader("date", new Date(world.clock.now()).toUTCString());
    const bytes = await buffer(request);
    const body = bytes.toString("utf8");
    const contentType = request.headers["content-type"] ?? "";
    const { authorization } = request.headers;
    const name = /^\/api\/([\w.]+)$/.exec(url.pathname)?.[1];
    if (name !== undefined) {
      const args = readArguments({ query: url.searchParams, contentType, authorization, body });
      const outcomeOf = log.note(name, world.clock.now(), args.ok ? args.value.values : {});
      await underFault(world.faults.take(name), response, outcomeOf, () =>
        args.ok ? callMethod(world, methods[name], args.value) : answered(no(args.failure)),
      );
    } else if (/^\/(commands|actions)\//.test(url.pathname)) {
      const outcomeOf = log.note("response_url", world.clock.now(), { body });
      await underFault(world.faults.take("response_url"), response, outcomeOf, () =>
        answerAt(world, url.pathname, body),
      );
    } else if (url.pathname.startsWith("/upload/v1/") && request.method === "POST") {
      const outcomeOf = log.note("upload_url", world.clock.now(), { length: bytes.length });
      const posted = await postedBytes(contentType, bytes);
      const ticket = url.pathname.slice("/upload/v1/".length);
      await underFault(world.faults.take("upload_url"), response, outcomeOf, () =>
        takeUpload(world, ticket, posted),
      );
    } else if (url.pathname.startsWith("/files-pri/") && request.method === "GET") {
      const outcomeOf = log.note("url_private", world.clock.now(), { path: url.pathname });
      await underFault(world.faults.take("url_private"), response, outcomeOf, () =>
        giveFile(world, url.pathname, authorization),
      );
    } else {
      send(response, { status: 404, body: "", outcome: "404" });
    }
  };
}

function callMethod(world: World, method: Method | undefined, args: CallArguments): Reply {
  if (!method) return answered(no("unknown_method"));
  const refusal = refusalFor(world, method, args.token);
  const reply = answered(refusal ?? method.run(args.values, world));
  const headers = {
    ...reply.headers,
    "x-oauth-scopes": world.grants.botScopes.join(","),
    "x-accepted-oauth-scopes": method.scopes.join(","),
  };
  return { ...reply, headers };
}

function answered(answer: Answer): Reply {
  if (answer.ok) return { status: 200, body: answer, outcome: "ok" };
  if (answer.error === "ratelimited") return rateLimited(Number(answer["retryAfterSeconds"] ?? 1));
  return { status: 200, body: answer, outcome: answer.error };
}

function rateLimited(seconds: number): Reply {
  const body = { ok: false, error: "ratelimited" };
  return { status: 429, body, headers: retryAfter(seconds), outcome: "ratelimited" };
}

function answerAt(world: World, path: string, body: string): Reply {
  const occasion = world.responseUrls.use(path);
  if (!occasion.ok) {
    return { status: 404, body: { ok: false, error: occasion.failure }, outcome: occasion.failure };
  }
  const shown = showAnswer(world, occasion.value, parseAnswer(body));
  if (shown.ok) return { status: 200, body: "ok", outcome: "ok" };
  return { status: 400, body: { ok: false, error: shown.failure }, outcome: shown.failure };
}

function parseAnswer(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** Makes the reply as the fault allows. Whether `make` ran is whether the effect took place. */
async function underFault(
  fault: Fault | undefined,
  response: ServerResponse,
  outcomeOf: (outcome: string) => void,
  make: () => Reply,
): Promise<void> {
  const finish = (reply: Reply): void => {
    outcomeOf(reply.outcome);
    send(response, reply);
  };
  if (!fault) return finish(make());
  const [what, detail] = splitOnce(fault.kind);
  switch (what) {
    case "hang":
      return outcomeOf(what);
    case "reset-before":
    case "reset-after":
      if (what === "reset-after") make();
      outcomeOf(what);
      return void response.socket?.destroy();
    case "latency":
      await sleep(Number(detail));
      return finish(make());
    case "error":
      return finish(answered(no(detail)));
    case "ratelimited":
      return finish(rateLimited(fault.retryAfterSeconds ?? 1));
    case "status": {
      const headers = retryAfter(fault.retryAfterSeconds);
      return finish({ status: Number(detail), body: "", headers, outcome: fault.kind });
    }
    default:
      throw new Error(`There is no fault called ${fault.kind}.`);
  }
}

function retryAfter(seconds: number | undefined): Record<string, string> {
  return seconds === undefined ? {} : { "retry-after": String(seconds) };
}

function splitOnce(kind: string): [string, string] {
  const [what = "", ...detail] = kind.split(":");
  return [what, detail.join(":")];
}

function send(response: ServerResponse, { status, body, headers = {} }: Reply): void {
  const goesAsIs = typeof body === "string" || Buffer.isBuffer(body);
  const type = goesAsIs ? "text/plain; charset=utf-8" : "application/json; charset=utf-8";
  response.writeHead(status, { "content-type": type, ...headers });
  response.end(goesAsIs ? body : JSON.stringify(body));
}
