import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { AUDIT_KEY } from "../audit-key.ts";
import { run } from "../cli/program.ts";
import { postgresForTests } from "../shared-postgres.ts";
import { ROOT } from "./files.ts";
import { openWorkspace } from "./workspace.ts";

const databases = await postgresForTests();
const hasPsql = spawnSync("psql", ["--version"]).status === 0;

/** The roles as compose.yml makes them, in an empty database, under names of their own. */
async function rolesIn(database: URL): Promise<Record<"DATABASE_URL" | "DATABASE_OWNER_URL", string>> {
  const unique = randomBytes(4).toString("hex");
  const [owner, serves] = [`owner_${unique}`, `serves_${unique}`];
  const made = spawnSync("sh", [join(ROOT, "deploy", "postgres-roles.sh")], {
    encoding: "utf8",
    env: {
      PATH: process.env["PATH"],
      PGHOST: database.hostname,
      PGPORT: database.port,
      PGPASSWORD: decodeURIComponent(database.password),
      POSTGRES_USER: decodeURIComponent(database.username),
      POSTGRES_DB: database.pathname.slice(1),
      BAILIFF_OWNER_ROLE: owner,
      BAILIFF_OWNER_PASSWORD: "it's the owner",
      BAILIFF_SERVES_ROLE: serves,
      BAILIFF_SERVES_PASSWORD: "serves",
    },
  });
  expect({ status: made.status, said: made.stderr }).toEqual({ status: 0, said: "" });
  const as = (username: string, password: string): string =>
    Object.assign(new URL(database), { username, password }).href;
  return { DATABASE_URL: as(serves, "serves"), DATABASE_OWNER_URL: as(owner, "it's the owner") };
}

describe.skipIf("unavailable" in databases || !hasPsql)(
  "two replicas on one PostgreSQL, as in compose.yml",
  { timeout: 60_000 },
  () => {
    it("start at once on empty tables, do everything once, and cannot change the record", async () => {
      if ("unavailable" in databases) return;
      const roles = await rolesIn(new URL(await databases.url("replicas")));
      const workspace = await openWorkspace();
      const folder = await mkdtemp(join(tmpdir(), "bailiff-replicas-"));
      const config = join(folder, "bailiff.yml");
      await writeFile(config, workspace.config);
      const variables = {
        ...workspace.variables,
        ...roles,
        BAILIFF_CONFIG: config,
        BAILIFF_AUDIT_KEY: AUDIT_KEY.reveal(),
        PORT: "0",
      };
      const { slack, tencent } = workspace.sandbox;
      {
        await using first = run(["start"], variables);
        await using second = run(["start"], variables);
        await Promise.all([first, second].map((replica) => replica.says(/Bailiff serves the workspace/)));
        // Two connections each.
        await slack.until(() => slack.connections() === 4);
        await slack.command({ as: "mia", channel: "lobby-mods", text: "/kick @tommy" });
        await slack.until(() => tencent.effects().length > 0);
        first.child.kill("SIGTERM");
        expect(await first.ended()).toBe(0);
        // The other one goes on.
        await slack.command({ as: "mia", channel: "lobby-mods", text: "/mute @jared 10m" });
        await slack.until(() => tencent.effects().length > 1);
        expect(tencent.effects()).toMatchObject([
          { verb: "kick", account: "tommy" },
          { verb: "mute", account: "jared" },
        ]);
      }
      const client = new pg.Client({ connectionString: roles.DATABASE_URL });
      await client.connect();
      for (const attack of ["delete from entry", "drop table entry", "create table mine (id int)"])
        await expect(client.query(attack), attack).rejects.toMatchObject({ code: "42501" });
      await client.end();
      await workspace.close();
      await rm(folder, { recursive: true, force: true });
    });
  },
);
