import type { Clock } from "../../clock.ts";
import type { WireRecord } from "../wire/record.ts";
import * as wire from "../wire/record.ts";

export type { Effect, EffectVerb, WireExchange, WireRecord } from "../wire/record.ts";

export function recordBy(clock: Clock): WireRecord {
  return wire.recordBy(clock, { path: withoutUserSig });
}

/** A usersig lets its bearer act as administrator until it expires, so it is not kept. */
function withoutUserSig(url: string): string {
  const mark = url.indexOf("?");
  if (mark < 0) return url;
  const kept = url
    .slice(mark + 1)
    .split("&")
    .filter((pair) => !/^usersig(=|$)/i.test(pair));
  return `${url.slice(0, mark)}?${kept.join("&")}`;
}
