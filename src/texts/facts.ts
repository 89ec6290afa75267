import type { Json } from "../ledger/port.ts";

/** Reading what an entry says: bodies outlive the versions that wrote them, so nothing in one is taken for granted. */

export function textOf(value: Json | undefined): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

export function numberOf(value: Json | undefined): number {
  return typeof value === "number" ? value : 0;
}

export function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

export function memberOf(value: Json | undefined, name: string): Json | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return (value as Readonly<Record<string, Json>>)[name];
}
