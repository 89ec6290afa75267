import { createHmac, timingSafeEqual } from "node:crypto";
import { inflateSync } from "node:zlib";

/** What an App Token of Agora (AccessToken2, version 007) says about itself. */
export interface AppToken {
  readonly appId: string;
  readonly issuedAtSeconds: number;
  /** Life in seconds since it was issued. */
  readonly expireSeconds: number;
  /** Life of the right to act as the app; null when the token does not give that right. */
  readonly appPrivilegeSeconds: number | null;
  isSignedWith(certificate: string): boolean;
}

const CHAT_SERVICE = 5;
/** A token of a user has 1 instead. */
const APP_PRIVILEGE = 2;

/**
 * Reads `007` + base64(deflate(signature, content)); all numbers are little-endian. Null when it cannot be read.
 * The layout is that of Agora's open token builder (github.com/AgoraIO/Tools, AccessToken2, 2022).
 */
export function decodeAppToken(text: string): AppToken | null {
  if (!/^007[A-Za-z0-9+/]+=*$/.test(text)) return null;
  try {
    const whole = reader(inflateSync(Buffer.from(text.slice(3), "base64")));
    const signature = whole.bytes();
    const signed = whole.rest();
    const content = reader(signed);
    const appId = content.bytes().toString("latin1");
    const issuedAtSeconds = content.uint32();
    const expireSeconds = content.uint32();
    const salt = content.uint32();
    const services = content.uint16();
    const privileges = services > 0 ? chatPrivileges(content) : null;
    return {
      appId,
      issuedAtSeconds,
      expireSeconds,
      appPrivilegeSeconds: privileges?.get(APP_PRIVILEGE) ?? null,
      isSignedWith: (certificate) => {
        const right = hmac(hmac(uint32(salt), hmac(uint32(issuedAtSeconds), certificate)), signed);
        return right.length === signature.length && timingSafeEqual(right, signature);
      },
    };
  } catch {
    // Not base64 of anything deflated, or cut short.
    return null;
  }
}

/** Privileges of the first service, when that is chat. Services before it would have layouts of their own. */
function chatPrivileges(content: Reader): ReadonlyMap<number, number> | null {
  if (content.uint16() !== CHAT_SERVICE) return null;
  const count = content.uint16();
  return new Map(Array.from({ length: count }, () => [content.uint16(), content.uint32()] as const));
}

interface Reader {
  uint16(): number;
  uint32(): number;
  /** A length of 16 bits, and so many bytes. */
  bytes(): Buffer;
  rest(): Buffer;
}

function reader(buffer: Buffer): Reader {
  let position = 0;
  const take = (length: number): Buffer => {
    if (position + length > buffer.length) throw new RangeError("The token is cut short.");
    position += length;
    return buffer.subarray(position - length, position);
  };
  const uint16 = (): number => take(2).readUInt16LE();
  return {
    uint16,
    uint32: () => take(4).readUInt32LE(),
    bytes: () => take(uint16()),
    rest: () => take(buffer.length - position),
  };
}

function uint32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
}

function hmac(key: Buffer, message: Buffer | string): Buffer {
  return createHmac("sha256", key).update(message).digest();
}
