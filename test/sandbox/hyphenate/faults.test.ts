import { expect, it } from "vitest";
import type { FaultKind } from "../../../src/sandbox/hyphenate/faults.ts";
import { isFaultKind } from "../../../src/sandbox/hyphenate/faults.ts";
import { REFUSAL_NAMES } from "../../../src/sandbox/hyphenate/refusals.ts";
import type { Wire, World } from "./vendor.ts";
import { EASEMOB_ROOM, effectsOf, openWorld, said } from "./vendor.ts";

/** What a caller sees of a mute, in one line. */
async function seen(world: World, wire: Wire = {}): Promise<string> {
  const body = { usernames: ["tommy"], mute_duration: 60_000 };
  try {
    const answer = await world.send(`POST ${world.base}/${EASEMOB_ROOM.path}/mute`, { body, ...wire });
    if (answer.type.startsWith("text/html")) return `${answer.status} a page`;
    return answer.status === 200 ? "200" : said(answer);
  } catch (problem) {
    return problem instanceof Error && "code" in problem ? `cut: ${String(problem.code)}` : String(problem);
  }
}

async function opened(): Promise<World> {
  const world = await openWorld("easemob");
  await world.call("GET users/tommy");
  return world;
}

it.each<[FaultKind, string | RegExp, "applied" | "not applied", number | null]>([
  ["latency:30", "200", "applied", 200],
  ["reset-before", /^cut: (ECONNRESET|UND_ERR_SOCKET)/, "not applied", null],
  ["reset-after", /^cut: (ECONNRESET|UND_ERR_SOCKET)/, "applied", null],
  ["truncate", /^cut: UND_ERR_(SOCKET|RES_CONTENT_LENGTH)/, "applied", 200],
  ["status:503", "503 a page", "not applied", 503],
  ["html", "200 a page", "not applied", 200],
  ["frequency", "429 reach_limit: This request has reached api limit", "not applied", 429],
  ["error:reach_limit", "429 reach_limit: This request has reached api limit", "not applied", 429],
  ["error:429", "429 reach_limit: This request has reached api limit", "not applied", 429],
  [
    "error:resource_limited",
    "429 resource_limited: You have exceeded the limit of the Community edition. Please upgrade to higher edition.",
    "not applied",
    429,
  ],
  [
    "error:service_resource_not_found",
    "404 service_resource_not_found: Service resource not found",
    "not applied",
    404,
  ],
  ["error:503", "503 service_unavailable: Service Unavailable", "not applied", 503],
  ["expired-token", "401 unauthorized: Unable to authenticate (OAuth)", "not applied", 401],
])("$0: the caller sees $1, and the mute is $2", async (kind, what, applied, status) => {
  await using world = await opened();
  world.emulator.fault({ kind, times: 1 });
  const got = await seen(world);
  if (typeof what === "string") expect(got).toBe(what);
  else expect(got).toMatch(what);
  expect(effectsOf(world)).toEqual(applied === "applied" ? ["mute tommy"] : []);
  const [request] = world.emulator.requests(1);
  expect(request).toMatchObject({ fault: kind, status });
  if (status === null) expect(request?.answer).toBeNull();
  if (kind === "truncate") expect(() => JSON.parse(request?.answer ?? "")).toThrow(SyntaxError);
  expect(await seen(world)).toBe("200");
});

it("hang: nothing comes and nothing is applied", async () => {
  await using world = await opened();
  world.emulator.fault({ kind: "hang", times: 1 });
  expect(await seen(world, { signal: AbortSignal.timeout(50) })).toMatch(/Timeout|aborted|cut/);
  expect(world.emulator.effects()).toEqual([]);
});

it("hits the operation it names, as often as it says", async () => {
  await using world = await opened();
  world.emulator.fault({ kind: "error:500", times: 2, command: ["mute", "members.remove"] });
  expect((await world.call(`GET ${EASEMOB_ROOM.path}/mute`)).status).toBe(200);
  expect(await seen(world)).toMatch(/^500/);
  expect((await world.call(`DELETE ${EASEMOB_ROOM.path}/users/tommy`)).status).toBe(500);
  expect(await seen(world)).toBe("200");
});

it("an expired token is told in the words of what was asked, and too many calls with the status chosen", async () => {
  await using world = await openWorld("easemob", { undocumented: { throttledWith: 503 } });
  world.emulator.fault({ kind: "expired-token", times: 1, command: "users.get" });
  expect(said(await world.call("GET users/tommy"))).toBe(
    "401 unauthorized: Unable to authenticate due to expired access token",
  );
  world.emulator.fault({ kind: "frequency", times: 1 });
  expect((await world.call("GET users/tommy")).status).toBe(503);
});

it("hits requests for tokens", async () => {
  await using world = await openWorld("easemob");
  world.emulator.fault({ kind: "error:401", times: 1, command: "token" });
  expect(await world.token()).toBe("undefined");
  expect(await world.token()).toMatch(/^YWMt/);
});

it("faults can be taken back, and what is none is thrown", async () => {
  await using world = await opened();
  world.emulator.fault({ kind: "hang", times: 9 });
  world.emulator.clearFaults();
  expect(await seen(world)).toBe("200");
  expect(() => world.emulator.fault({ kind: "error:nothing", times: 1 })).toThrow("error:nothing");
});

it("what comes from outside as text is told apart from what is no fault", () => {
  const right = ["latency:250", "status:503", "error:reach_limit", "error:403", "hang", "html"];
  for (const text of right) expect(isFaultKind(text)).toBe(true);
  for (const name of REFUSAL_NAMES) expect(isFaultKind(`error:${name}`)).toBe(true);
  const wrong = ["", "latency", "status:42", "error:60007", "error:", "error:oops", "hang:1"];
  for (const text of wrong) expect(isFaultKind(text)).toBe(false);
});
