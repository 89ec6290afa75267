import { createRequire } from "node:module";
import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { Secret } from "../../../src/secret.ts";
import { createSigner, signUserSig } from "../../../src/vendors/tencent/usersig.ts";
import { movableClock, START } from "../movable-clock.ts";

const KEY = "0123456789abcdef".repeat(4);
const HOUR_MS = 3_600_000;

const Ticket = z.strictObject({
  "TLS.ver": z.literal("2.0"),
  "TLS.identifier": z.string(),
  "TLS.sdkappid": z.int(),
  "TLS.time": z.int(),
  "TLS.expire": z.int(),
  "TLS.sig": z.string(),
});

/** Undoes the alphabet, the base64 and the compression. Texts are never compared: their JSON differs by maker. */
function decode(userSig: string): z.infer<typeof Ticket> {
  const base64 = userSig.replaceAll("*", "+").replaceAll("-", "/").replaceAll("_", "=");
  return Ticket.parse(JSON.parse(inflateSync(Buffer.from(base64, "base64")).toString()));
}

const VendorPackage = z.object({
  Api: z.custom<new (app: number, key: string) => { genUserSig(id: string, seconds: number): string }>(),
});

describe("a UserSig", () => {
  it("is the one of the published test vector", () => {
    const userSig = signUserSig({
      sdkAppId: 1400000001,
      account: "administrator",
      secretKey: KEY,
      timeSeconds: 1700000000,
      expireSeconds: 86400,
    });
    expect(decode(userSig)).toEqual({
      "TLS.ver": "2.0",
      "TLS.identifier": "administrator",
      "TLS.sdkappid": 1400000001,
      "TLS.time": 1700000000,
      "TLS.expire": 86400,
      "TLS.sig": "UQsxgFcjt6F0GDhE80028yjWl0uoj5X0cNHs1UdRqlc=",
    });
    expect(userSig).toMatch(/^[\w*-]+$/);
  });

  it("says the same as the one of Tencent's own package", () => {
    const { Api } = VendorPackage.parse(createRequire(import.meta.url)("tls-sig-api-v2"));
    const theirs = decode(new Api(1400000001, KEY).genUserSig("jürgen 中", 3600));
    const ours = signUserSig({
      sdkAppId: 1400000001,
      account: "jürgen 中",
      secretKey: KEY,
      timeSeconds: theirs["TLS.time"],
      expireSeconds: 3600,
    });
    expect(decode(ours)).toEqual(theirs);
  });
});

describe("the kept UserSig", () => {
  const signer = (clock = movableClock()) =>
    createSigner({ sdkAppId: 1400000001, admin: "administrator", secretKey: new Secret(KEY), clock });

  it("is used again and again, and made anew long before it expires", async () => {
    const clock = movableClock();
    const kept = signer(clock);
    const first = kept.current();
    await clock.advance(11 * HOUR_MS);
    expect(kept.current()).toBe(first);
    await clock.advance(HOUR_MS);
    const second = decode(kept.current());
    expect(second["TLS.time"]).toBe((START + 12 * HOUR_MS) / 1_000);
    expect(second["TLS.expire"]).toBe(24 * 3_600);
  });

  it("is made anew when the clock was set back, because it would be from the future", async () => {
    const clock = movableClock();
    const kept = signer(clock);
    const first = kept.current();
    await clock.jump(-13 * HOUR_MS);
    expect(kept.current()).not.toBe(first);
  });

  it("is made anew when asked, and that one is kept", async () => {
    const clock = movableClock();
    const kept = signer(clock);
    const first = kept.current();
    await clock.advance(1_000);
    const second = kept.renew();
    expect(second).not.toBe(first);
    expect(kept.current()).toBe(second);
  });
});
