import { z } from "zod";
import { sha256 } from "../../audit/hash.ts";
import { fail, ok, type Result } from "../../result.ts";
import { MOST_ALERTS } from "./port.ts";

/** Reads JSON of a sender: what is missing or of a wrong kind is said, what is not known is passed over. */

const decoder = new TextDecoder("utf-8", { fatal: true });

export function readJson<T>(body: Buffer, shape: z.ZodType<T>): Result<T, readonly string[]> {
  let raw: unknown;
  try {
    raw = JSON.parse(decoder.decode(body));
  } catch {
    return fail(["the body is not JSON in UTF-8"]);
  }
  const read = shape.safeParse(raw);
  if (read.success) return ok(read.data);
  return fail(
    read.error.issues
      .slice(0, 10)
      .map(({ path, message }) => `${path.map(String).join(".") || "body"}: ${message}`.slice(0, 200)),
  );
}

/** Go writes a moment that was never set as the first of January of the year 1 (`time.Time{}`). */
const NEVER = Date.parse("0001-01-01T00:00:00Z");

/** A moment as RFC 3339 has it, in milliseconds; null for one that was never set. */
export const moment = z
  .string()
  .max(64)
  .transform((text, context): number | null => {
    const at = Date.parse(text);
    if (Number.isNaN(at) || !/^\d{4}-\d\d-\d\dT/.test(text)) {
      context.addIssue({ code: "custom", message: "must be a moment such as 2026-11-21T08:00:00Z" });
      return z.NEVER;
    }
    return at <= NEVER ? null : at;
  });

export const labels = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String))
  .refine((all) => Object.keys(all).length <= 200, "has more than 200 labels");

export const manyAlerts = <T extends z.ZodType>(one: T) =>
  z.array(one).max(MOST_ALERTS, `must be at most ${MOST_ALERTS} alerts`);

/** A digest of what somebody sent, also of text that is no well-formed Unicode, which RFC 8785 refuses. */
export function digestOf(value: unknown): string {
  return sha256(JSON.stringify(value));
}
