import type { z } from "zod";
import { connection, type Connection } from "./connections.ts";
import { channel, fileSchema, group, rule } from "./schema.ts";

/**
 * What of a configuration file can be understood, piece by piece, although other pieces of it are wrong: so that all of
 * its problems can be told at once. Null: that piece is there, but wrong.
 */
export interface Parts {
  readonly connections: ReadonlyMap<string, Connection | null>;
  readonly groups: ReadonlyMap<string, z.output<typeof group> | null>;
  readonly channels: ReadonlyMap<string, z.output<typeof channel> | null>;
  readonly rules: readonly (z.output<typeof rule> | null)[];
  /** Roles that somebody has. */
  readonly roles: readonly string[];
  readonly approvals: z.output<typeof fileSchema>["approvals"] | null;
  readonly alerts: z.output<typeof fileSchema>["alerts"] | null;
  readonly summary: z.output<typeof fileSchema>["summary"] | null;
  readonly logChannel: string | undefined;
  readonly links: readonly { readonly person: string; readonly connection: string }[];
}

/** `raw`: the file as YAML says it, whatever that is. */
export function partsOf(raw: unknown): Parts {
  const file = recordOf(raw);
  const { approvals, alerts, log, summary } = fileSchema.shape;
  return {
    connections: piecesOf(file["connections"], connection),
    groups: piecesOf(file["groups"], group),
    channels: piecesOf(file["channels"], channel),
    rules: listOf(file["rules"]).map((one) => read(one, rule)),
    roles: Object.keys(recordOf(file["roles"])),
    approvals: read(file["approvals"], approvals),
    alerts: read(file["alerts"], alerts),
    summary: read(file["summary"], summary),
    logChannel: read(file["log"], log)?.channel,
    links: Object.entries(recordOf(file["links"])).flatMap(([person, accounts]) =>
      Object.keys(recordOf(accounts)).map((name) => ({ person, connection: name })),
    ),
  };
}

function piecesOf<T>(raw: unknown, shape: z.ZodType<T>): ReadonlyMap<string, T | null> {
  return new Map(Object.entries(recordOf(raw)).map(([name, one]) => [name, read(one, shape)]));
}

function read<T>(raw: unknown, shape: z.ZodType<T>): T | null {
  const parsed = shape.safeParse(raw);
  return parsed.success ? parsed.data : null;
}

function recordOf(raw: unknown): Readonly<Record<string, unknown>> {
  return typeof raw === "object" && raw !== null && !Array.isArray(raw) ? { ...raw } : {};
}

function listOf(raw: unknown): readonly unknown[] {
  return Array.isArray(raw) ? (raw as readonly unknown[]) : [];
}
