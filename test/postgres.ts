import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { chown, mkdtemp, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

/** A PostgreSQL server for tests: its data lives in a temporary folder and goes with it. */
export interface ThrowawayServer {
  /** Address of its `postgres` database. */
  readonly url: string;
  stop(): Promise<void>;
}

const START_WITHIN_MS = 20_000;

/** Uses TEST_DATABASE_URL when it is set, else starts a server from the machine's binaries. */
export async function startPostgres(): Promise<ThrowawayServer | { readonly unavailable: string }> {
  const given = process.env["TEST_DATABASE_URL"];
  if (given) return { url: given, stop: async () => {} };
  const binaries = findBinaries();
  if (!binaries) {
    return { unavailable: "initdb and postgres are neither on the PATH nor in /usr/lib/postgresql/*/bin" };
  }
  const user = process.getuid?.() === 0 ? unprivilegedUser() : null;
  if (user === "none") {
    return { unavailable: "PostgreSQL does not run as root, and there is no user postgres or nobody" };
  }
  const folder = await mkdtemp(join(tmpdir(), "bailiff-postgres-"));
  const password = randomBytes(12).toString("hex");
  await writeFile(join(folder, "password"), password);
  if (user) for (const path of [folder, join(folder, "password")]) await chown(path, user.uid, user.gid);
  const port = await freePort();
  const server = run(SCRIPT, [folder, binaries, String(port)], user);
  const url = `postgres://bailiff:${password}@127.0.0.1:${port}/postgres`;
  await untilItAnswers(url, server);
  return { url, stop: () => stop(server) };
}

/**
 * The server lives as long as its standard input: when this process ends, however it ends, the pipe closes,
 * and the script stops the server and removes the folder. fsync stays on, as in production.
 */
const SCRIPT = `
folder=$1 binaries=$2 port=$3
"$binaries/initdb" -D "$folder/data" -U bailiff -A scram-sha-256 --pwfile="$folder/password" \\
  -E UTF8 --no-locale --no-sync </dev/null >&2 || exit 1
"$binaries/postgres" -D "$folder/data" -k "$folder" -h 127.0.0.1 -p "$port" -c max_connections=200 </dev/null >&2 &
server=$!
cat >/dev/null
kill -QUIT "$server"
wait
rm -rf "$folder"
`;

function run(script: string, args: readonly string[], user: User | null) {
  return spawn("/bin/sh", ["-c", script, "sh", ...args], {
    ...user,
    cwd: tmpdir(),
    stdio: ["pipe", "ignore", "pipe"],
    env: { PATH: process.env["PATH"], LC_ALL: "C" },
    detached: true,
  });
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const gone = new Promise((resolve) => void server.once("exit", resolve));
  server.stdin?.end();
  await gone;
}

async function untilItAnswers(url: string, server: ChildProcess): Promise<void> {
  let said = "";
  server.stderr?.on("data", (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2_000)));
  const giveUpAt = Date.now() + START_WITHIN_MS;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      await client.end().catch(() => {});
      if (Date.now() > giveUpAt || server.exitCode !== null) {
        await stop(server);
        throw new Error(`PostgreSQL did not start:\n${said}`, { cause: error });
      }
      await sleep(50);
    }
  }
}

function findBinaries(): string | null {
  const onPath = (process.env["PATH"] ?? "").split(delimiter);
  const debian = "/usr/lib/postgresql";
  const packaged = existsSync(debian)
    ? readdirSync(debian)
        .toSorted((a, b) => Number(b) - Number(a))
        .map((version) => join(debian, version, "bin"))
    : [];
  const complete = (folder: string) => ["initdb", "postgres"].every((name) => existsSync(join(folder, name)));
  return [...onPath, ...packaged].find((folder) => folder !== "" && complete(folder)) ?? null;
}

interface User {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root, so root runs it as somebody else. */
function unprivilegedUser(): User | "none" {
  for (const name of ["postgres", "nobody"]) {
    try {
      const id = (what: string) =>
        Number(execFileSync("id", [what, name], { stdio: ["ignore", "pipe", "ignore"] }));
      return { uid: id("-u"), gid: id("-g") };
    } catch {
      // No such user on this machine.
    }
  }
  return "none";
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === "string") throw new Error("a TCP server has a port");
  return address.port;
}

/** Fresh databases on one server. */
export interface TestDatabases {
  /** Makes an empty database and answers its address. */
  url(name: string): Promise<string>;
  /** Drops what was made. */
  close(): Promise<void>;
}

export function databasesOn(serverUrl: string): TestDatabases {
  const made: string[] = [];
  const onServer = async (statement: string): Promise<void> => {
    const client = new pg.Client({ connectionString: serverUrl });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  return {
    async url(name) {
      const database = `bailiff_${name
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, "_")
        .slice(0, 30)}_${randomBytes(5).toString("hex")}`;
      await onServer(`create database ${database} template template0`);
      made.push(database);
      const url = new URL(serverUrl);
      url.pathname = `/${database}`;
      return url.href;
    },
    async close() {
      for (const database of made.splice(0))
        await onServer(`drop database if exists ${database} with (force)`);
    },
  };
}
