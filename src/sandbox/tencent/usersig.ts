import { createHmac, timingSafeEqual } from "node:crypto";
import { inflateSync } from "node:zlib";
import { z } from "zod";
import type { Result } from "../../result.ts";
import { ok } from "../../result.ts";
import type { Refusal } from "./codes.ts";
import { refuse } from "./codes.ts";

/**
 * Verifies a UserSig (TLSSigAPIv2, HMAC-SHA256) against what the URL says. The order is that of Tencent's own
 * verifier: sdkappid, identifier, expiry, signature. Which code belongs to which step is not documented step
 * by step; it follows from the wording of CN 269/1671.
 */
export function verifyUserSig(
  usersig: string,
  expected: {
    readonly sdkAppId: number;
    readonly identifier: string;
    readonly secretKey: string;
    readonly nowSeconds: number;
  },
): Result<null, Refusal> {
  if (usersig === "") return refuse(70002);
  const ticket = decode(usersig);
  if (!ticket) return refuse(70003);
  if (ticket["TLS.sdkappid"] !== expected.sdkAppId) return refuse(70014);
  if (ticket["TLS.identifier"] !== expected.identifier) return refuse(70013);
  if (expected.nowSeconds > ticket["TLS.time"] + ticket["TLS.expire"]) return refuse(70001);
  return isSignedWith(ticket, expected.secretKey) ? ok(null) : refuse(70009);
}

const Ticket = z.object({
  "TLS.ver": z.literal("2.0"),
  "TLS.identifier": z.string(),
  "TLS.sdkappid": z.int(),
  "TLS.time": z.int(),
  "TLS.expire": z.int(),
  "TLS.sig": z.string(),
  "TLS.userbuf": z.string().optional(),
});
type Ticket = z.infer<typeof Ticket>;

/** A ticket is a few hundred bytes; anything that inflates beyond this is an attack on memory. */
const LONGEST_TICKET_BYTES = 64 * 1024;

function decode(usersig: string): Ticket | null {
  if (!/^[A-Za-z0-9*\-_]+$/.test(usersig)) return null;
  const base64 = usersig.replaceAll("*", "+").replaceAll("-", "/").replaceAll("_", "=");
  try {
    const json = inflateSync(Buffer.from(base64, "base64"), { maxOutputLength: LONGEST_TICKET_BYTES });
    return Ticket.safeParse(JSON.parse(json.toString("utf8"))).data ?? null;
  } catch {
    return null;
  }
}

function isSignedWith(ticket: Ticket, secretKey: string): boolean {
  const lines = [
    `TLS.identifier:${ticket["TLS.identifier"]}\n`,
    `TLS.sdkappid:${ticket["TLS.sdkappid"]}\n`,
    `TLS.time:${ticket["TLS.time"]}\n`,
    `TLS.expire:${ticket["TLS.expire"]}\n`,
    ticket["TLS.userbuf"] === undefined ? "" : `TLS.userbuf:${ticket["TLS.userbuf"]}\n`,
  ];
  const right = createHmac("sha256", secretKey).update(lines.join("")).digest();
  const given = Buffer.from(ticket["TLS.sig"], "base64");
  return given.length === right.length && timingSafeEqual(given, right);
}
