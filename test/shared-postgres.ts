import { inject } from "vitest";
import { databasesOn, type TestDatabases } from "./postgres.ts";

/** Databases on the one server that all test files of a run share. */
export async function postgresForTests(): Promise<TestDatabases | { readonly unavailable: string }> {
  const answer = await fetch(inject("postgresDoor"));
  if (!answer.ok) throw new Error(await answer.text());
  const server = (await answer.json()) as { url: string } | { unavailable: string };
  return "url" in server ? databasesOn(server.url) : server;
}
