import { z } from "zod";
import type { Result } from "../../../result.ts";
import { fail, ok } from "../../../result.ts";

/** Arguments of a Web API call as they came: text from a form, any JSON from a JSON body. */
export interface CallArguments {
  /** From the Authorization header, or from the form's `token` field; a token inside JSON does not count. */
  readonly token: string | undefined;
  readonly values: Readonly<Record<string, unknown>>;
}

export interface RawCall {
  readonly query: URLSearchParams;
  readonly contentType: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

export function readArguments(raw: RawCall): Result<CallArguments, "invalid_json" | "invalid_post_type"> {
  const bearer = /^Bearer\s+(\S+)$/i.exec(raw.authorization ?? "")?.[1];
  const query = Object.fromEntries(raw.query);
  const type = raw.contentType.split(";")[0]?.trim() ?? "";
  if (type === "application/json") {
    const body = readJson(raw.body);
    return body ? ok({ token: bearer, values: { ...query, ...body } }) : fail("invalid_json");
  }
  if (type !== "" && type !== "application/x-www-form-urlencoded") return fail("invalid_post_type");
  const { token, ...values } = { ...query, ...Object.fromEntries(new URLSearchParams(raw.body)) };
  return ok({ token: bearer ?? token, values });
}

function readJson(body: string): Record<string, unknown> | undefined {
  try {
    const parsed = z.record(z.string(), z.unknown()).safeParse(JSON.parse(body));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** A structured argument; in a form it is JSON in text. Text that is no JSON stays text and fails its check. */
export function structured<T extends z.ZodType>(schema: T) {
  return z.preprocess((value) => {
    if (typeof value !== "string") return value;
    try {
      return JSON.parse(value);
    } catch {
      return value;
    }
  }, schema);
}

/** `true`, `"true"`, `1`, `"1"` are yes. */
export const yesNo = z
  .union([z.boolean(), z.string(), z.number()])
  .transform((value) => value === true || value === "true" || value === "1" || value === 1);

/** A page size, from 1 to Slack's usual most of 1000. */
export const pageSize = z.coerce.number().int().min(1).max(1000);
