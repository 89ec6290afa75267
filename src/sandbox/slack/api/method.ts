import type { z } from "zod";
import { problems } from "../blocks.ts";
import type { World } from "../world.ts";

/** What a method answers, always with HTTP 200: `ok`, and either the result or Slack's error name. */
export type Answer =
  | ({ readonly ok: true } & Readonly<Record<string, unknown>>)
  | ({ readonly ok: false; readonly error: string } & Readonly<Record<string, unknown>>);

export interface Method {
  /** `config`: the token that a person gets for the manifests of their apps. */
  readonly token: "bot" | "app" | "config";
  /** Scopes that every call needs. What depends on the arguments, the method asks for itself. */
  readonly scopes: readonly string[];
  run(values: Readonly<Record<string, unknown>>, world: World): Answer;
}

export function yes(result: Readonly<Record<string, unknown>> = {}): Answer {
  return { ...result, ok: true };
}

export function no(error: string, more: Readonly<Record<string, unknown>> = {}): Answer {
  return { ...more, ok: false, error };
}

/** A method with checked arguments. Wrong ones are answered `invalid_arguments`, naming each. */
export function method<T extends z.ZodType>(definition: {
  readonly token?: Method["token"];
  readonly scopes: readonly string[];
  readonly args: T;
  run(args: z.output<T>, world: World): Answer;
}): Method {
  return {
    token: definition.token ?? "bot",
    scopes: definition.scopes,
    run(values, world) {
      const args = definition.args.safeParse(values);
      if (args.success) return definition.run(args.data, world);
      return invalid(problems(args.error, ""));
    },
  };
}

/** The refusal of arguments, with what is wrong with each. */
export function invalid(messages: readonly string[]): Answer {
  return no("invalid_arguments", { response_metadata: { messages } });
}

/** The refusal for want of these scopes, or undefined when all are granted. */
export function missingScope(world: World, scopes: readonly string[]): Answer | undefined {
  const granted = world.grants.botScopes;
  if (scopes.every((scope) => granted.includes(scope))) return undefined;
  return no("missing_scope", { needed: scopes.join(","), provided: granted.join(",") });
}

/** One page of a list, and the cursor of the next (empty on the last page); undefined for a cursor we never gave. */
export function pageOf<T>(
  all: readonly T[],
  limit: number,
  cursor: string | undefined,
): { readonly items: readonly T[]; readonly next: string } | undefined {
  const from = cursor
    ? Number(
        Buffer.from(cursor, "base64url")
          .toString()
          .replace(/^from:/, ""),
      )
    : 0;
  if (!Number.isInteger(from) || from < 0) return undefined;
  const rest = from + limit < all.length;
  return {
    items: all.slice(from, from + limit),
    next: rest ? Buffer.from(`from:${from + limit}`).toString("base64url") : "",
  };
}
