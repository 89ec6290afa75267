import { afterAll, inject } from "vitest";
import { databasesOn, type TestDatabases } from "./postgres.ts";

/**
 * Databases on the one server that all test files of a run share. To be called at the top of a test file, or in
 * a hook.
 */
export async function postgresForTests(): Promise<TestDatabases | { readonly unavailable: string }> {
  const answer = await fetch(inject("postgresDoor"));
  if (!answer.ok) throw new Error(await answer.text());
  const server = (await answer.json()) as { url: string } | { unavailable: string };
  if (!("url" in server)) return server;
  const databases = databasesOn(server.url);
  // A throwaway server goes with all that is in it; one that was lent is left as it was.
  if (process.env["TEST_DATABASE_URL"]) afterAll(() => databases.close());
  return databases;
}
