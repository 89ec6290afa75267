import { describe, expect, it } from "vitest";
import { httpAnswer, rawServer } from "../raw-server.ts";
import { failureOf, valueOf } from "../answered.ts";
import { openStage } from "./stage.ts";

/** A vendor that gives these answers, one after the other, and keeps the request lines. */
async function vendorSaying(...answers: readonly object[]) {
  const heard: string[] = [];
  const server = await rawServer((socket, request) => {
    const answer = answers[Math.min(heard.length, answers.length - 1)];
    heard.push(request.split("\r\n", 1)[0] ?? "");
    socket.end(httpAnswer(200, JSON.stringify(answer), ["connection: close"]));
  });
  return { ...server, heard };
}

const OK = { ErrorCode: 0 };

describe("the list of muted accounts", () => {
  const listIn = async (answer: object) => {
    await using vendor = await vendorSaying(answer);
    await using stage = await openStage();
    await using other = await openStage({ driver: { baseUrl: vendor.url } });
    return other.driver.muted(await stage.state("Public"));
  };

  it.each([
    ["old", { ...OK, ShuttedUinList: [{ Member_Account: "tommy", ShuttedUntil: 1_700_000_060 }] }],
    [
      "new",
      { ...OK, MutedAccountList: [{ Member_Account: "tommy", MutedUntil: 1_700_000_060, TopicId: "" }] },
    ],
  ])("is read in the %s generation, in milliseconds", async (_, answer) => {
    expect(valueOf(await listIn(answer))).toEqual([{ account: "tommy", until: 1_700_000_060_000 }]);
  });

  it("leaves out those whose end is 0", async () => {
    const answer = { ...OK, ShuttedUinList: [{ Member_Account: "tommy", ShuttedUntil: 0 }] };
    expect(valueOf(await listIn(answer))).toEqual([]);
  });

  it.each([{ ShuttedUinList: null }, {}])(
    "may be missing in an answer about this group (%j)",
    async (list) => {
      expect(valueOf(await listIn({ ...OK, GroupId: "@TGS#2J4SZEAEL", ...list }))).toEqual([]);
    },
  );

  it("is never taken to be empty from an answer that looks like something else", async () => {
    expect(failureOf(await listIn({ ...OK, Accounts: [] })).kind).toBe("unavailable");
  });

  it("is not asked for where there are no mutes", async () => {
    await using stage = await openStage();
    const work = await stage.state("Private");
    const before = stage.emulator.requests().length;
    expect(valueOf(await stage.driver.muted(work))).toEqual([]);
    expect(stage.emulator.requests()).toHaveLength(before);
  });
});

it("an answer about roles that leaves somebody out is no answer", async () => {
  const muted = { ...OK, GroupId: "@TGS#2J4SZEAEL", ShuttedUinList: [] };
  const roles = { ...muted, UserIdList: [{ Member_Account: "tommy", Role: "Member" }] };
  await using vendor = await vendorSaying(roles);
  await using stage = await openStage();
  await using other = await openStage({ driver: { baseUrl: vendor.url } });
  const states = await other.driver.states(
    await stage.state("Public"),
    ["tommy", "jared"],
    ["standing", "existence"],
  );
  expect(failureOf(states)).toEqual({
    kind: "unavailable",
    detail: "Tencent could not be read: Tencent's answer says nothing about jared",
  });
});

it("after 70001 the request goes out with another signature", async () => {
  await using stage = await openStage();
  await using vendor = await vendorSaying({ ErrorCode: 70001 }, OK);
  await using other = await openStage({ driver: { baseUrl: vendor.url, clock: tickingClock() } });
  const act = { verb: "kick", accounts: ["tommy"], silent: false, reason: null } as const;
  expect((await other.driver.act(await stage.state("Public"), act)).ok).toBe(true);
  const signatures = vendor.heard.map((line) => /usersig=([^&]+)/.exec(line)?.[1]);
  expect(signatures).toHaveLength(2);
  expect(signatures[0]).not.toBe(signatures[1]);
});

/** Half a second passes whenever somebody looks. */
function tickingClock() {
  let now = 1_700_000_000_000;
  return { now: () => (now += 500), at: () => () => {} };
}
