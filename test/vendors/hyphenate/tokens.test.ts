import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import type { Act } from "../../../src/vendors/port.ts";
import { failureOf, valueOf } from "../answered.ts";
import {
  AGORA_CERTIFICATE,
  AGORA_ID,
  EASEMOB_SECRET,
  openTalk,
  refusal,
  type Heard,
  type Said,
  type Talk,
} from "./scripted.ts";

const HOUR_MS = 3_600_000;
const unmute = (account: string): Act => ({ verb: "unmute", accounts: [account] });
const YES: Said = { body: { data: [{ result: true, user: "tommy" }] } };
const UNAUTHORIZED = refusal(401, "unauthorized", "Unable to authenticate (OAuth)");
const go = (talk: Talk) => talk.driver.act(talk.state(), unmute("tommy"));

/** Gives `YWMt1`, `YWMt2`, … */
function counting(expiresIn = 5_184_000): () => Said {
  let given = 0;
  return () => ({ body: { access_token: `YWMt${(given += 1)}`, expires_in: expiresIn } });
}

const bearer = ({ headers }: Heard): string | undefined => headers.authorization;

describe("Easemob's App Token", () => {
  it("is asked for as documented, once for all who wait, and kept", async () => {
    await using talk = await openTalk({ answer: () => YES, token: counting() });
    await Promise.all([go(talk), go(talk), go(talk)]);
    valueOf(await go(talk));
    expect(talk.tokenRequests()).toHaveLength(1);
    const [asked] = talk.tokenRequests();
    expect(asked).toMatchObject({ method: "POST", url: "/XXXX/XXXX/token" });
    expect(asked?.headers.authorization).toBeUndefined();
    expect(JSON.parse(asked?.body ?? "")).toEqual({
      grant_type: "client_credentials",
      client_id: "YXA6example-id",
      client_secret: EASEMOB_SECRET,
    });
    expect(talk.heard().map(bearer)).toEqual(Array.from({ length: 4 }, () => "Bearer YWMt1"));
  });

  it("is renewed before it expires, and in any case after half a day", async () => {
    await using talk = await openTalk({ answer: () => YES, token: counting(7_200) });
    await go(talk);
    await talk.clock.advance(HOUR_MS - 1);
    await go(talk);
    await talk.clock.advance(1);
    await go(talk);
    expect(talk.heard().map(bearer)).toEqual(["Bearer YWMt1", "Bearer YWMt1", "Bearer YWMt2"]);

    await using endless = await openTalk({ answer: () => YES, token: counting(0) });
    await go(endless);
    await endless.clock.advance(12 * HOUR_MS);
    await go(endless);
    expect(endless.tokenRequests()).toHaveLength(2);
  });

  it("is renewed once when it is refused, and the request is sent once more", async () => {
    await using talk = await openTalk({
      answer: (request) => (bearer(request) === "Bearer YWMt1" ? UNAUTHORIZED : YES),
      token: counting(),
    });
    const answers = await Promise.all([go(talk), go(talk), go(talk)]);
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(talk.tokenRequests()).toHaveLength(2);
    expect(talk.heard()).toHaveLength(6);
  });

  it("is not asked for again and again when the vendor refuses every one", async () => {
    await using talk = await openTalk({ answer: () => UNAUTHORIZED, token: counting() });
    for (let tries = 0; tries < 5; tries += 1) {
      const failure = failureOf(await go(talk));
      expect(failure.kind).toBe("misconfigured");
      expect(failure.detail).toContain("client secret");
    }
    expect(talk.tokenRequests()).toHaveLength(2);
    await talk.clock.advance(1_000);
    await go(talk);
    await go(talk);
    expect(talk.tokenRequests()).toHaveLength(3);
    await talk.clock.advance(1_999);
    await go(talk);
    expect(talk.tokenRequests()).toHaveLength(3);
  });

  it("that is good one moment and refused the next is renewed ten times a minute at most", async () => {
    let count = 0;
    await using talk = await openTalk({
      answer: () => ((count += 1) % 2 === 0 ? YES : UNAUTHORIZED),
      token: counting(),
    });
    for (let tries = 0; tries < 30; tries += 1) await go(talk);
    expect(talk.tokenRequests().length).toBeLessThanOrEqual(12);
    await talk.clock.advance(60_000);
    valueOf(await go(talk));
  });

  it("that cannot be had is asked for ever more seldom, and nothing else is sent", async () => {
    const denied = refusal(400, "invalid_grant", "client_secret does not match");
    await using talk = await openTalk({ answer: () => YES, token: () => denied });
    const failure = failureOf(await go(talk));
    expect(failure.kind).toBe("misconfigured");
    expect(failure.detail).toContain("check the client id and the client secret");
    expect(failure.detail).not.toContain(EASEMOB_SECRET);
    for (let second = 0; second < 600; second += 1) {
      await talk.clock.advance(1_000);
      await go(talk);
    }
    // After 0, 1, 3, 7, 15, 31 and 63 seconds, and then once a minute.
    expect(talk.tokenRequests().length).toBeLessThanOrEqual(16);
    expect(talk.heard()).toEqual([]);
  });

  it.each([
    [refusal(404, "organization_application_not_found", "Could not find application"), "misconfigured"],
    [refusal(429, "reach_limit", "This request has reached api limit"), "throttled"],
    [refusal(500, "oops", "internal"), "unavailable"],
    [{ body: "<html>welcome to this hotel</html>" }, "unavailable"],
    [{ status: 502, body: "<html>" }, "unavailable"],
  ] as const)("answered with %o is %s, and the change was certainly not sent", async (said, kind) => {
    await using talk = await openTalk({ answer: () => YES, token: () => said });
    expect(failureOf(await go(talk)).kind).toBe(kind);
    expect(talk.heard()).toEqual([]);
  });

  it("stays in use while no new one can be had", async () => {
    const tokens = [{ body: { access_token: "YWMt1", expires_in: 7_200 } }, { status: 502, body: "" }];
    await using talk = await openTalk({
      answer: () => YES,
      token: () => tokens.shift() ?? { status: 502, body: "" },
    });
    await go(talk);
    await talk.clock.advance(HOUR_MS);
    valueOf(await go(talk));
    valueOf(await go(talk));
    expect(talk.tokenRequests()).toHaveLength(2);
  });
});

interface ReadToken {
  from_string(token: string): boolean;
  verifySignature(certificate: string): boolean;
  readonly appId: Buffer;
  readonly issueTs: number;
  readonly expire: number;
  readonly services: readonly { readonly __privileges: Readonly<Record<string, number>> }[];
}
const { AccessToken2 } = createRequire(import.meta.url)("agora-token/src/AccessToken2.js") as {
  AccessToken2: new (appId: string, certificate: string, issued: number, expire: number) => ReadToken;
};

describe("Agora's App Token", () => {
  const tokenOf = (request: Heard | undefined): ReadToken => {
    const token = new AccessToken2("", "", 0, 0);
    expect(token.from_string(bearer(request ?? ({} as Heard))?.slice("Bearer ".length) ?? "")).toBe(true);
    return token;
  };

  it("is made here, by the clock, for a day and with the right of an app", async () => {
    await using talk = await openTalk({ vendor: "agora", answer: () => YES });
    await go(talk);
    const token = tokenOf(talk.heard()[0]);
    expect(token.verifySignature(AGORA_CERTIFICATE)).toBe(true);
    expect(token.appId.toString()).toBe(AGORA_ID);
    expect(token).toMatchObject({ issueTs: talk.clock.now() / 1_000, expire: 86_400 });
    expect(token.services[0]?.__privileges).toEqual({ 2: 86_400 });
    expect(talk.tokenRequests()).toEqual([]);
  });

  it("is kept for half its life", async () => {
    await using talk = await openTalk({ vendor: "agora", answer: () => YES });
    await go(talk);
    await talk.clock.advance(12 * HOUR_MS - 1);
    await go(talk);
    await talk.clock.advance(1);
    await go(talk);
    const [first, second, third] = talk.heard().map(bearer);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  it("is made anew once when it is refused", async () => {
    let count = 0;
    await using talk = await openTalk({
      vendor: "agora",
      answer: () => ((count += 1) === 1 ? UNAUTHORIZED : YES),
    });
    valueOf(await go(talk));
    const [first, second] = talk.heard().map(bearer);
    expect(second).not.toBe(first);
    expect(count).toBe(2);
  });

  it("cannot be made from something that is no certificate, and nothing is sent", async () => {
    await using talk = await openTalk({ vendor: "agora", answer: () => YES, certificate: "letmein" });
    const failure = failureOf(await go(talk));
    expect(failure.kind).toBe("misconfigured");
    expect(failure.detail).toContain("32 hexadecimal digits");
    expect(failure.detail).not.toContain("letmein");
    expect(talk.heard()).toEqual([]);
  });
});
